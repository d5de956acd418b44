package org.op25b.controller.exemption.impl;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.op25b.controller.audit.AuditAction;
import org.op25b.controller.audit.AuditEntry;
import org.op25b.controller.exemption.ExemptionEvent;
import org.op25b.controller.exemption.ExemptionLimits;
import org.op25b.controller.exemption.ExemptionPage;
import org.op25b.controller.exemption.ExemptionQuery;
import org.op25b.controller.exemption.ExemptionRecord;
import org.op25b.controller.exemption.LiveExemptions;
import org.op25b.controller.exemption.store.ExemptionStore;
import org.op25b.controller.exemption.store.LiveView;
import org.op25b.policy.Policy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The exemption service without ONOS around it: store, clock, changes and lists put together. */
final class Exemptions {
  private static final Logger log = LoggerFactory.getLogger(Exemptions.class);

  /** Saving trails changes by this much, so that many changes are saved at once. */
  private static final long SAVE_DELAY_MILLIS = 1000;

  private static final long PURGE_AFTER_MINUTES = 1;
  private static final long PURGE_EVERY_MINUTES = 60;

  private final ExemptionStore store;
  private final LiveView live = new LiveView();
  private final Clock clock;
  private final ScheduledExecutorService scheduler;
  private final Consumer<ExemptionEvent> sink;
  private final Supplier<Optional<Policy>> policy;
  private final LifecycleWatch watch;
  private final Retention retention;
  private final ExemptionChanges changes;
  private final AtomicBoolean saveScheduled = new AtomicBoolean();
  private final AtomicBoolean lookScheduled = new AtomicBoolean();

  Exemptions(
      ExemptionStore store,
      Clock clock,
      ScheduledExecutorService scheduler,
      Supplier<ExemptionLimits> limits,
      Supplier<Optional<Policy>> policy,
      Supplier<String> newId,
      Consumer<ExemptionEvent> sink) {
    this.store = store;
    this.clock = clock;
    this.scheduler = scheduler;
    this.sink = sink;
    this.policy = policy;
    this.watch = new LifecycleWatch(store, clock, scheduler, sink);
    this.retention = new Retention(store, clock, limits);
    this.changes = new ExemptionChanges(store, clock, limits, policy, newId);
  }

  /** Reads the store. After this the state is that of the cluster and of the clock. */
  void start() {
    store.open();
    store.addListener(this::onChange);
    watch.start();
    scheduleSave();
    schedulePurge(PURGE_AFTER_MINUTES);
  }

  void stop() {
    watch.stop();
    store.close();
  }

  ExemptionChanges changes() {
    return changes;
  }

  Optional<ExemptionRecord> find(String id) {
    return store.read(index -> index.find(id));
  }

  long version() {
    return store.version();
  }

  int size() {
    return store.read(index -> index.size());
  }

  ExemptionPage list(ExemptionQuery query) {
    ExemptionLister lister = new ExemptionLister(query, policy.get(), clock.instant());
    return store.read(lister::list);
  }

  LiveExemptions live(Instant instant) {
    // The version first: the set may be newer than it says, never older.
    long version = store.version();
    return store.read(index -> live.at(instant, index, version));
  }

  private void onChange(AuditEntry entry, Optional<ExemptionRecord> before, ExemptionRecord after) {
    sink.accept(new ExemptionEvent(typeOf(entry.action()), after, before));
    try {
      scheduleLook();
      scheduleSave();
    } catch (RejectedExecutionException e) {
      log.debug("Stopping; the next start saves change {}", entry.number(), e);
    }
  }

  private void purge() {
    try {
      retention.purge();
    } catch (RuntimeException e) {
      log.warn("Cannot remove old exemptions now, trying again later: {}", e.toString());
    }
    schedulePurge(PURGE_EVERY_MINUTES);
  }

  private void schedulePurge(long minutes) {
    try {
      ScheduledFuture<?> unused = scheduler.schedule(this::purge, minutes, TimeUnit.MINUTES);
    } catch (RejectedExecutionException e) {
      log.debug("Stopping; the next start purges", e);
    }
  }

  private static ExemptionEvent.Type typeOf(AuditAction action) {
    switch (action) {
      case ADDED:
        return ExemptionEvent.Type.ADDED;
      case REVOKED:
        return ExemptionEvent.Type.REVOKED;
      default:
        return ExemptionEvent.Type.UPDATED;
    }
  }

  /** Once for all changes that are made until it is the turn: an import makes thousands. */
  private void scheduleLook() {
    if (lookScheduled.compareAndSet(false, true)) {
      scheduler.execute(
          () -> {
            lookScheduled.set(false);
            watch.look();
          });
    }
  }

  private void scheduleSave() {
    if (saveScheduled.compareAndSet(false, true)) {
      ScheduledFuture<?> unused =
          scheduler.schedule(this::save, SAVE_DELAY_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private void save() {
    saveScheduled.set(false);
    try {
      store.save();
    } catch (RuntimeException e) {
      // Nothing is lost: the journal has every change, and keeps it until it is saved.
      log.warn("Cannot save exemptions now, trying again: {}", e.toString());
      scheduleSave();
    }
  }
}
