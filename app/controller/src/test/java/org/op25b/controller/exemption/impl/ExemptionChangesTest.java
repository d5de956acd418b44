package org.op25b.controller.exemption.impl;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.op25b.controller.exemption.impl.Node.ALICE;
import static org.op25b.controller.exemption.impl.Node.draft;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.op25b.controller.audit.AuditAction;
import org.op25b.controller.audit.AuditEntry;
import org.op25b.controller.exemption.ChangeContext;
import org.op25b.controller.exemption.ChangeRefusedException;
import org.op25b.controller.exemption.ExemptionDraft;
import org.op25b.controller.exemption.ExemptionEvent;
import org.op25b.controller.exemption.ExemptionRecord;
import org.op25b.controller.exemption.ExemptionState;
import org.op25b.controller.exemption.ImportReport;
import org.op25b.controller.exemption.ImportRow;
import org.op25b.controller.exemption.ProblemCode;
import org.op25b.controller.exemption.store.RecordJson;

class ExemptionChangesTest {
  private final ManualTime time = new ManualTime("2026-01-01T00:00:00Z");
  private final FakeStorage storage = FakeStorage.ofNewCluster();
  private final Node node = new Node(storage, time);
  private final ExemptionChanges changes = node.changes();

  @Test
  void anAddedExemptionIsFoundAndAudited() {
    ExemptionRecord added = changes.create(draft("C-1", "10.0.0.7").build(), ALICE);

    assertThat(added.enteredBy()).isEqualTo("alice");
    assertThat(added.expires()).isEqualTo(Optional.of(Instant.parse("2026-04-01T00:00:00Z")));
    assertThat(added.stateAt(time.now())).isEqualTo(ExemptionState.ACTIVE);
    assertThat(node.exemptions.find(added.id())).isEqualTo(Optional.of(added));
    AuditEntry entry = node.audit.entry(added.version()).get();
    assertThat(entry.action()).isEqualTo(AuditAction.ADDED);
    assertThat(entry.actor()).isEqualTo(ALICE.actor());
    assertThat(entry.before()).isEqualTo(Optional.empty());
    assertThat(RecordJson.decode(entry.after().get())).isEqualTo(added);
    assertThat(node.events.get(0).type()).isEqualTo(ExemptionEvent.Type.ADDED);
  }

  @Test
  void aChangeBasedOnAnOldVersionIsRefusedWithTheCurrentOne() {
    ExemptionRecord first = changes.create(draft("C-1", "10.0.0.7").build(), ALICE);
    ExemptionRecord second =
        changes.update(
            first.id(),
            first.version(),
            first.toDraft().toBuilder().setTicket("T-2").build(),
            ALICE);

    ChangeRefusedException refused =
        assertThrows(
            ChangeRefusedException.class,
            () -> changes.update(first.id(), first.version(), first.toDraft(), ALICE));

    assertThat(refused.has(ProblemCode.STALE)).isTrue();
    assertThat(refused.current()).isEqualTo(Optional.of(second));
    assertThat(node.exemptions.find(first.id())).isEqualTo(Optional.of(second));
    assertThat(second.version()).isGreaterThan(first.version());
  }

  @Test
  void anUpdateThatChangesNothingIsNoChange() {
    ExemptionRecord added = changes.create(draft("C-1", "10.0.0.7").build(), ALICE);
    assertThat(changes.update(added.id(), added.version(), added.toDraft(), ALICE))
        .isEqualTo(added);
    assertThat(node.history().size()).isEqualTo(1);
  }

  @Test
  void aRevokedExemptionStaysAndCannotBeChanged() {
    ExemptionRecord added = changes.create(draft("C-1", "10.0.0.7").build(), ALICE);
    ExemptionRecord revoked =
        changes.revoke(added.id(), Optional.of(added.version()), "sends spam", ALICE);

    assertThat(revoked.stateAt(time.now())).isEqualTo(ExemptionState.REVOKED);
    assertThat(revoked.revocation().get().why()).isEqualTo("sends spam");
    assertThat(node.exemptions.live(time.now()).records()).isEmpty();
    assertThat(changes.revoke(added.id(), Optional.empty(), "", ALICE)).isEqualTo(revoked);
    assertRefused(
        ProblemCode.REVOKED,
        () -> changes.update(added.id(), revoked.version(), added.toDraft(), ALICE));
    assertThat(node.history().size()).isEqualTo(2);
  }

  @Test
  void aRepeatedRequestIsMadeOnce() {
    ChangeContext keyed = ALICE.withIdempotencyKey(Optional.of("k1"));
    ExemptionDraft draft = draft("C-1", "10.0.0.7").build();
    ExemptionRecord first = changes.create(draft, keyed);
    time.pass(Duration.ofHours(1));

    assertThat(changes.create(draft, keyed)).isEqualTo(first);
    assertThat(new Node(storage, time).changes().create(draft, keyed)).isEqualTo(first);
    assertRefused(
        ProblemCode.KEY_REUSED, () -> changes.create(draft("C-2", "10.0.0.8").build(), keyed));
    assertThat(node.exemptions.size()).isEqualTo(1);
  }

  @Test
  void guardRailsObjectAndForceOverridesWhatItMay() {
    changes.create(draft("C-1", "10.1.0.0/29").build(), ALICE);

    assertRefused(ProblemCode.OUTSIDE_POOLS, () -> create("203.0.113.7", "90d"));
    assertRefused(ProblemCode.TOO_WIDE, () -> create("10.2.0.0/24", "90d"));
    assertRefused(ProblemCode.TOO_WIDE, () -> create("2001:db8:1::/48", "90d"));
    assertRefused(ProblemCode.MAIL_SERVER, () -> create("10.25.25.24/31", "90d"));
    assertRefused(ProblemCode.DUPLICATE, () -> create("10.1.0.0/29", "90d"));
    assertRefused(ProblemCode.CONTAINED, () -> create("10.1.0.3", "90d"));
    assertRefused(ProblemCode.CONTAINS, () -> create("10.1.0.0/28", "90d"));
    assertRefused(ProblemCode.EXPIRY_TOO_FAR, () -> create("10.3.0.1", "401d"));
    assertRefused(ProblemCode.EXPIRY_MISSING, () -> create("10.3.0.1", ""));
    assertRefused(ProblemCode.EXPIRY_PAST, () -> create("10.3.0.1", "2025-12-30"));
    assertRefused(ProblemCode.IMPOSSIBLE_PREFIX, () -> create("0.0.0.0/0", "90d"));
    assertThat(node.exemptions.size()).isEqualTo(1);

    ChangeContext forced = ALICE.withForce(true);
    assertRefused(
        ProblemCode.DUPLICATE, () -> changes.create(draft("C-9", "10.1.0.0/29").build(), forced));
    ExemptionRecord wide = changes.create(draft("C-9", "203.0.113.0/24").build(), forced);
    assertThat(node.audit.entry(wide.version()).get().note())
        .isEqualTo(Optional.of("forced: too-wide, outside-pools"));
  }

  @Test
  void anUpdateIsNotAskedAgainAboutWhatItLeavesAsItIs() {
    ExemptionRecord wide =
        changes.create(draft("C-9", "10.4.0.0/16").build(), ALICE.withForce(true));
    ExemptionRecord renamed =
        changes.update(
            wide.id(), wide.version(), wide.toDraft().toBuilder().setReason("x").build(), ALICE);
    assertThat(renamed.reason()).isEqualTo("x");
  }

  @Test
  void otherTimesAndOtherDestinationsAreNoDuplicates() {
    changes.create(draft("C-1", "10.0.0.7").setDestinations(List.of("192.0.2.1")).build(), ALICE);
    changes.create(draft("C-1", "10.0.0.7").setDestinations(List.of("192.0.2.2")).build(), ALICE);
    changes.create(
        draft("C-1", "10.0.0.7")
            .setNotBefore(Optional.of("91d"))
            .setExpires(Optional.of("100d"))
            .build(),
        ALICE);
    assertThat(node.exemptions.size()).isEqualTo(3);
  }

  @Test
  void anImportWithOneBadRowIsRefusedWholeAndNamesTheRow() {
    List<ImportRow> rows = rows(300);
    rows.set(41, ImportRow.of(43, draft("C", "10.0.0.300").build(), List.of()));
    rows.set(99, ImportRow.of(101, draft("C", "10.200.0.1").build(), List.of()));

    for (boolean dryRun : new boolean[] {true, false}) {
      ImportReport report = changes.importAll(rows, dryRun, ALICE);
      assertThat(report.committed()).isFalse();
      assertThat(report.refused().size()).isEqualTo(2);
      assertThat(report.refused().get(0).line()).isEqualTo(43);
      // Row 101 duplicates row 3 of the same file.
      assertThat(report.refused().get(1).line()).isEqualTo(101);
      assertThat(node.exemptions.size()).isEqualTo(0);
      assertThat(node.history()).isEmpty();
    }
  }

  @Test
  void aLargeImportIsOneChangeOfManyEntries() {
    ImportReport report = changes.importAll(rows(3000), false, ALICE);

    assertThat(report.committed()).isTrue();
    assertThat(node.exemptions.size()).isEqualTo(3000);
    assertThat(node.history().size()).isEqualTo(3000);
    Node restarted = new Node(storage, time);
    assertThat(restarted.exemptions.size()).isEqualTo(3000);
    assertThat(restarted.exemptions.live(time.now()).records().size()).isEqualTo(3000);
  }

  @Test
  void theStoreIsBounded() {
    node.limits = org.op25b.controller.exemption.ExemptionLimits.builder().setMaxRecords(2).build();
    changes.create(draft("C-1", "10.0.0.1").build(), ALICE);
    changes.create(draft("C-1", "10.0.0.2").build(), ALICE);
    assertRefused(ProblemCode.FULL, () -> create("10.0.0.3", "90d"));
  }

  @Test
  void anotherNodeSeesTheChangeAndMayChangeItInTurn() {
    Node other = new Node(storage, time);
    ExemptionRecord added = changes.create(draft("C-1", "10.0.0.7").build(), ALICE);
    assertThat(other.exemptions.find(added.id())).isEqualTo(Optional.of(added));
    ExemptionRecord revoked = other.changes().revoke(added.id(), Optional.empty(), "", ALICE);
    assertThat(node.exemptions.find(added.id())).isEqualTo(Optional.of(revoked));
    assertThat(node.events.get(1).type()).isEqualTo(ExemptionEvent.Type.REVOKED);
    assertThat(node.events.get(1).previous()).isEqualTo(Optional.of(added));
  }

  @Test
  void checkObjectsWithoutDoingAnything() {
    assertThat(changes.check(draft("C-1", "203.0.113.7").build()).get(0).code())
        .isEqualTo(ProblemCode.OUTSIDE_POOLS);
    assertThat(changes.check(draft("C-1", "10.0.0.7").build())).isEmpty();
    assertThat(node.exemptions.size()).isEqualTo(0);
  }

  private static List<ImportRow> rows(int count) {
    List<ImportRow> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String prefix = i == 1 ? "10.200.0.1" : "10.0." + i / 250 + "." + i % 250;
      rows.add(ImportRow.of(i + 2, draft("C-" + i, prefix).build(), List.of()));
    }
    return rows;
  }

  private ExemptionRecord create(String prefix, String expires) {
    return changes.create(draft("C-9", prefix).setExpires(Optional.of(expires)).build(), ALICE);
  }

  private static void assertRefused(
      ProblemCode code, org.junit.jupiter.api.function.Executable change) {
    ChangeRefusedException refused = assertThrows(ChangeRefusedException.class, change);
    assertThat(refused.problems().get(refused.problems().size() - 1).code()).isEqualTo(code);
  }
}
