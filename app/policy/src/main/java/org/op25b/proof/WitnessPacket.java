package org.op25b.proof;

import static com.google.common.base.Preconditions.checkState;

import com.google.auto.value.AutoValue;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.onlab.packet.IpAddress;
import org.op25b.policy.TcpPacket;

/** One concrete packet, with every header field that some rule may look at. */
@AutoValue
public abstract class WitnessPacket {
  abstract Universe universe();

  /** The header fields that the packet has. */
  abstract ImmutableMap<Field, Bits> fields();

  static WitnessPacket of(Universe universe, Map<Field, Bits> fields) {
    Map<Field, Bits> all = new EnumMap<>(Field.class);
    all.putAll(universe.fixed());
    all.putAll(fields);
    if (!Universe.isUdp(all)) {
      all.remove(Field.UDP_SRC);
      all.remove(Field.UDP_DST);
    }
    return new AutoValue_WitnessPacket(universe, Maps.immutableEnumMap(all));
  }

  /** Returns a TCP packet that came in through port 1 without a VLAN tag. */
  public static WitnessPacket of(TcpPacket packet) {
    Universe universe = packet.source().isIp4() ? Universe.TCP4 : Universe.TCP6;
    Map<Field, Bits> fields = new EnumMap<>(Field.class);
    fields.put(universe.source, Bits.of(packet.source()));
    fields.put(universe.destination, Bits.of(packet.destination()));
    fields.put(Field.TCP_SRC, Bits.of(packet.sourcePort()));
    fields.put(Field.TCP_DST, Bits.of(packet.destinationPort()));
    fields.put(Field.IN_PORT, Bits.of(1));
    fields.put(Field.VLAN, Bits.ZERO);
    return of(universe, fields);
  }

  /** Whether this is a TCP packet; other packets must never be touched. */
  public final boolean isTcp() {
    return universe().isTcp();
  }

  /** The packet as the policy sees it; absent unless it is TCP. */
  public final Optional<TcpPacket> tcp() {
    return isTcp()
        ? Optional.of(
            TcpPacket.of(
                address(universe().source),
                number(Field.TCP_SRC),
                address(universe().destination),
                number(Field.TCP_DST)))
        : Optional.empty();
  }

  private IpAddress address(Field field) {
    return fields()
        .get(field)
        .toAddress(field.width() == 32 ? IpAddress.Version.INET : IpAddress.Version.INET6);
  }

  private int number(Field field) {
    Bits value = fields().get(field);
    checkState(value.high == 0 && value.low >>> Integer.SIZE == 0, "%s: %s", field, value);
    return (int) value.low;
  }

  @Override
  public final String toString() {
    String text =
        tcp().map(TcpPacket::toString).orElseGet(() -> universe().isIp() ? ip() : "not IP");
    StringBuilder rest = new StringBuilder();
    for (Field field : new Field[] {Field.ETH_TYPE, Field.IN_PORT, Field.VLAN}) {
      if (field == Field.ETH_TYPE ? !universe().isIp() : !fields().get(field).isZero()) {
        rest.append(", ").append(field).append(' ').append(fields().get(field));
      }
    }
    return text + rest;
  }

  private String ip() {
    return address(universe().source)
        + " > "
        + address(universe().destination)
        + " protocol "
        + fields().get(Field.IP_PROTO)
        + (fields().containsKey(Field.UDP_DST)
            ? " ports " + fields().get(Field.UDP_SRC) + " > " + fields().get(Field.UDP_DST)
            : "");
  }
}
