package org.op25b.proof;

import static org.op25b.proof.Field.ETH_TYPE;
import static org.op25b.proof.Field.IN_PORT;
import static org.op25b.proof.Field.IPV4_DST;
import static org.op25b.proof.Field.IPV4_SRC;
import static org.op25b.proof.Field.IPV6_DST;
import static org.op25b.proof.Field.IPV6_SRC;
import static org.op25b.proof.Field.IP_PROTO;
import static org.op25b.proof.Field.TCP_DST;
import static org.op25b.proof.Field.TCP_SRC;
import static org.op25b.proof.Field.UDP_DST;
import static org.op25b.proof.Field.UDP_SRC;
import static org.op25b.proof.Field.VLAN;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * The kinds of packet that are proven one after the other, because they have different header
 * fields. Together they are every packet.
 */
enum Universe {
  /** TCP over IPv4. */
  TCP4(0x0800, 6, IPV4_SRC, IPV4_DST, TCP_SRC, TCP_DST),
  /** TCP over IPv6. */
  TCP6(0x86dd, 6, IPV6_SRC, IPV6_DST, TCP_SRC, TCP_DST),
  /** Everything else over IPv4. */
  OTHER4(0x0800, -1, IPV4_SRC, IPV4_DST, UDP_SRC, UDP_DST),
  /** Everything else over IPv6. */
  OTHER6(0x86dd, -1, IPV6_SRC, IPV6_DST, UDP_SRC, UDP_DST),
  /** Everything that is not IP. */
  OTHER(-1, -1, null, null, null, null);

  private static final int UDP = 17;

  final Field source;
  final Field destination;
  final Field sourcePort;
  final Field destinationPort;

  /** What all packets of this kind have in common. */
  @SuppressWarnings("ImmutableEnumChecker") // Bits never change.
  private final ImmutableMap<Field, Bits> fixed;

  /** What no packet of this kind has. */
  @SuppressWarnings("ImmutableEnumChecker") // Neither do these entries: Map.entry has no setValue.
  private final ImmutableList<Map.Entry<Field, Ternary>> excluded;

  /**
   * The fields in which packets of this kind differ, ports first and the destination last. With
   * this order of variables the set "source in S or destination in D" needs as many nodes as S and
   * D together, not their product.
   */
  final ImmutableList<Field> fields;

  Universe(int ethType, int protocol, Field source, Field destination, Field sport, Field dport) {
    this.source = source;
    this.destination = destination;
    this.sourcePort = sport;
    this.destinationPort = dport;
    ImmutableMap.Builder<Field, Bits> fixed = ImmutableMap.builder();
    ImmutableList.Builder<Map.Entry<Field, Ternary>> excluded = ImmutableList.builder();
    ImmutableList.Builder<Field> fields = ImmutableList.builder();
    if (ethType < 0) {
      excluded.add(Map.entry(ETH_TYPE, Ternary.exact(ETH_TYPE.width(), 0x0800)));
      excluded.add(Map.entry(ETH_TYPE, Ternary.exact(ETH_TYPE.width(), 0x86dd)));
      fields.add(ETH_TYPE, IN_PORT, VLAN);
    } else {
      fixed.put(ETH_TYPE, Bits.of(ethType));
      if (protocol < 0) {
        excluded.add(Map.entry(IP_PROTO, Ternary.exact(IP_PROTO.width(), 6)));
        fields.add(IP_PROTO);
      } else {
        fixed.put(IP_PROTO, Bits.of(protocol));
      }
      fields.add(sport, dport, IN_PORT, VLAN, source, destination);
    }
    this.fixed = fixed.build();
    this.excluded = excluded.build();
    this.fields = fields.build();
  }

  boolean isTcp() {
    return this == TCP4 || this == TCP6;
  }

  boolean isIp() {
    return source != null;
  }

  ImmutableList<Map.Entry<Field, Ternary>> excluded() {
    return excluded;
  }

  ImmutableMap<Field, Bits> fixed() {
    return fixed;
  }

  /**
   * Returns what {@code match} asks of the fields in which packets of this kind differ, or nothing
   * when it matches no packet of this kind. A condition on ports or addresses is also one on the
   * protocol, whether the entry says so or not (OpenFlow 1.3.5, section 7.2.3.6).
   */
  Optional<Map<Field, Ternary>> restrict(RuleMatch match) {
    Map<Field, Ternary> conditions = new EnumMap<>(Field.class);
    for (Map.Entry<Field, Ternary> condition : match.fields().entrySet()) {
      Field field = condition.getKey();
      Bits value = fixed.get(field);
      if (value != null) {
        if (!condition.getValue().matches(value)) {
          return Optional.empty();
        }
      } else if (fields.contains(field)) {
        conditions.put(field, condition.getValue());
      } else {
        return Optional.empty();
      }
    }
    if (conditions.containsKey(UDP_SRC) || conditions.containsKey(UDP_DST)) {
      Ternary protocol = conditions.get(IP_PROTO);
      if (protocol != null && !protocol.matches(Bits.of(UDP))) {
        return Optional.empty();
      }
      conditions.put(IP_PROTO, Ternary.exact(IP_PROTO.width(), UDP));
    }
    for (Map.Entry<Field, Ternary> outside : excluded) {
      if (outside.getValue().equals(conditions.get(outside.getKey()))) {
        return Optional.empty();
      }
    }
    return Optional.of(conditions);
  }

  /** Whether a packet of this kind with these fields has UDP ports. */
  static boolean isUdp(Map<Field, Bits> fields) {
    return Bits.of(UDP).equals(fields.get(IP_PROTO));
  }
}
