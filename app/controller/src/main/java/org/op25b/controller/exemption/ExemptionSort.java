package org.op25b.controller.exemption;

import java.time.Instant;
import java.util.Comparator;
import org.onlab.packet.IpPrefix;

/** The orders in which exemptions can be listed; ties are broken by id. */
public enum ExemptionSort {
  /** By id. */
  ID(Comparator.comparing(ExemptionRecord::id)),
  /** By customer. */
  CUSTOMER(Comparator.comparing(ExemptionRecord::customer)),
  /** By address, a prefix before what it contains; IPv4 first. */
  PREFIX(Comparator.comparing(ExemptionRecord::prefix, ExemptionSort::comparePrefixes)),
  /** By the instant at which it was entered. */
  CREATED(Comparator.comparing(ExemptionRecord::created)),
  /** By expiry; those without come last. */
  EXPIRES(Comparator.comparing(record -> record.expires().orElse(Instant.MAX)));

  private final Comparator<ExemptionRecord> comparator;

  ExemptionSort(Comparator<ExemptionRecord> comparator) {
    this.comparator = comparator.thenComparing(ExemptionRecord::id);
  }

  /** The order as a comparator. */
  public Comparator<ExemptionRecord> comparator() {
    return comparator;
  }

  private static int comparePrefixes(IpPrefix a, IpPrefix b) {
    int byAddress = a.address().compareTo(b.address());
    return byAddress != 0 ? byAddress : Integer.compare(a.prefixLength(), b.prefixLength());
  }
}
