package org.op25b.controller.wouldblock;

import static com.google.common.truth.Truth.assertThat;

import com.google.common.collect.ImmutableList;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.onlab.packet.IpPrefix;

class WouldBlockQueryTest {
  private static final Instant BEGIN = Instant.parse("2026-05-01T00:00:00Z");

  private static final ImmutableList<WouldBlockSource> ALL =
      ImmutableList.of(
          source("192.0.2.200/32", "east", 50, 4, 9),
          source("192.0.2.9/32", "west", 20, 1, 7),
          source("2001:db8:a::/64", "east", 20, 2, 6),
          source("192.0.2.16/28", "east", 90, 3, 8));

  private static WouldBlockSource source(
      String prefix, String pool, long packets, int first, int last) {
    return WouldBlockSource.of(
        IpPrefix.valueOf(prefix),
        !prefix.endsWith("/28"),
        pool,
        packets,
        BEGIN.plusSeconds(first),
        BEGIN.plusSeconds(last));
  }

  private static String found(String text, String pool, WouldBlockSort sort, boolean descending) {
    return WouldBlockQuery.of(
            Optional.ofNullable(text),
            Optional.ofNullable(pool),
            Optional.ofNullable(sort),
            descending)
        .in(
            ALL,
            prefix ->
                prefix.equals(IpPrefix.valueOf("192.0.2.9/32"))
                    ? Optional.of("Cust-7")
                    : Optional.empty())
        .stream()
        .map(WouldBlockSource::sourceText)
        .collect(Collectors.joining(" "));
  }

  @Test
  void withoutAnythingAskedForAllStaysAsItIs() {
    assertThat(found(null, null, null, false))
        .isEqualTo("192.0.2.200 192.0.2.9 2001:db8:a::/64 192.0.2.16/28");
  }

  @Test
  void textIsSoughtInAddressAndCustomer() {
    assertThat(found("CUST-7", null, null, false)).isEqualTo("192.0.2.9");
    assertThat(found("2001:DB8", null, null, false)).isEqualTo("2001:db8:a::/64");
    assertThat(found("nobody", null, null, false)).isEmpty();
  }

  @Test
  void aPoolIsNamedExactly() {
    assertThat(found(null, "west", null, false)).isEqualTo("192.0.2.9");
    assertThat(found(null, "wes", null, false)).isEmpty();
  }

  @Test
  void eachOrderCanBeReversed() {
    assertThat(found(null, null, WouldBlockSort.SOURCE, false))
        .isEqualTo("192.0.2.9 192.0.2.16/28 192.0.2.200 2001:db8:a::/64");
    assertThat(found(null, null, WouldBlockSort.SOURCE, true))
        .isEqualTo("2001:db8:a::/64 192.0.2.200 192.0.2.16/28 192.0.2.9");
    assertThat(found(null, null, WouldBlockSort.PACKETS, true))
        .isEqualTo("192.0.2.16/28 192.0.2.200 192.0.2.9 2001:db8:a::/64");
    assertThat(found(null, null, WouldBlockSort.FIRST_SEEN, false))
        .isEqualTo("192.0.2.9 2001:db8:a::/64 192.0.2.16/28 192.0.2.200");
    assertThat(found(null, null, WouldBlockSort.LAST_SEEN, true))
        .isEqualTo("192.0.2.200 192.0.2.16/28 192.0.2.9 2001:db8:a::/64");
  }

  @Test
  void aPageMayLieBeyondTheEnd() {
    assertThat(WouldBlockQuery.page(ALL, 1, 2)).isEqualTo(ALL.subList(1, 3));
    assertThat(WouldBlockQuery.page(ALL, 3, 2)).isEqualTo(ALL.subList(3, 4));
    assertThat(WouldBlockQuery.page(ALL, 7, 2)).isEmpty();
  }
}
