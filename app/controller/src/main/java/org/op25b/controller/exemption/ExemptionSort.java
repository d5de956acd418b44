package org.op25b.controller.exemption;

import java.time.Instant;
import java.util.Comparator;
import org.onlab.packet.IpPrefix;

/** The orders in which exemptions can be listed; ties are broken by id. */
public enum ExemptionSort {
  /** By id. */
  ID,
  /** By customer. */
  CUSTOMER,
  /** By address, a prefix before what it contains; IPv4 first. */
  PREFIX,
  /** By the instant at which it was entered. */
  CREATED,
  /** By expiry; those without come last. */
  EXPIRES;

  /** Returns the order as a comparator. */
  public Comparator<ExemptionRecord> comparator() {
    return byField().thenComparing(ExemptionRecord::id);
  }

  private Comparator<ExemptionRecord> byField() {
    switch (this) {
      case CUSTOMER:
        return Comparator.comparing(ExemptionRecord::customer);
      case PREFIX:
        return Comparator.comparing(ExemptionRecord::prefix, ExemptionSort::comparePrefixes);
      case CREATED:
        return Comparator.comparing(ExemptionRecord::created);
      case EXPIRES:
        return Comparator.comparing(record -> record.expires().orElse(Instant.MAX));
      default:
        return Comparator.comparing(ExemptionRecord::id);
    }
  }

  private static int comparePrefixes(IpPrefix a, IpPrefix b) {
    int byAddress = a.address().compareTo(b.address());
    return byAddress != 0 ? byAddress : Integer.compare(a.prefixLength(), b.prefixLength());
  }
}
