package org.op25b.controller.notice;

import static org.op25b.controller.notice.OsgiPropertyConstants.CONTACT;
import static org.op25b.controller.notice.OsgiPropertyConstants.CONTACT_DEFAULT;
import static org.op25b.controller.notice.OsgiPropertyConstants.CONTACT_ENGLISH;
import static org.op25b.controller.notice.OsgiPropertyConstants.CONTACT_ENGLISH_DEFAULT;
import static org.op25b.controller.notice.OsgiPropertyConstants.PROVIDER;
import static org.op25b.controller.notice.OsgiPropertyConstants.PROVIDER_DEFAULT;
import static org.op25b.controller.notice.OsgiPropertyConstants.TIME_ZONE;
import static org.op25b.controller.notice.OsgiPropertyConstants.TIME_ZONE_DEFAULT;

import com.google.common.collect.ImmutableList;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.onosproject.cfg.ComponentConfigService;
import org.op25b.controller.inforce.PolicyInForce;
import org.op25b.controller.policyops.PhaseOperations;
import org.op25b.notice.Language;
import org.op25b.notice.Notice;
import org.op25b.notice.NoticeSettings;
import org.op25b.notice.PhaseChange;
import org.op25b.policy.Policy;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the notice when it is asked for; what it found out about a policy is kept. */
@Component(
    immediate = true,
    service = NoticeService.class,
    property = {
      PROVIDER + "=" + PROVIDER_DEFAULT,
      CONTACT + "=" + CONTACT_DEFAULT,
      CONTACT_ENGLISH + "=" + CONTACT_ENGLISH_DEFAULT,
      TIME_ZONE + "=" + TIME_ZONE_DEFAULT
    })
public final class NoticeManager implements NoticeService {
  private static final Logger log = LoggerFactory.getLogger(NoticeManager.class);

  @Reference PolicyInForce policyInForce;
  @Reference PhaseOperations phaseOperations;
  @Reference ComponentConfigService componentConfig;

  /** The provider's name as customers know it, at most 100 characters; "we" when empty. */
  private String provider = PROVIDER_DEFAULT;

  /** Where customers turn to with questions, at most 500 characters. */
  private String contact = CONTACT_DEFAULT;

  /** The same in the English notice; the other one when empty. */
  private String contactEnglish = CONTACT_ENGLISH_DEFAULT;

  /** The zone in which dates are given, such as Asia/Tokyo. */
  private String timeZone = TIME_ZONE_DEFAULT;

  private volatile Map<Language, NoticeSettings> settings = read();

  private final Clock clock;
  private Kept kept = new Kept(null, ImmutableList.of());

  /** Makes the component. */
  public NoticeManager() {
    this(Clock.systemUTC());
  }

  NoticeManager(Clock clock) {
    this.clock = clock;
  }

  @Activate
  void activate(Map<String, Object> properties) {
    componentConfig.registerProperties(getClass());
    modified(properties);
    log.info("Started");
  }

  @Modified
  void modified(Map<String, Object> properties) {
    provider = text(properties, PROVIDER, PROVIDER_DEFAULT);
    contact = text(properties, CONTACT, CONTACT_DEFAULT);
    contactEnglish = text(properties, CONTACT_ENGLISH, CONTACT_ENGLISH_DEFAULT);
    timeZone = text(properties, TIME_ZONE, TIME_ZONE_DEFAULT);
    settings = read();
  }

  @Deactivate
  void deactivate() {
    componentConfig.unregisterProperties(getClass(), false);
    log.info("Stopped");
  }

  @Override
  public Optional<Notice> notice(Language language, Optional<String> tenant) {
    NoticeSettings own = settings.get(language);
    NoticeSettings chosen =
        tenant.map(name -> NoticeSettings.of(name, CONTACT_DEFAULT, own.zone())).orElse(own);
    Instant now = clock.instant();
    return policyInForce
        .policy()
        .map(
            policy ->
                kept(policy, PhasePlan.of(phaseOperations, now))
                    .notice(tenant, chosen, now)
                    .with(chosen, now));
  }

  private synchronized Kept kept(Policy policy, ImmutableList<PhaseChange> plan) {
    if (kept.policy != policy || !kept.plan.equals(plan)) {
      kept = new Kept(policy, plan);
    }
    return kept;
  }

  private Map<Language, NoticeSettings> read() {
    ZoneId zone = zone(timeZone);
    String english = contactEnglish.trim().isEmpty() ? contact : contactEnglish;
    return Map.of(
        Language.JA, NoticeSettings.of(provider, contact, zone),
        Language.EN, NoticeSettings.of(provider, english, zone));
  }

  private static ZoneId zone(String name) {
    try {
      return ZoneId.of(name.trim());
    } catch (DateTimeException e) {
      log.warn("timeZone {} is not known; {} is used", name, TIME_ZONE_DEFAULT);
      log.debug("Not a zone", e);
      return ZoneId.of(TIME_ZONE_DEFAULT);
    }
  }

  private static String text(Map<String, Object> properties, String name, String otherwise) {
    Object value = properties.get(name);
    return value == null ? otherwise : value.toString();
  }

  /** What notices are made of, and those that were asked for: one for each tenant, and for all. */
  private static final class Kept {
    final Policy policy;
    final ImmutableList<PhaseChange> plan;
    private final Map<Optional<String>, Notice> notices = new HashMap<>();

    Kept(Policy policy, ImmutableList<PhaseChange> plan) {
      this.policy = policy;
      this.plan = plan;
    }

    /** One at a time, since for a large policy it is work, and the next one then costs little. */
    synchronized Notice notice(Optional<String> tenant, NoticeSettings settings, Instant now) {
      return notices.computeIfAbsent(
          tenant,
          key ->
              key.map(name -> Notice.of(policy, name, plan, settings, now))
                  .orElseGet(() -> Notice.of(policy, plan, settings, now)));
    }
  }
}
