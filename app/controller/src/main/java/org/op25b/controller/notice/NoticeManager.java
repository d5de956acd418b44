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
import java.util.Map;
import java.util.Optional;
import org.onosproject.cfg.ComponentConfigService;
import org.op25b.controller.inforce.PolicyInForce;
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
  private Kept kept = new Kept(null, ImmutableList.of(), Instant.MIN, null);

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
  public Optional<Notice> notice(Language language) {
    NoticeSettings now = settings.get(language);
    return policyInForce
        .policy()
        .map(policy -> notice(policy, ImmutableList.of(), now, clock.instant()));
  }

  /** One at a time, since for a large policy it is work, and the next one then costs nothing. */
  private synchronized Notice notice(
      Policy policy, ImmutableList<PhaseChange> plan, NoticeSettings now, Instant instant) {
    if (!kept.holds(policy, plan, instant)) {
      kept = new Kept(policy, plan, instant, Notice.of(policy, plan, now, instant));
    }
    return kept.notice.with(now, instant);
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

  /** A notice and what it was made of. */
  private static final class Kept {
    final Policy policy;
    final ImmutableList<PhaseChange> plan;
    final Instant made;
    final Notice notice;

    Kept(Policy policy, ImmutableList<PhaseChange> plan, Instant made, Notice notice) {
      this.policy = policy;
      this.plan = plan;
      this.made = made;
      this.notice = notice;
    }

    /** What is planned for a moment that has come since is told in another way. */
    boolean holds(Policy policy, ImmutableList<PhaseChange> plan, Instant now) {
      return this.policy == policy
          && this.plan.equals(plan)
          && plan.stream()
              .noneMatch(change -> change.at().isAfter(made) && !change.at().isAfter(now));
    }
  }
}
