package org.op25b.controller.sight;

import com.google.auto.value.AutoValue;
import java.time.Instant;
import java.util.Optional;
import org.onlab.packet.IpPrefix;
import org.onosproject.net.DeviceId;

/** Somebody who tries to send to port 25 from a pool where that is blocked. */
@AutoValue
public abstract class Suspect {
  /** The address; a shorter prefix when addresses are truncated for privacy. */
  public abstract IpPrefix source();

  /** The customer, when an exemption names one for the address. */
  public abstract Optional<String> customer();

  /** The pool of the address. */
  public abstract String pool();

  /** The switch that blocks. */
  public abstract DeviceId device();

  /** When a copy of one of its packets first arrived. */
  public abstract Instant firstSeen();

  /** When the last one did. */
  public abstract Instant lastSeen();

  /** About how many of its packets were blocked in a second, lately. */
  public abstract double perSecond();

  /** About how many destinations the copies named. */
  public abstract long destinations();

  static Suspect of(
      IpPrefix source,
      Optional<String> customer,
      String pool,
      DeviceId device,
      Instant firstSeen,
      Instant lastSeen,
      double perSecond,
      long destinations) {
    return new AutoValue_Suspect(
        source, customer, pool, device, firstSeen, lastSeen, perSecond, destinations);
  }

  /** The address alone when it is not truncated. */
  public final String sourceText() {
    return source().prefixLength() == source().address().toOctets().length * 8
        ? source().address().toString()
        : source().toString();
  }
}
