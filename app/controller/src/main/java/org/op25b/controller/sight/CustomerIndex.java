package org.op25b.controller.sight;

import com.google.common.collect.ArrayListMultimap;
import com.google.common.collect.Iterables;
import com.google.common.collect.ListMultimap;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.onlab.packet.IpPrefix;
import org.op25b.policy.Exemption;

/** Whose address it is, as far as exemptions tell, and whether it is exempt. */
final class CustomerIndex {
  private final ListMultimap<IpPrefix, Exemption> exemptions = ArrayListMultimap.create();
  private final TreeSet<Integer> lengths = new TreeSet<>();

  CustomerIndex(Iterable<Exemption> exemptions) {
    for (Exemption exemption : exemptions) {
      this.exemptions.put(exemption.prefix(), exemption);
      lengths.add(exemption.prefix().prefixLength());
    }
  }

  /** The customer of the longest prefix that covers {@code source}. */
  Optional<String> customerOf(IpPrefix source) {
    return covering(source).findFirst().map(found -> Iterables.getLast(found).customer());
  }

  /** Whether {@code source} may send to every destination at {@code instant}. */
  boolean isExempt(IpPrefix source, Instant instant) {
    return covering(source)
        .flatMap(List::stream)
        .anyMatch(exemption -> !exemption.isScoped() && exemption.isLiveAt(instant));
  }

  /** The exemptions of each prefix that covers {@code source} whole, the longest first. */
  private Stream<List<Exemption>> covering(IpPrefix source) {
    return lengths.headSet(source.prefixLength(), true).descendingSet().stream()
        .map(length -> exemptions.get(IpPrefix.valueOf(source.address(), length)))
        .filter(found -> !found.isEmpty());
  }
}
