package org.op25b.controller.exemption.impl;

import static org.onlab.util.Tools.groupedThreads;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import org.onosproject.core.DefaultApplicationId;
import org.onosproject.store.service.StorageService;
import org.op25b.controller.audit.AuditLog;
import org.op25b.controller.audit.Journal;
import org.op25b.controller.audit.JournalAuditLog;
import org.op25b.controller.audit.JournalMaps;
import org.op25b.controller.exemption.ExemptionEvent;
import org.op25b.controller.exemption.ExemptionLimits;
import org.op25b.controller.exemption.ExemptionListener;
import org.op25b.controller.exemption.store.ExemptionStore;
import org.op25b.controller.exemption.store.RecordMap;
import org.op25b.policy.Policy;

/** The exemptions of one node without ONOS, over a storage in memory, for tests of interfaces. */
public final class RealExemptions implements ExemptionsInside, AutoCloseable {
  private final List<ExemptionListener> listeners = new CopyOnWriteArrayList<>();
  private final ScheduledExecutorService scheduler =
      Executors.newSingleThreadScheduledExecutor(groupedThreads("op25b", "test"));
  private final JournalAuditLog audit;
  private final Exemptions exemptions;

  /** Starts without exemptions, under {@code policy}. */
  public RealExemptions(Supplier<Optional<Policy>> policy) {
    StorageService storage = FakeStorages.newCluster();
    DefaultApplicationId appId = new DefaultApplicationId(1, "org.op25b");
    Journal journal = new Journal(JournalMaps.open(storage, appId));
    journal.start(Runnable::run);
    audit = new JournalAuditLog(journal, Clock.systemUTC(), () -> 100_000);
    audit.load();
    exemptions =
        new Exemptions(
            new ExemptionStore(journal, RecordMap.open(storage, appId)),
            Clock.systemUTC(),
            scheduler,
            () -> ExemptionLimits.builder().build(),
            policy,
            new ExemptionIds(),
            this::post);
    exemptions.start();
  }

  /** The log of the changes made here. */
  public AuditLog auditLog() {
    return audit;
  }

  @Override
  public void close() {
    exemptions.stop();
    scheduler.shutdown();
  }

  private void post(ExemptionEvent event) {
    listeners.forEach(listener -> listener.event(event));
  }

  @Override
  public void addListener(ExemptionListener listener) {
    listeners.add(listener);
  }

  @Override
  public void removeListener(ExemptionListener listener) {
    listeners.remove(listener);
  }

  @Override
  public Exemptions exemptions() {
    return exemptions;
  }
}
