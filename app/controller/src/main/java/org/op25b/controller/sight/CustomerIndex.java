package org.op25b.controller.sight;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.onlab.packet.IpPrefix;
import org.op25b.policy.Exemption;

/** Whose address it is, as far as exemptions tell; the longest prefix decides. */
final class CustomerIndex {
  private final Map<IpPrefix, String> customers = new HashMap<>();
  private final TreeSet<Integer> lengths = new TreeSet<>();

  CustomerIndex(Iterable<Exemption> exemptions) {
    for (Exemption exemption : exemptions) {
      customers.put(exemption.prefix(), exemption.customer());
      lengths.add(exemption.prefix().prefixLength());
    }
  }

  Optional<String> customerOf(IpPrefix source) {
    for (int length : lengths.headSet(source.prefixLength(), true).descendingSet()) {
      String customer = customers.get(IpPrefix.valueOf(source.address(), length));
      if (customer != null) {
        return Optional.of(customer);
      }
    }
    return Optional.empty();
  }
}
