package org.op25b.controller.sight;

import static org.op25b.controller.sight.OsgiPropertyConstants.IPV4_LENGTH;
import static org.op25b.controller.sight.OsgiPropertyConstants.IPV4_LENGTH_DEFAULT;
import static org.op25b.controller.sight.OsgiPropertyConstants.IPV6_LENGTH;
import static org.op25b.controller.sight.OsgiPropertyConstants.IPV6_LENGTH_DEFAULT;
import static org.op25b.controller.sight.OsgiPropertyConstants.MAX_SUSPECTS;
import static org.op25b.controller.sight.OsgiPropertyConstants.MAX_SUSPECTS_DEFAULT;
import static org.op25b.controller.sight.OsgiPropertyConstants.RETENTION;
import static org.op25b.controller.sight.OsgiPropertyConstants.RETENTION_DEFAULT;
import static org.op25b.controller.sight.OsgiPropertyConstants.SYSLOG;
import static org.op25b.controller.sight.OsgiPropertyConstants.SYSLOG_DEFAULT;
import static org.op25b.controller.sight.OsgiPropertyConstants.THRESHOLD;
import static org.op25b.controller.sight.OsgiPropertyConstants.THRESHOLD_DEFAULT;
import static org.op25b.controller.sight.OsgiPropertyConstants.WEBHOOK;
import static org.op25b.controller.sight.OsgiPropertyConstants.WEBHOOK_DEFAULT;

import com.google.common.util.concurrent.ThreadFactoryBuilder;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.onlab.packet.IpPrefix;
import org.onosproject.cfg.ComponentConfigService;
import org.op25b.controller.copies.BlockedPacket;
import org.op25b.controller.copies.CopyService;
import org.op25b.controller.counters.CountersService;
import org.op25b.controller.inforce.PolicyInForce;
import org.op25b.policy.Decision;
import org.op25b.policy.Pool;
import org.op25b.policy.TcpPacket;
import org.op25b.policy.Verdict;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the list of suspects, and raises an alarm when one crosses the threshold. */
@Component(
    immediate = true,
    service = {SuspectService.class, PoolFinder.class},
    property = {
      MAX_SUSPECTS + ":Integer=" + MAX_SUSPECTS_DEFAULT,
      RETENTION + ":Integer=" + RETENTION_DEFAULT,
      IPV4_LENGTH + ":Integer=" + IPV4_LENGTH_DEFAULT,
      IPV6_LENGTH + ":Integer=" + IPV6_LENGTH_DEFAULT,
      THRESHOLD + ":Integer=" + THRESHOLD_DEFAULT,
      WEBHOOK + "=" + WEBHOOK_DEFAULT,
      SYSLOG + "=" + SYSLOG_DEFAULT
    })
@SuppressWarnings("UnusedVariable") // The properties' fields are read by ONOS's build.
public final class SightManager implements SuspectService, PoolFinder {
  private static final Logger log = LoggerFactory.getLogger(SightManager.class);

  @Reference ComponentConfigService componentConfig;
  @Reference CopyService copyService;
  @Reference CountersService countersService;
  @Reference PolicyInForce policyInForce;

  /** Sources that are remembered at the most; a change forgets the list. */
  private int maxSuspects = MAX_SUSPECTS_DEFAULT;

  /** Minutes after which a source that was not seen again is forgotten. */
  private int retentionMinutes = RETENTION_DEFAULT;

  /** Leading bits of an IPv4 address that are kept; fewer than 32 hide the customer. */
  private int ipv4PrefixLength = IPV4_LENGTH_DEFAULT;

  /** Leading bits of an IPv6 address that are kept; 64 is one customer's network. */
  private int ipv6PrefixLength = IPV6_LENGTH_DEFAULT;

  /** Blocked packets per second of one source that raise an alarm; 0 for no alarms. */
  private int alarmPerSecond = THRESHOLD_DEFAULT;

  /** URL to which alarms are posted as JSON, beside the log; empty for none. */
  private String alarmWebhook = WEBHOOK_DEFAULT;

  /** Host, or host:port, to which alarms are sent by syslog over UDP; empty for none. */
  private String alarmSyslog = SYSLOG_DEFAULT;

  private final CopyService.Listener listener = this::copied;
  private final Clock clock = Clock.systemUTC();
  private volatile SightSettings settings;
  private volatile SuspectBook book;
  private volatile Alarms alarms;
  private volatile AlarmSinks sinks = new AlarmSinks(Optional.empty(), Optional.empty());
  private ScheduledExecutorService executor;
  private LatestView view;

  @Activate
  void activate(Map<String, ?> properties) {
    componentConfig.registerProperties(getClass());
    modified(properties);
    executor =
        Executors.newSingleThreadScheduledExecutor(
            new ThreadFactoryBuilder().setNameFormat("op25b-sight").build());
    view = new LatestView(policyInForce, executor);
    view.start();
    ScheduledFuture<?> unused = executor.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
    copyService.addListener(listener);
    log.info("Started");
  }

  @Modified
  void modified(Map<String, ?> properties) {
    SightSettings read = SightSettings.read(properties);
    SightSettings before = settings;
    settings = read;
    // What was truncated in another way cannot be compared.
    if (before == null || !before.sameAddresses(read)) {
      book = new SuspectBook(read.maxSuspects());
    }
    // Whoever was told of stays told of, whatever else changes.
    if (before == null || before.alarmPerSecond() != read.alarmPerSecond()) {
      alarms = new Alarms(read.alarmPerSecond(), suspect -> sinks.accept(suspect));
    }
    if (before == null || !before.sameReceivers(read)) {
      AlarmSinks old = sinks;
      sinks = new AlarmSinks(read.alarmWebhook(), read.alarmSyslog());
      old.close();
    }
  }

  @Deactivate
  void deactivate() {
    copyService.removeListener(listener);
    view.stop();
    executor.shutdownNow();
    sinks.close();
    componentConfig.unregisterProperties(getClass(), false);
    log.info("Stopped");
  }

  @Override
  public List<Suspect> suspects() {
    return book.suspects(view.get().customers()::customerOf);
  }

  @Override
  public List<AlarmStatus> alarms() {
    return sinks.statuses();
  }

  @Override
  public Optional<String> customerOf(IpPrefix source) {
    return view.get().customers().customerOf(source);
  }

  @Override
  public boolean isExempt(IpPrefix source) {
    return view.get().customers().isExempt(source, clock.instant());
  }

  @Override
  public Optional<Pool> blockedBy(BlockedPacket packet) {
    return view.get()
        .decider()
        .map(
            decider ->
                decider.decide(
                    TcpPacket.of(
                        packet.source(),
                        packet.sourcePort(),
                        packet.destination(),
                        packet.destinationPort()),
                    clock.instant()))
        .filter(decision -> decision.verdict() == Verdict.BLOCK)
        .flatMap(Decision::pool);
  }

  private void copied(BlockedPacket packet) {
    blockedBy(packet)
        .ifPresent(
            pool ->
                book.copied(
                    packet.from().deviceId(),
                    IpPrefix.valueOf(
                        packet.source(),
                        packet.source().isIp4() ? settings.ipv4Length() : settings.ipv6Length()),
                    pool.name(),
                    packet.destination(),
                    clock.instant()));
  }

  private void look() {
    try {
      countersService
          .toward25()
          .forEach(report -> book.reported(report.device(), report.dropped(), report.at()));
      book.forgetBefore(clock.instant().minus(settings.retention()));
      alarms.look(suspects());
    } catch (RuntimeException e) {
      log.warn("Suspects are not looked after this time: {}", e.toString());
    }
  }
}
