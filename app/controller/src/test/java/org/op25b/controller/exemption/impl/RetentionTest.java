package org.op25b.controller.exemption.impl;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.op25b.controller.exemption.impl.Node.ALICE;
import static org.op25b.controller.exemption.impl.Node.draft;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.op25b.controller.audit.AuditAction;
import org.op25b.controller.audit.AuditEntry;
import org.op25b.controller.exemption.ChangeRefusedException;
import org.op25b.controller.exemption.ExemptionLimits;
import org.op25b.controller.exemption.ExemptionRecord;
import org.op25b.controller.exemption.ImportRow;
import org.op25b.controller.exemption.ProblemCode;

class RetentionTest {
  private static final Duration KEPT = Duration.ofDays(400);

  private final ManualTime time = new ManualTime("2026-01-01T00:00:00Z");
  private final FakeStorage storage = FakeStorage.ofNewCluster();
  private final Node node = new Node(storage, time);

  /** The clock goes on by so much, and then by the hour after which old ones are looked for. */
  private void later(Duration duration) {
    time.setClock(time.now().plus(duration));
    time.pass(Duration.ofHours(1));
  }

  private ExemptionRecord add(String prefix, String expires) {
    return node.changes()
        .create(draft("C", prefix).setExpires(Optional.of(expires)).build(), ALICE);
  }

  @Test
  void forgetsWhatEndedLongAgoAndSaysSoInTheAuditLog() {
    ExemptionRecord expired = add("10.0.0.1", "1d");
    ExemptionRecord revoked = add("10.0.0.2", "90d");
    node.changes().revoke(revoked.id(), Optional.empty(), "", ALICE);
    ExemptionRecord running = add("10.0.0.3", "400d");

    later(KEPT.minusHours(2));
    assertEquals(3, node.exemptions.size());
    later(Duration.ofHours(2));
    assertEquals(Optional.empty(), node.exemptions.find(revoked.id()));
    assertThat(node.exemptions.find(expired.id()).isPresent()).isTrue();
    later(Duration.ofDays(1));

    assertEquals(Optional.empty(), node.exemptions.find(expired.id()));
    assertThat(node.exemptions.find(running.id()).isPresent()).isTrue();
    AuditEntry last = node.history().get(node.history().size() - 1);
    assertEquals(AuditAction.PURGED, last.action());
    assertEquals(expired.id(), last.subject());
    assertThat(last.before().get()).contains("10.0.0.1");
    assertEquals(Optional.empty(), last.after());
  }

  @Test
  void nothingComesBackAfterARestart() {
    ExemptionRecord expired = add("10.0.0.1", "1d");
    later(KEPT.plusDays(2));
    assertEquals(0, node.exemptions.size());

    // Once from the saved copy, and once from the journal behind an older one.
    for (int i = 0; i < 2; i++) {
      Node restarted = new Node(storage, time);
      assertEquals(Optional.empty(), restarted.exemptions.find(expired.id()));
      time.pass(Duration.ofSeconds(5));
    }
    assertThat(add("10.0.0.1", "1d").version()).isEqualTo(3);
  }

  @Test
  void anotherNodeForgetsItToo() {
    Node other = new Node(storage, time);
    ExemptionRecord expired = add("10.0.0.1", "1d");
    assertThat(other.exemptions.find(expired.id()).isPresent()).isTrue();

    later(KEPT.plusDays(2));

    assertEquals(Optional.empty(), other.exemptions.find(expired.id()));
    assertEquals(1, purged().size());
    ChangeRefusedException refused =
        assertThrows(
            ChangeRefusedException.class,
            () -> other.changes().update(expired.id(), 1, expired.toDraft(), ALICE));
    assertThat(refused.has(ProblemCode.NOT_FOUND)).isTrue();
  }

  @Test
  void makesRoomForNewOnes() {
    node.limits = ExemptionLimits.builder().setMaxRecords(1).build();
    add("10.0.0.1", "1d");
    assertThrows(ChangeRefusedException.class, () -> add("10.0.0.2", "1d"));

    later(KEPT.plusDays(2));

    add("10.0.0.2", "1d");
  }

  @Test
  void keepsEverythingWhenToldTo() {
    node.limits = ExemptionLimits.builder().setKeepEnded(Optional.empty()).build();
    add("10.0.0.1", "1d");
    later(Duration.ofDays(4000));
    assertEquals(1, node.exemptions.size());
  }

  @Test
  void removesManyInSeveralChanges() {
    List<ImportRow> rows = new ArrayList<>();
    for (int i = 0; i < 2 * Retention.AT_ONCE + 5; i++) {
      rows.add(
          ImportRow.of(
              i + 1,
              draft("C", "10.1." + i / 256 + "." + i % 256).setExpires(Optional.of("1d")).build(),
              List.of()));
    }
    node.changes().importAll(rows, false, ALICE);
    later(KEPT.plusDays(2));
    assertEquals(0, node.exemptions.size());
    assertEquals(rows.size(), purged().size());
  }

  private List<AuditEntry> purged() {
    List<AuditEntry> found = new ArrayList<>(node.history());
    found.removeIf(entry -> entry.action() != AuditAction.PURGED);
    return found;
  }
}
