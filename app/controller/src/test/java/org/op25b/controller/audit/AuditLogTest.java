package org.op25b.controller.audit;

import static com.google.common.truth.Truth.assertThat;
import static java.util.stream.Collectors.toList;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.base.Splitter;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.onosproject.core.DefaultApplicationId;
import org.onosproject.store.service.StorageService;
import org.op25b.controller.PageSize;
import org.op25b.controller.exemption.impl.FakeStorages;

class AuditLogTest {
  private static final Actor ALICE = Actor.of("alice", "192.0.2.1", "cli");
  private static final Actor BOB = Actor.of("bob", "192.0.2.2", "rest");
  private final StorageService storage = FakeStorages.newCluster();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final Journal journal = journal();
  private final JournalAuditLog log = log(journal);

  private Journal journal() {
    Journal opened =
        new Journal(JournalMaps.open(storage, new DefaultApplicationId(1, "org.op25b")));
    opened.start(Runnable::run);
    return opened;
  }

  private JournalAuditLog log(Journal of) {
    Clock clock =
        new Clock() {
          @Override
          public Instant instant() {
            return now;
          }

          @Override
          public java.time.ZoneId getZone() {
            return ZoneOffset.UTC;
          }

          @Override
          public Clock withZone(java.time.ZoneId zone) {
            throw new UnsupportedOperationException();
          }
        };
    JournalAuditLog opened = new JournalAuditLog(of, clock, () -> 10);
    opened.load();
    return opened;
  }

  private void record(int count) {
    for (int i = 0; i < count; i++) {
      now = now.plusSeconds(60);
      log.recordPolicy(
          i % 2 == 0 ? ALICE : BOB,
          AuditAction.POLICY_CHANGED,
          Optional.of("{\"n\": " + i + "}"),
          Optional.of("{\"n\":" + (i + 1) + "}"),
          "step " + i);
    }
  }

  private static List<Long> numbers(AuditPage page) {
    return page.entries().stream().map(AuditEntry::number).collect(toList());
  }

  @Test
  void pagesFollowEachOtherWhileTheLogGrows() {
    record(5);
    AuditPage first = log.query(AuditQuery.builder().setLimit(2).build());
    record(1);
    AuditPage second = log.query(AuditQuery.builder().setLimit(2).setBefore(first.next()).build());
    AuditPage third = log.query(AuditQuery.builder().setLimit(2).setBefore(second.next()).build());
    assertThat(numbers(first)).containsExactly(5L, 4L).inOrder();
    assertThat(numbers(second)).containsExactly(3L, 2L).inOrder();
    assertThat(numbers(third)).containsExactly(1L);
    assertEquals(Optional.empty(), third.next());
  }

  @Test
  void filtersByTimeUserSubjectAndAction() {
    record(6);
    assertThat(numbers(log.query(AuditQuery.builder().setUser(Optional.of("bob")).build())))
        .containsExactly(6L, 4L, 2L)
        .inOrder();
    assertThat(
            numbers(
                log.query(
                    AuditQuery.builder()
                        .setFrom(Optional.of(Instant.parse("2026-01-01T00:02:00Z")))
                        .setUntil(Optional.of(Instant.parse("2026-01-01T00:04:00Z")))
                        .build())))
        .containsExactly(3L, 2L)
        .inOrder();
    assertThat(log.query(AuditQuery.builder().setSubject(Optional.of("x1")).build()).entries())
        .isEmpty();
    assertThat(
            log.query(AuditQuery.builder().setAction(Optional.of(AuditAction.REVOKED)).build())
                .entries())
        .isEmpty();
    assertThrows(PageSize.OutOfRange.class, () -> AuditQuery.builder().setLimit(1001).build());
  }

  private void revoked(String... ids) {
    journal.append(
        first -> {
          List<AuditEntry> entries = new ArrayList<>();
          for (String id : ids) {
            entries.add(
                AuditEntry.builder()
                    .setNumber(first + entries.size())
                    .setTime(now)
                    .setActor(BOB)
                    .setAction(AuditAction.REVOKED)
                    .setSubject(id)
                    .build());
          }
          return entries;
        });
  }

  @Test
  void subjectsOfOneHashAreToldApart() {
    assertEquals("xAa".hashCode(), "xBB".hashCode());
    revoked("xAa", "xBB", "xAa");
    assertThat(numbers(log.query(AuditQuery.builder().setSubject(Optional.of("xAa")).build())))
        .containsExactly(3L, 1L)
        .inOrder();
  }

  @Test
  void aBlockOfManyChangesIsFoundWholeAndLeavesWhole() {
    record(3);
    String[] many = new String[3000];
    Arrays.setAll(many, n -> "x" + n);
    revoked(many);
    record(2);
    assertEquals(3005, log.size());
    List<Long> exported = new ArrayList<>();
    log.export(700, entry -> exported.add(entry.number()));
    assertEquals(LongStream.rangeClosed(700, 3005).boxed().collect(toList()), exported);
    assertEquals("x0", log.entry(4).get().subject());
    assertEquals("x2999", log.entry(3003).get().subject());
    assertEquals("policy", log.entry(3004).get().subject());
    assertEquals(Optional.empty(), log.entry(3006));
    assertThat(
            numbers(
                log.query(
                    AuditQuery.builder()
                        .setAction(Optional.of(AuditAction.REVOKED))
                        .setBefore(Optional.of(513L))
                        .setLimit(2)
                        .build())))
        .containsExactly(512L, 511L)
        .inOrder();
    assertEquals(
        LongStream.rangeClosed(1501, 2500).map(n -> 4001 - n).boxed().collect(toList()),
        numbers(
            log.query(AuditQuery.builder().setBefore(Optional.of(2501L)).setLimit(1000).build())));
    now = now.plusSeconds(7200);
    journal.advanceCheckpoint(3003);
    log.trim();
    assertEquals(2, log.size());
    assertEquals(Optional.empty(), log.entry(3003));
    assertEquals("policy", log.entry(3004).get().subject());
  }

  @Test
  void trimKeepsWhatTheStateNeedsAndWhatIsYoung() {
    record(30);
    now = now.plusSeconds(7200);
    log.trim();
    assertEquals(30, log.size());
    journal.advanceCheckpoint(25);
    log.trim();
    assertEquals(10, log.size());
    assertEquals(Optional.empty(), log.entry(20));
    assertEquals(21, log.entry(21).get().number());
    // Another node comes up with the same log, and goes on where it ends.
    Journal other = journal();
    JournalAuditLog otherLog = log(other);
    assertEquals(10, otherLog.size());
    assertEquals(31, other.next());
    now = now.minusSeconds(7200);
    record(20);
    journal.advanceCheckpoint(50);
    log.trim();
    assertThat(log.size()).isGreaterThan(20);
    assertEquals(log.size(), otherLog.size());
  }

  @Test
  void aNodeThatWasAwayReadsOnAfterTheGap() {
    Journal away = new Journal(JournalMaps.open(storage, new DefaultApplicationId(1, "org.op25b")));
    boolean[] skipped = new boolean[1];
    away.follow(
        1,
        new JournalFollower() {
          @Override
          public void applied(
              long first,
              String nonce,
              com.google.common.collect.ImmutableList<AuditEntry> entries) {}

          @Override
          public void skipped() {
            skipped[0] = true;
          }
        });
    record(30);
    journal.advanceCheckpoint(25);
    now = now.plusSeconds(7200);
    log.trim();
    away.resync();
    assertEquals(31, away.next());
    assertThat(skipped[0]).isTrue();
  }

  @Test
  void exportsEverythingOldestFirst() throws IOException {
    record(2);
    log.recordPolicy(
        ALICE, AuditAction.POLICY_ROLLED_BACK, Optional.empty(), Optional.of("no, \"json"), "");
    StringWriter json = new StringWriter();
    AuditExport.writeJsonLines(log, 0, json);
    assertEquals(
        "{\"number\":1,\"time\":\"2026-01-01T00:01:00Z\",\"user\":\"alice\",\"origin\":\"192.0.2.1\","
            + "\"channel\":\"cli\",\"action\":\"POLICY_CHANGED\",\"subject\":\"policy\","
            + "\"before\":{\"n\":0},\"after\":{\"n\":1},\"note\":\"step 0\"}",
        lines(json, "\n")[0]);
    assertEquals(3, lines(json, "\n").length);
    StringWriter csv = new StringWriter();
    AuditExport.writeCsv(log, 2, csv);
    String[] lines = lines(csv, "\r\n");
    assertThat(lines[0].replace("\"", ""))
        .isEqualTo("number,time,user,origin,channel,action,subject,before,after,note");
    assertEquals(
        "2,\"2026-01-01T00:02:00Z\",\"bob\",\"192.0.2.2\",\"rest\",\"POLICY_CHANGED\",\"policy\","
            + "\"{\"\"n\"\":1}\","
            + "\"{\"\"n\"\":2}\",\"step 1\"",
        lines[1]);
    assertEquals(3, lines.length);
  }

  private static String[] lines(StringWriter text, String end) {
    return Splitter.on(end).omitEmptyStrings().splitToList(text.toString()).toArray(new String[0]);
  }

  @Test
  void aLargePolicyIsKeptInParts() {
    StringBuilder policy = new StringBuilder("[");
    // Numbers that cannot be packed below the size of one part.
    Random random = new Random(25);
    for (int i = 0; i < 120_000; i++) {
      policy.append('"').append(random.nextInt()).append("\",");
    }
    String json = policy.append("\"\"]").toString();
    log.recordPolicy(ALICE, AuditAction.POLICY_CHANGED, Optional.empty(), Optional.of(json), "");
    assertEquals(Optional.of(json), log.entry(1).get().after());
    assertEquals(Optional.of(json), log(journal()).entry(1).get().after());
  }
}
