package org.op25b.controller.exemption.impl;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
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

  @Test
  void noUpdateIsLost() throws Exception {
    ExemptionRecord shared = nodes[0].changes().create(draft("C", "10.0.0.1").build(), ALICE);
    AtomicInteger succeeded = new AtomicInteger();
    inParallel(
        (client, random) -> {
          Node node = nodes[client % 2];
          for (int step = 0; step < STEPS; step++) {
            if (increment(node, shared.id())) {
              succeeded.incrementAndGet();
            }
          }
        });

    nodes[0].journal.resync();
    ExemptionRecord end = nodes[0].exemptions.find(shared.id()).get();
    // Each acknowledged change counted up from what it was based on.
    assertEquals(String.valueOf(succeeded.get()), end.reason());
    assertThat(succeeded.get()).isGreaterThan(CLIENTS);
    assertEquals(succeeded.get() + 1, nodes[0].history().size());
  }

  private static boolean increment(Node node, String id) {
    ExemptionRecord now = node.exemptions.find(id).get();
    int count = now.reason().matches("\\d+") ? Integer.parseInt(now.reason()) : 0;
    try {
      node.changes()
          .update(
              id,
              now.version(),
              now.toDraft().toBuilder().setReason(String.valueOf(count + 1)).build(),
              ALICE);
      return true;
    } catch (ChangeRefusedException e) {
      assertTrue(e.has(ProblemCode.STALE), e.toString());
      return false;
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
