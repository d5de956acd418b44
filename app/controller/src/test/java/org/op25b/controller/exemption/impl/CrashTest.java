package org.op25b.controller.exemption.impl;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.op25b.controller.exemption.impl.Node.ALICE;
import static org.op25b.controller.exemption.impl.Node.draft;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.op25b.controller.audit.AuditEntry;
import org.op25b.controller.exemption.ChangeRefusedException;
import org.op25b.controller.exemption.ExemptionQuery;
import org.op25b.controller.exemption.ExemptionRecord;
import org.op25b.controller.exemption.ExemptionState;
import org.op25b.controller.exemption.ImportRow;
import org.op25b.controller.exemption.ProblemCode;
import org.op25b.controller.exemption.store.RecordJson;

/** Kills the node before and after each of its writes, and looks at what a restart finds. */
class CrashTest {
  private static final int IMPORTED = 700;

  /** What the dead node had answered: the last version of each exemption. */
  private final Map<String, ExemptionRecord> acknowledged = new HashMap<>();

  private boolean importAcknowledged;

  @Test
  void nothingAcknowledgedIsLostAndNothingIsHalfDone() {
    Faults immortal = new Faults();
    live(FakeStorage.ofNewCluster().seenBy(immortal));
    int writes = immortal.writes();
    assertTrue(writes > 20, "the scenario should write a lot, not " + writes);
    for (int write = 0; write < writes; write++) {
      // Between the first and the last writes, the rows of the import are saved page by page.
      if (write > 14 && write < writes - 10 && write % 307 != 0) {
        continue;
      }
      crash(write, Faults.dieBefore(write));
      crash(write, Faults.dieAfter(write));
    }
  }

  @Test
  void aLostAnswerIsNoLostOrDoubledChange() {
    for (int write = 0; write < 12; write++) {
      FakeStorage storage = FakeStorage.ofNewCluster();
      live(storage.seenBy(Faults.loseAnswerOf(write)));
      check("answer " + write, storage);
    }
  }

  private void crash(int write, Faults faults) {
    FakeStorage storage = FakeStorage.ofNewCluster();
    live(storage.seenBy(faults));
    assertTrue(faults.isDead());
    check("write " + write, storage);
  }

  /** The life of a node until it dies: adds, a change, a large import, saving, trimming. */
  private void live(FakeStorage storage) {
    acknowledged.clear();
    importAcknowledged = false;
    ManualTime time = new ManualTime("2026-01-01T00:00:00Z");
    try {
      // The same ids in every life, and with them the same pages of the saved copy.
      AtomicInteger ids = new AtomicInteger();
      Node node = new Node(storage, time, Runnable::run, () -> "x" + ids.incrementAndGet());
      node.auditLimit = 3;
      ExemptionRecord first = create(node, "10.0.0.1");
      create(node, "10.0.0.2");
      time.pass(Duration.ofSeconds(2));
      acknowledge(
          node.changes()
              .update(
                  first.id(),
                  first.version(),
                  first.toDraft().toBuilder().setTicket("T-2").build(),
                  ALICE));
      importAcknowledged = node.changes().importAll(rows(), false, ALICE).committed();
      acknowledge(node.changes().revoke(first.id(), Optional.empty(), "", ALICE));
      time.pass(Duration.ofHours(2));
      node.audit.trim();
      create(node, "10.0.0.3");
    } catch (ChangeRefusedException e) {
      assertTrue(e.has(ProblemCode.UNAVAILABLE), e.toString());
    } catch (org.onosproject.store.service.StorageException e) {
      assertThat(e).isInstanceOf(org.onosproject.store.service.StorageException.class);
    }
  }

  private void check(String when, FakeStorage storage) {
    ManualTime later = new ManualTime("2026-01-02T00:00:00Z");
    Node restarted = new Node(storage, later);
    for (ExemptionRecord record : acknowledged.values()) {
      ExemptionRecord found = restarted.exemptions.find(record.id()).orElse(null);
      assertTrue(found != null && found.version() >= record.version(), when + ": lost " + record);
    }
    long imported =
        restarted
            .exemptions
            .list(ExemptionQuery.builder().setText(Optional.of("imported")).setLimit(1).build())
            .total();
    assertTrue(imported == 0 || imported == IMPORTED, when + ": half an import: " + imported);
    assertTrue(!importAcknowledged || imported == IMPORTED, when + ": import lost");
    assertAuditAgrees(when, restarted);
    // It goes on working, and what it now writes survives in turn.
    ExemptionRecord added = restarted.changes().create(draft("C-new", "10.0.9.9").build(), ALICE);
    later.pass(Duration.ofSeconds(2));
    restarted.audit.trim();
    Node again = new Node(storage, later);
    assertEquals(Optional.of(added), again.exemptions.find(added.id()), when);
    assertEquals(restarted.exemptions.size(), again.exemptions.size(), when);
    assertAuditAgrees(when, again);
  }

  /** The last change that the log holds of each exemption is what the exemption is. */
  private static void assertAuditAgrees(String when, Node node) {
    Map<String, AuditEntry> last = new LinkedHashMap<>();
    long expected = -1;
    for (AuditEntry entry : node.history()) {
      if (expected >= 0) {
        assertEquals(expected, entry.number(), when + ": the log has a gap");
      }
      expected = entry.number() + 1;
      AuditEntry before = last.put(entry.subject(), entry);
      if (before != null) {
        assertEquals(before.after(), entry.before(), when + ": before is not the last after");
      }
    }
    last.forEach(
        (id, entry) ->
            assertEquals(
                Optional.of(RecordJson.decode(entry.after().get())),
                node.exemptions.find(id),
                when));
    Set<Long> versions = new HashSet<>();
    for (ExemptionState state : ExemptionState.values()) {
      node.exemptions
          .list(ExemptionQuery.builder().setStates(List.of(state)).setLimit(1000).build())
          .records()
          .forEach(record -> assertTrue(versions.add(record.version()), when + ": " + record));
    }
  }

  private ExemptionRecord create(Node node, String prefix) {
    return acknowledge(node.changes().create(draft("C-1", prefix).build(), ALICE));
  }

  private ExemptionRecord acknowledge(ExemptionRecord record) {
    acknowledged.put(record.id(), record);
    return record;
  }

  private static List<ImportRow> rows() {
    List<ImportRow> rows = new ArrayList<>();
    // Reasons that cannot be packed: the block of the import has to be written in parts.
    Random random = new Random(25);
    for (int i = 0; i < IMPORTED; i++) {
      rows.add(
          ImportRow.of(
              i + 2,
              draft("imported", "10.1." + i / 250 + "." + i % 250).setReason(noise(random)).build(),
              List.of()));
    }
    return rows;
  }

  private static String noise(Random random) {
    return random
        .ints(480, ' ' + 1, '~')
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
