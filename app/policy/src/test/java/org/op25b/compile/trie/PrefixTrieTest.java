package org.op25b.compile.trie;

import static com.google.common.truth.Truth.assertThat;

import org.junit.jupiter.api.Test;

/** Prefixes, and the room that a trie of them takes. */
class PrefixTrieTest {
  @Test
  void whatCameAndWentLeavesNoRoomTaken() {
    PrefixTrie trie = new PrefixTrie(Family.IPV4, (outer, mark, exempt) -> exempt ? 1 : outer, 0);
    int before = trie.capacity();
    for (int at = 0; at < 1_000; at++) {
      Prefix prefix = Prefix.parse("198.18." + at % 256 + "." + at % 7 + "/32");
      trie.changeExemptions(prefix, 1);
      assertThat(trie.contextAt(prefix)).isEqualTo(1);
      trie.changeExemptions(prefix, -1);
      assertThat(trie.contextAt(prefix)).isEqualTo(0);
    }
    assertThat(trie.capacity()).isEqualTo(before);
    assertThat(trie.isLeaf(PrefixTrie.ROOT)).isTrue();
  }

  @Test
  void prefixesOverlapWhenOneContainsTheOther() {
    Prefix whole = Prefix.parse("198.18.0.0/15");
    assertThat(whole.overlaps(whole.half(1))).isTrue();
    assertThat(whole.half(1).overlaps(whole)).isTrue();
    assertThat(whole.half(0).overlaps(whole.half(1))).isFalse();
    assertThat(Prefix.all(Family.IPV4).overlaps(Prefix.all(Family.IPV6))).isFalse();
  }

  @Test
  void aPrefixIsNothingElse() {
    Prefix prefix = Prefix.parse("2001:db8::/127");
    assertThat(prefix.equals((Object) "2001:db8::/127")).isFalse();
    assertThat(prefix.half(1).toString()).isEqualTo("2001:db8::1/128");
    assertThat(Prefix.of(prefix.half(1).toIpPrefix())).isEqualTo(prefix.half(1));
  }
}
