package org.op25b.controller.exemption.impl;

import static com.google.common.truth.Truth.assertThat;
import static java.util.stream.Collectors.toList;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.op25b.controller.exemption.impl.Node.ALICE;
import static org.op25b.controller.exemption.impl.Node.draft;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.onlab.packet.IpPrefix;
import org.op25b.controller.PageSize;
import org.op25b.controller.exemption.ChangeContext;
import org.op25b.controller.exemption.ExemptionPage;
import org.op25b.controller.exemption.ExemptionQuery;
import org.op25b.controller.exemption.ExemptionRecord;
import org.op25b.controller.exemption.ExemptionSort;
import org.op25b.controller.exemption.ExemptionState;
import org.op25b.controller.exemption.ImportRow;

class ExemptionListTest {
  private final ManualTime time = new ManualTime("2026-01-01T00:00:00Z");
  private final Node node = new Node(FakeStorage.ofNewCluster(), time);

  @BeforeEach
  void fill() {
    ChangeContext forced = ALICE.withForce(true);
    add("b", "Acme", "10.0.0.8/29", "30d", forced);
    add("a", "Zeta", "10.9.0.1", "10d", forced);
    add("d", "Beta", "2001:db8::1", "20d", forced);
    add("c", "Acme", "10.8.0.0/15", "5d", forced);
    node.changes().revoke("d", Optional.empty(), "", ALICE);
  }

  private void add(
      String id, String customer, String prefix, String expires, ChangeContext context) {
    node.changes()
        .create(
            draft(customer, prefix)
                .setId(Optional.of(id))
                .setExpires(Optional.of(expires))
                .setReason("Mail ホスト " + id)
                .build(),
            context);
  }

  private List<String> ids(ExemptionQuery.Builder query) {
    return node.exemptions.list(query.build()).records().stream()
        .map(ExemptionRecord::id)
        .collect(toList());
  }

  private static ExemptionQuery.Builder all() {
    return ExemptionQuery.builder();
  }

  @Test
  void sortsBothWays() {
    for (ExemptionSort sort : ExemptionSort.values()) {
      List<String> rising = new ArrayList<>(ids(all().setSort(sort)));
      Collections.reverse(rising);
      assertEquals(rising, ids(all().setSort(sort).setDescending(true)), sort.toString());
    }
    assertEquals(List.of("a", "b", "c", "d"), ids(all()));
    assertEquals(List.of("b", "c", "a", "d"), ids(all().setSort(ExemptionSort.PREFIX)));
    assertEquals(List.of("b", "c", "d", "a"), ids(all().setSort(ExemptionSort.CUSTOMER)));
    assertEquals(List.of("c", "a", "d", "b"), ids(all().setSort(ExemptionSort.EXPIRES)));
  }

  @Test
  void thePagesMakeUpTheWhole() {
    for (ExemptionSort sort : ExemptionSort.values()) {
      for (boolean descending : new boolean[] {false, true}) {
        List<String> whole = ids(all().setSort(sort).setDescending(descending));
        for (int limit = 1; limit <= 5; limit++) {
          List<String> pages = new ArrayList<>();
          for (int offset = 0; offset <= 10; offset += limit) {
            pages.addAll(
                ids(
                    all()
                        .setSort(sort)
                        .setDescending(descending)
                        .setOffset(offset)
                        .setLimit(limit)));
          }
          assertEquals(whole, pages, sort + " by " + limit);
        }
      }
    }
  }

  @Test
  void filters() {
    assertEquals(List.of("b", "c"), ids(all().setCustomer(Optional.of("Acme"))));
    assertEquals(List.of("a"), ids(all().setText(Optional.of("zETA"))));
    assertEquals(List.of("d"), ids(all().setText(Optional.of("2001:DB8"))));
    assertEquals(List.of("a", "b", "c", "d"), ids(all().setText(Optional.of("ホスト"))));
    assertEquals(List.of("d"), ids(all().setStates(List.of(ExemptionState.REVOKED))));
    assertEquals(
        List.of("a", "c"), ids(all().setOverlapping(Optional.of(IpPrefix.valueOf("10.9.0.1/32")))));
    assertEquals(
        List.of("b"), ids(all().setOverlapping(Optional.of(IpPrefix.valueOf("10.0.0.0/16")))));
    assertEquals(List.of("c"), ids(all().setExpiringWithin(Optional.of(Duration.ofDays(7)))));
    assertThat(ids(all().setPool(Optional.of("unknown")))).isEmpty();
  }

  @Test
  void anAddressInANestedPoolIsNotInTheOuterOne() {
    // c reaches into both.
    assertEquals(List.of("b", "c", "d"), ids(all().setPool(Optional.of("dynamic"))));
    assertEquals(List.of("a", "c"), ids(all().setPool(Optional.of("inner"))));
  }

  /** Also when another filter has narrowed the search, and when there are many. */
  @Test
  void poolsAreAskedInTwoWaysAndAnswerTheSame() {
    Random random = new Random(25);
    Set<String> prefixes = new HashSet<>();
    while (prefixes.size() < 7000) {
      // In one pool, in the other, around the inner one and wider than it.
      int length = Math.min(32, 12 + random.nextInt(60));
      int bits = (10 << 24) | (random.nextInt(4) + 7 << 16) | random.nextInt(1 << 16);
      prefixes.add(IpPrefix.valueOf(bits, length).toString());
    }
    prefixes.removeAll(List.of("10.0.0.8/29", "10.9.0.1/32", "10.8.0.0/15"));
    List<ImportRow> rows = new ArrayList<>();
    prefixes.forEach(
        prefix -> rows.add(ImportRow.of(rows.size(), draft("Many", prefix).build(), List.of())));
    assertThat(node.changes().importAll(rows, false, ALICE.withForce(true)).committed()).isTrue();
    for (String pool : List.of("dynamic", "inner")) {
      ExemptionQuery.Builder inPool = all().setPool(Optional.of(pool)).setLimit(1000);
      List<String> quick = new ArrayList<>(everyId(inPool));
      List<String> narrowed = everyId(inPool.setCustomer(Optional.of("Many")));
      quick.removeAll(List.of("a", "b", "c", "d"));
      assertEquals(quick, narrowed);
      assertThat(quick.size()).isGreaterThan(100);
    }
  }

  private List<String> everyId(ExemptionQuery.Builder query) {
    List<String> all = new ArrayList<>();
    List<String> page;
    do {
      page = ids(query.setOffset(all.size()));
      all.addAll(page);
    } while (!page.isEmpty());
    return all;
  }

  @Test
  void pages() {
    ExemptionPage page = node.exemptions.list(all().setOffset(1).setLimit(2).build());
    assertEquals(
        List.of("b", "c"), page.records().stream().map(ExemptionRecord::id).collect(toList()));
    assertEquals(4, page.total());
    assertThat(node.exemptions.list(all().setOffset(9).build()).records()).isEmpty();
    assertThrows(PageSize.OutOfRange.class, () -> all().setLimit(0).build());
    assertThrows(PageSize.OutOfRange.class, () -> all().setLimit(1001).build());
    assertThrows(PageSize.OutOfRange.class, () -> all().setOffset(-1).build());
  }

  @Test
  void statesFollowTheClock() {
    time.pass(Duration.ofDays(6));
    assertEquals(List.of("c"), ids(all().setStates(List.of(ExemptionState.EXPIRED))));
  }
}
