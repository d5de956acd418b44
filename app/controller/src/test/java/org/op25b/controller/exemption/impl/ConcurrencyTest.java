package org.op25b.controller.exemption.impl;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.op25b.controller.exemption.impl.Node.ALICE;
import static org.op25b.controller.exemption.impl.Node.draft;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.op25b.controller.audit.AuditEntry;
import org.op25b.controller.exemption.ChangeRefusedException;
import org.op25b.controller.exemption.ExemptionRecord;
import org.op25b.controller.exemption.ProblemCode;

/** Many clients of two nodes at once. */
class ConcurrencyTest {
  private static final int CLIENTS = 32;
  private static final int STEPS = 30;

  private final ManualTime time = new ManualTime("2026-01-01T00:00:00Z");
  private final FakeStorage storage = FakeStorage.ofNewCluster();
  private final ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
  private final List<ExecutorService> listeners =
      List.of(Executors.newSingleThreadExecutor(), Executors.newSingleThreadExecutor());
  private final Node[] nodes = {
    new Node(storage, time, listeners.get(0), new ExemptionIds()),
    new Node(storage, time, listeners.get(1), new ExemptionIds())
  };

  @AfterEach
  void stop() {
    clients.shutdownNow();
    listeners.forEach(ExecutorService::shutdownNow);
  }

  /** One client's acknowledged change: what it was based on, and what it was told it made. */
  private static final class Acknowledged {
    final ExemptionRecord base;
    final ExemptionRecord made;

    Acknowledged(ExemptionRecord base, ExemptionRecord made) {
      this.base = base;
      this.made = made;
    }
  }

  @Test
  void noUpdateIsLost() throws Exception {
    ExemptionRecord shared = nodes[0].changes().create(draft("C", "10.0.0.1").build(), ALICE);
    ConcurrentMap<Long, Acknowledged> acknowledged = new ConcurrentHashMap<>();
    AtomicInteger refused = new AtomicInteger();
    inParallel(
        (client, random) -> {
          Node node = nodes[client % 2];
          for (int step = 0; step < STEPS; step++) {
            Optional<Acknowledged> done = change(node, shared.id(), client + "-" + step);
            done.ifPresent(
                change -> {
                  // Two clients are never told the same version.
                  assertNull(acknowledged.put(change.made.version(), change));
                });
            refused.addAndGet(done.isPresent() ? 0 : 1);
          }
        });

    assertThat(acknowledged.size()).isGreaterThan(CLIENTS);
    assertThat(refused.get()).isGreaterThan(0);
    Node restarted = new Node(storage, time);
    for (Node node : List.of(nodes[0], nodes[1], restarted)) {
      node.journal.resync();
      // The history is one chain of exactly the acknowledged changes, each made from its base.
      List<AuditEntry> history = node.history();
      assertEquals(acknowledged.size() + 1, history.size());
      ExemptionRecord last = shared;
      for (AuditEntry entry : history.subList(1, history.size())) {
        Acknowledged change = acknowledged.get(entry.number());
        assertEquals(last, change.base);
        assertThat(entry.after().get()).contains(change.made.ticket());
        last = change.made;
      }
      assertEquals(Optional.of(last), node.exemptions.find(shared.id()));
    }
  }

  /** Writes {@code mark}, which nobody else writes, over whatever is there. */
  private static Optional<Acknowledged> change(Node node, String id, String mark) {
    ExemptionRecord base = node.exemptions.find(id).get();
    try {
      ExemptionRecord made =
          node.changes()
              .update(
                  id, base.version(), base.toDraft().toBuilder().setTicket(mark).build(), ALICE);
      return Optional.of(new Acknowledged(base, made));
    } catch (ChangeRefusedException e) {
      assertTrue(e.has(ProblemCode.STALE), e.toString());
      return Optional.empty();
    }
  }

  @Test
  void nothingIsBothAcknowledgedAndAbsent() throws Exception {
    ConcurrentMap<String, ExemptionRecord> acknowledged = new ConcurrentHashMap<>();
    AtomicInteger duplicates = new AtomicInteger();
    inParallel(
        (client, random) -> {
          Node node = nodes[client % 2];
          List<ExemptionRecord> own = new ArrayList<>();
          for (int step = 0; step < STEPS; step++) {
            try {
              if (own.isEmpty() || random.nextInt(3) > 0) {
                // Few addresses: most clients want one that another has.
                String prefix = "10.0.0." + random.nextInt(250);
                own.add(node.changes().create(draft("C" + client, prefix).build(), ALICE));
              } else {
                ExemptionRecord victim = own.remove(random.nextInt(own.size()));
                ExemptionRecord revoked =
                    node.changes().revoke(victim.id(), Optional.of(victim.version()), "", ALICE);
                acknowledged.put(revoked.id(), revoked);
              }
              own.forEach(record -> acknowledged.putIfAbsent(record.id(), record));
            } catch (ChangeRefusedException e) {
              assertTrue(e.has(ProblemCode.DUPLICATE), e.toString());
              duplicates.incrementAndGet();
            }
          }
        });

    assertThat(duplicates.get()).isGreaterThan(0);
    Node restarted = new Node(storage, time);
    for (Node node : List.of(nodes[0], nodes[1], restarted)) {
      node.journal.resync();
      acknowledged.forEach(
          (id, record) -> assertEquals(Optional.of(record), node.exemptions.find(id)));
      assertEquals(acknowledged.size(), node.exemptions.size());
      // The guard rail held between clients and between nodes.
      List<ExemptionRecord> live = node.exemptions.live(time.now()).records();
      assertEquals(live.size(), live.stream().map(ExemptionRecord::prefix).distinct().count());
    }
    long number = 1;
    for (AuditEntry entry : restarted.history()) {
      assertEquals(number++, entry.number());
    }
  }

  private interface Client {
    void run(int client, Random random) throws Exception;
  }

  private void inParallel(Client client) throws Exception {
    CountDownLatch ready = new CountDownLatch(CLIENTS);
    List<Future<?>> running = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      int number = i;
      running.add(
          clients.submit(
              () -> {
                ready.countDown();
                ready.await();
                client.run(number, new Random(number));
                return null;
              }));
    }
    for (Future<?> future : running) {
      future.get(60, TimeUnit.SECONDS);
    }
  }
}
