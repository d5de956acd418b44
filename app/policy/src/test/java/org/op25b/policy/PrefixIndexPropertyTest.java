package org.op25b.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.onlab.packet.IpAddress;
import org.onlab.packet.IpPrefix;

/** Longest-prefix matches against a scan of all prefixes. */
class PrefixIndexPropertyTest {
  @Provide
  Arbitrary<List<IpPrefix>> prefixes() {
    return PolicyArbitraries.prefixes().list().ofMaxSize(20);
  }

  @Provide
  Arbitrary<IpPrefix> prefix() {
    return PolicyArbitraries.prefixes();
  }

  @Property
  void findsTheLongestPrefixOfEveryAddress(@ForAll("prefixes") List<IpPrefix> prefixes) {
    PrefixIndex index = PrefixIndex.of(prefixes);
    assertEquals(prefixes.stream().distinct().count(), index.nodes());
    for (IpAddress address : PacketArbitraries.boundaries(prefixes)) {
      Optional<IpPrefix> expected =
          prefixes.stream()
              .filter(prefix -> prefix.contains(address))
              .max(Comparator.comparingInt(IpPrefix::prefixLength));
      int wanted = expected.map(p -> index.nodeOf(prefixes.indexOf(p))).orElse(PrefixIndex.NONE);
      assertEquals(wanted, index.longestMatch(address), () -> "for " + address);
    }
  }

  @Property
  void aParentIsTheNextShorterPrefixAround(@ForAll("prefixes") List<IpPrefix> prefixes) {
    PrefixIndex index = PrefixIndex.of(prefixes);
    for (int position = 0; position < prefixes.size(); position++) {
      IpPrefix child = prefixes.get(position);
      Optional<IpPrefix> expected =
          prefixes.stream()
              .filter(prefix -> prefix.contains(child) && !prefix.equals(child))
              .max(Comparator.comparingInt(IpPrefix::prefixLength));
      int wanted = expected.map(p -> index.nodeOf(prefixes.indexOf(p))).orElse(PrefixIndex.NONE);
      assertEquals(wanted, index.parent(index.nodeOf(position)), () -> "for " + child);
    }
  }

  @Property
  void knowsWhatEnclosesAndOverlaps(
      @ForAll("prefixes") List<IpPrefix> prefixes, @ForAll("prefix") IpPrefix other) {
    PrefixIndex index = PrefixIndex.of(prefixes);
    boolean enclosed = prefixes.stream().anyMatch(prefix -> prefix.contains(other));
    boolean inside = prefixes.stream().anyMatch(other::contains);
    assertEquals(enclosed, index.encloses(other));
    assertEquals(enclosed || inside, index.overlaps(other));
  }
}
