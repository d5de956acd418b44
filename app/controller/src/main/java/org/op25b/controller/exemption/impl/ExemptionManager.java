package org.op25b.controller.exemption.impl;

import static org.onlab.util.Tools.groupedThreads;
import static org.op25b.controller.exemption.impl.OsgiPropertyConstants.DATE_ZONE;
import static org.op25b.controller.exemption.impl.OsgiPropertyConstants.DATE_ZONE_DEFAULT;
import static org.op25b.controller.exemption.impl.OsgiPropertyConstants.KEEP_ENDED;
import static org.op25b.controller.exemption.impl.OsgiPropertyConstants.KEEP_ENDED_DEFAULT;
import static org.op25b.controller.exemption.impl.OsgiPropertyConstants.LONGEST_LIFE;
import static org.op25b.controller.exemption.impl.OsgiPropertyConstants.LONGEST_LIFE_DEFAULT;
import static org.op25b.controller.exemption.impl.OsgiPropertyConstants.MAX_RECORDS;
import static org.op25b.controller.exemption.impl.OsgiPropertyConstants.MAX_RECORDS_DEFAULT;
import static org.op25b.controller.exemption.impl.OsgiPropertyConstants.SHORTEST_IPV4;
import static org.op25b.controller.exemption.impl.OsgiPropertyConstants.SHORTEST_IPV4_DEFAULT;
import static org.op25b.controller.exemption.impl.OsgiPropertyConstants.SHORTEST_IPV6;
import static org.op25b.controller.exemption.impl.OsgiPropertyConstants.SHORTEST_IPV6_DEFAULT;

import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.onosproject.cfg.ComponentConfigService;
import org.onosproject.core.CoreService;
import org.onosproject.event.AbstractListenerManager;
import org.onosproject.store.service.StorageService;
import org.op25b.controller.Op25b;
import org.op25b.controller.audit.JournalService;
import org.op25b.controller.config.PolicyService;
import org.op25b.controller.exemption.ExemptionEvent;
import org.op25b.controller.exemption.ExemptionLimits;
import org.op25b.controller.exemption.ExemptionListener;
import org.op25b.controller.exemption.ExemptionService;
import org.op25b.controller.exemption.store.ExemptionStore;
import org.op25b.controller.exemption.store.RecordMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connects the exemptions to ONOS. The service appears only when everything is read, so whoever has
 * it sees the exemptions as they are.
 */
@Component(
    immediate = true,
    service = ExemptionService.class,
    property = {
      SHORTEST_IPV4 + ":Integer=" + SHORTEST_IPV4_DEFAULT,
      SHORTEST_IPV6 + ":Integer=" + SHORTEST_IPV6_DEFAULT,
      LONGEST_LIFE + ":Integer=" + LONGEST_LIFE_DEFAULT,
      MAX_RECORDS + ":Integer=" + MAX_RECORDS_DEFAULT,
      KEEP_ENDED + ":Integer=" + KEEP_ENDED_DEFAULT,
      DATE_ZONE + "=" + DATE_ZONE_DEFAULT
    })
// ONOS takes the description of a property from the comment of the field of its name.
@SuppressWarnings("UnusedVariable")
public final class ExemptionManager
    extends AbstractListenerManager<ExemptionEvent, ExemptionListener> implements ExemptionsInside {
  private static final Logger log = LoggerFactory.getLogger(ExemptionManager.class);

  @Reference CoreService coreService;
  @Reference StorageService storageService;
  @Reference ComponentConfigService componentConfig;
  @Reference JournalService journalService;
  @Reference PolicyService policyService;

  /** Shorter IPv4 prefixes need force, 8 to 32. */
  private int shortestIpv4Prefix = SHORTEST_IPV4_DEFAULT;

  /** Shorter IPv6 prefixes need force, 16 to 128. */
  private int shortestIpv6Prefix = SHORTEST_IPV6_DEFAULT;

  /** Days that an exemption may last without force, 1 to 36500; 0 for any time. */
  private int longestLifeDays = LONGEST_LIFE_DEFAULT;

  /** Exemptions that are kept, ended ones included, 1 to 1000000. */
  private int maxRecords = MAX_RECORDS_DEFAULT;

  /** Days that ended exemptions are kept, 1 to 36500; 0 for ever. */
  private int keepEndedDays = KEEP_ENDED_DEFAULT;

  /** Zone of dates and times that name none, such as Asia/Tokyo. */
  private String timeZone = DATE_ZONE_DEFAULT;

  private final ScheduledExecutorService scheduler =
      Executors.newSingleThreadScheduledExecutor(groupedThreads("op25b", "exemptions", log));
  private volatile ExemptionLimits limits = ExemptionLimits.builder().build();
  private Exemptions exemptions;

  @Activate
  void activate(Map<String, Object> properties) {
    componentConfig.registerProperties(getClass());
    modified(properties);
    eventDispatcher.addSink(ExemptionEvent.class, listenerRegistry);
    ExemptionStore store =
        new ExemptionStore(
            journalService.journal(),
            RecordMap.open(storageService, coreService.registerApplication(Op25b.APP_NAME)));
    exemptions =
        new Exemptions(
            store,
            Clock.systemUTC(),
            scheduler,
            () -> limits,
            policyService::policy,
            new ExemptionIds(),
            this::post);
    exemptions.start();
    log.info("Started with {} exemptions", exemptions.size());
  }

  @Modified
  void modified(Map<String, Object> properties) {
    limits = Settings.read(properties);
  }

  @Deactivate
  void deactivate() {
    componentConfig.unregisterProperties(getClass(), false);
    exemptions.stop();
    scheduler.shutdown();
    eventDispatcher.removeSink(ExemptionEvent.class);
    log.info("Stopped");
  }

  @Override
  public Exemptions exemptions() {
    return exemptions;
  }
}
