package org.op25b.compile;

import static com.google.common.truth.Truth.assertThat;

import com.google.common.collect.ImmutableList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.op25b.compile.trie.Prefix;

/** After every change the union is the one that joining everything anew gives. */
class PrefixUnionTest {
  /** Prefixes of few bits, so that they often nest, meet and come twice. */
  @Provide
  Arbitrary<List<Prefix>> prefixes() {
    Arbitrary<Prefix> ip4 =
        Combinators.combine(Arbitraries.integers().between(0, 15), Arbitraries.of(28, 29, 30, 31))
            .as((host, length) -> Prefix.parse("192.0.2." + 2 * host + "/32").cut(length));
    return Arbitraries.oneOf(ip4, ip4.map(p -> p.cut(p.length() - 28)), ip4).list().ofMaxSize(60);
  }

  @Property
  void isAsFewAsJoiningAnewAndTellsWhatChanged(@ForAll("prefixes") List<Prefix> changes) {
    PrefixUnion union = new PrefixUnion();
    Set<Prefix> members = new TreeSet<>();
    Set<Prefix> told = new HashSet<>();
    for (Prefix prefix : changes) {
      if (members.add(prefix)) {
        union.add(prefix, gone -> assertRemoved(told, gone), come -> assertAdded(told, come));
      } else {
        members.remove(prefix);
        union.remove(prefix, gone -> assertRemoved(told, gone), come -> assertAdded(told, come));
      }
      assertThat(ImmutableList.copyOf(union.joined())).isEqualTo(Prefixes.join(members));
      assertThat(told).containsExactlyElementsIn(union.joined());
      assertThat(union.size()).isEqualTo(told.size());
      assertThat(union.isEmpty()).isEqualTo(members.isEmpty());
    }
  }

  private static void assertRemoved(Set<Prefix> told, Prefix prefix) {
    assertThat(told.remove(prefix)).isTrue();
  }

  private static void assertAdded(Set<Prefix> told, Prefix prefix) {
    assertThat(told.add(prefix)).isTrue();
  }

  @Test
  void whatIsThereAlreadyOrIsNotThereChangesNothing() {
    PrefixUnion union = new PrefixUnion();
    Prefix prefix = Prefix.parse("192.0.2.0/24");
    union.remove(prefix, gone -> assertThat(gone).isNull(), come -> assertThat(come).isNull());
    union.add(prefix, gone -> assertThat(gone).isNull(), come -> assertThat(come).isNotNull());
    union.add(prefix, gone -> assertThat(gone).isNull(), come -> assertThat(come).isNull());
    assertThat(union.joined()).containsExactly(prefix);
  }
}
