package org.op25b.controller.sight;

import com.google.common.hash.HashFunction;
import com.google.common.hash.Hashing;
import org.onlab.packet.IpAddress;

/**
 * About how many different addresses were seen, in 256 octets: linear counting (Whang,
 * Vander-Zanden, Taylor, <i>A Linear-Time Probabilistic Counting Algorithm for Database
 * Applications</i>, ACM TODS 1990). The standard error is below 3 % up to 2,000 addresses, and 10 %
 * at 10,000; beyond {@link #MOST} it only says "at least so many".
 */
final class DistinctCounter {
  private static final int BITS = 2048;
  private static final HashFunction HASH = Hashing.murmur3_128();

  /** What one bit that is left tells: {@code BITS * ln(BITS)}. */
  static final long MOST = Math.round(BITS * Math.log(BITS));

  private final long[] seen = new long[BITS / Long.SIZE];
  private int set;

  void add(IpAddress address) {
    int bit = (int) Math.floorMod(HASH.hashBytes(address.toOctets()).asLong(), (long) BITS);
    long mask = 1L << (bit % Long.SIZE);
    if ((seen[bit / Long.SIZE] & mask) == 0) {
      seen[bit / Long.SIZE] |= mask;
      set++;
    }
  }

  long estimate() {
    return set == BITS ? MOST : Math.round(-BITS * Math.log((BITS - set) / (double) BITS));
  }
}
