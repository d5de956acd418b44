package org.op25b.controller.enforcement;

import com.google.auto.value.AutoValue;
import com.google.common.collect.ImmutableList;
import java.time.Instant;
import org.onosproject.net.DeviceId;

/** What came out when a switch was read back and compared with the policy. */
@AutoValue
public abstract class ProofReport {
  /** The switch. */
  public abstract DeviceId device();

  /** When it was read. */
  public abstract Instant at();

  /** Flow entries that were read, of every application. */
  public abstract int entries();

  /** What is wrong, each with a packet that shows it; empty when the switch does as it should. */
  public abstract ImmutableList<String> differences();

  /** Rules of other applications that take or drop what the policy lets pass, with owner. */
  public abstract ImmutableList<String> interference();

  /** Whether the switch does what the policy says, for every packet. */
  public final boolean isProven() {
    return differences().isEmpty();
  }

  /** Whether it is proven and no other application's rule is in the way. */
  final boolean isClean() {
    return isProven() && interference().isEmpty();
  }

  static ProofReport of(
      DeviceId device,
      Instant at,
      int entries,
      Iterable<String> differences,
      Iterable<String> interference) {
    return new AutoValue_ProofReport(
        device, at, entries, ImmutableList.copyOf(differences), ImmutableList.copyOf(interference));
  }
}
