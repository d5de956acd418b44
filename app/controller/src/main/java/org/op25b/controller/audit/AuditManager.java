package org.op25b.controller.audit;

import static org.onlab.util.Tools.groupedThreads;
import static org.op25b.controller.audit.OsgiPropertyConstants.AUDIT_LIMIT;
import static org.op25b.controller.audit.OsgiPropertyConstants.AUDIT_LIMIT_DEFAULT;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.onosproject.cfg.ComponentConfigService;
import org.onosproject.core.CoreService;
import org.onosproject.store.service.StorageService;
import org.op25b.controller.Op25b;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the journal of the cluster, keeps it within bounds, and offers it as the audit log. */
@Component(
    immediate = true,
    service = {AuditLog.class, JournalService.class},
    property = {AUDIT_LIMIT + ":Integer=" + AUDIT_LIMIT_DEFAULT})
public final class AuditManager implements AuditLog, JournalService {
  private static final Logger log = LoggerFactory.getLogger(AuditManager.class);
  private static final long RESYNC_SECONDS = 5;
  private static final long TRIM_SECONDS = 60;

  @Reference CoreService coreService;
  @Reference StorageService storageService;
  @Reference ComponentConfigService componentConfig;

  /** Changes that the audit log keeps, 1000 to 10000000; the oldest beyond that are removed. */
  private volatile int auditLimit = AUDIT_LIMIT_DEFAULT;

  private final ExecutorService listening =
      Executors.newSingleThreadExecutor(groupedThreads("op25b", "journal", log));
  private final ScheduledExecutorService upkeep =
      Executors.newSingleThreadScheduledExecutor(groupedThreads("op25b", "journal-upkeep", log));
  private Journal journal;
  private JournalAuditLog auditLog;

  @Activate
  void activate(Map<String, Object> properties) {
    componentConfig.registerProperties(getClass());
    modified(properties);
    journal =
        new Journal(
            JournalMaps.open(storageService, coreService.registerApplication(Op25b.APP_NAME)));
    journal.start(listening);
    auditLog = new JournalAuditLog(journal, Clock.systemUTC(), () -> auditLimit);
    upkeep.execute(quietly("read the audit log", auditLog::load));
    ScheduledFuture<?> unused =
        upkeep.scheduleWithFixedDelay(
            quietly("look for other nodes' changes", journal::resync),
            RESYNC_SECONDS,
            RESYNC_SECONDS,
            TimeUnit.SECONDS);
    unused =
        upkeep.scheduleWithFixedDelay(
            quietly("keep the audit log within bounds", this::keepInBounds),
            TRIM_SECONDS,
            TRIM_SECONDS,
            TimeUnit.SECONDS);
    log.info("Started");
  }

  @Modified
  void modified(Map<String, Object> properties) {
    auditLimit = limit(properties.get(AUDIT_LIMIT));
  }

  @Deactivate
  void deactivate() {
    componentConfig.unregisterProperties(getClass(), false);
    journal.stop();
    upkeep.shutdownNow();
    listening.shutdownNow();
    log.info("Stopped");
  }

  private static int limit(Object value) {
    try {
      int number = Integer.parseInt(String.valueOf(value).trim());
      if (number >= 1_000 && number <= 10_000_000) {
        return number;
      }
    } catch (NumberFormatException e) {
      log.debug("Not a number: {}", value, e);
    }
    log.warn(
        "{} must be 1000 to 10000000, not {}; {} is used", AUDIT_LIMIT, value, AUDIT_LIMIT_DEFAULT);
    return AUDIT_LIMIT_DEFAULT;
  }

  private void keepInBounds() {
    if (!auditLog.isLoaded()) {
      auditLog.load();
    }
    if (auditLog.hasGap()) {
      auditLog.closeGap();
    }
    auditLog.trim();
  }

  /** A task that is tried again next time when storage does not answer. */
  private static Runnable quietly(String what, Runnable task) {
    return () -> {
      try {
        task.run();
      } catch (RuntimeException e) {
        log.warn("Cannot {} now, trying again: {}", what, e.toString());
      }
    };
  }

  @Override
  public Journal journal() {
    return journal;
  }

  @Override
  public AuditPage query(AuditQuery query) {
    return auditLog.query(query);
  }

  @Override
  public Optional<AuditEntry> entry(long number) {
    return auditLog.entry(number);
  }

  @Override
  public void export(long from, Consumer<AuditEntry> consumer) {
    auditLog.export(from, consumer);
  }

  @Override
  public long size() {
    return auditLog.size();
  }

  @Override
  public long recordPolicy(
      Actor actor,
      AuditAction action,
      Optional<String> before,
      Optional<String> after,
      String note) {
    return auditLog.recordPolicy(actor, action, before, after, note);
  }
}
