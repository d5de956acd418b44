package org.op25b.controller.notice;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.collect.ImmutableList;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.op25b.controller.audit.Actor;
import org.op25b.controller.exemption.impl.ManualTime;
import org.op25b.controller.inforce.PolicyInForce;
import org.op25b.controller.policyops.PhaseTarget;
import org.op25b.controller.policyops.PolicyContext;
import org.op25b.controller.policyops.impl.RealPolicies;
import org.op25b.notice.Language;
import org.op25b.notice.UnknownTenantException;
import org.op25b.policy.Phase;
import org.op25b.policy.Policy;

/** The dates of the notice are those of the real phase operations. Tokyo is nine hours ahead. */
class NoticeManagerTest {
  private static final PolicyContext ALICE =
      PolicyContext.of(Actor.of("alice", "192.0.2.9", "rest"));
  private static final PhaseTarget ADSL = PhaseTarget.pools(ImmutableList.of("adsl"));

  private final ManualTime time = new ManualTime("2026-07-01T00:00:00Z");
  private final RealPolicies policies = new RealPolicies(time);
  private final NoticeManager notices = new NoticeManager(time.clock());

  @BeforeEach
  void policy() throws Exception {
    notices.phaseOperations = policies;
    notices.policyInForce =
        new PolicyInForce() {
          private Optional<Policy> last = Optional.empty();

          @Override
          public Optional<Policy> policy() {
            Optional<Policy> now = policies.netcfg().policy();
            last = now.equals(last) ? last : now;
            return last;
          }

          @Override
          public void addListener(Runnable listener) {}

          @Override
          public void removeListener(Runnable listener) {}
        };
    policies.apply(
        json(
            "{'mailServers':[{'name':'own','servers':['203.0.113.25']}],'pools':["
                + "{'name':'adsl','ipv4':['10.0.0.0/16'],'mailServers':['own'],'phase':'off'},"
                + "{'name':'ftth','ipv4':['10.1.0.0/16'],'mailServers':['own'],'phase':'off'}]}"),
        ALICE);
  }

  @Test
  void tellsSinceWhenSomethingIsBlocked() {
    time.pass(Duration.ofHours(1));
    policies.set(ADSL, Phase.BLOCK, ALICE);
    time.pass(Duration.ofMinutes(10));
    assertThat(english())
        .contains("| adsl | Blocked, except to our own mail servers, since 10:00 on 1 July 2026 |");
    assertThat(japanese()).contains("2026年7月1日10時00分から実施中");
  }

  @Test
  void tellsWhatIsScheduledUntilItIsDone() {
    assertThat(english()).doesNotContain("2026 ");
    policies.schedule(ADSL, Phase.BLOCK, "2026-08-01T00:00:00+09:00", ALICE);
    assertThat(english()).contains("Blocked from 1 August 2026, except to our own mail servers");
    assertThat(japanese()).contains("2026年8月1日から制限（当社のメールサーバー宛を除く）");

    policies.postpone("s1", "2026-09-01T07:00:00+09:00", ALICE);
    assertThat(english()).contains("Blocked from 07:00 on 1 September 2026");
    assertThat(english()).doesNotContain("August");

    time.setClock(Instant.parse("2026-08-31T22:00:00Z"));
    time.pass(Duration.ofSeconds(10));
    assertThat(english())
        .contains("Blocked, except to our own mail servers, since 07:00 on 1 September 2026");
    assertThat(english()).doesNotContain("Blocked from");
  }

  @Test
  void tellsNothingOfWhatWasCalledOff() {
    policies.schedule(ADSL, Phase.BLOCK_ALL, "2026-08-01T00:00:00+09:00", ALICE);
    policies.cancel("s1", ALICE);
    assertThat(english()).doesNotContain("August");
    assertThat(japanese()).doesNotContain("8月");
  }

  @Test
  void tellsSeveralStepsOfOnePool() {
    policies.schedule(ADSL, Phase.BLOCK_ALL, "2026-10-01T00:00:00+09:00", ALICE);
    policies.schedule(PhaseTarget.all(), Phase.BLOCK, "2026-08-01T00:00:00+09:00", ALICE);
    assertThat(english())
        .contains(
            "Blocked from 1 August 2026, except to our own mail servers;"
                + " then blocked from 1 October 2026, including to our own mail servers");
    assertThat(english()).contains("| ftth | Not blocked | Blocked from 1 August 2026");
  }

  /** Another node's clock may be ahead of ours. */
  @Test
  void whatIsDoneIsNotTakenForAnAnnouncement() {
    time.pass(Duration.ofHours(1));
    policies.set(ADSL, Phase.BLOCK, ALICE);
    time.setClock(time.now().minusSeconds(90));
    assertThat(english()).contains("since 09:58 on 1 July 2026");
    assertThat(english()).doesNotContain("Blocked from");
  }

  /** The configured contact is not that of another provider's customers. */
  @Test
  void aTenantIsToldInItsOwnName() throws Exception {
    policies.apply(
        json(
            "{'pools':[{'name':'adsl','ipv4':['10.0.0.0/16'],'phase':'block','tenant':'sunfield'},"
                + "{'name':'ftth','ipv4':['10.1.0.0/16'],'phase':'block','tenant':'another'}]}"),
        ALICE);
    notices.modified(Map.of("provider", "Wholesale Inc.", "contact", "desk@wholesale.example"));
    assertThat(english()).contains("Wholesale Inc.: desk@wholesale.example");
    for (int i = 0; i < 2; i++) {
      String told =
          notices.notice(Language.EN, Optional.of("sunfield")).get().markdown(Language.EN);
      assertThat(told).contains("sunfield, as of 1 July 2026");
      assertThat(told).contains("| adsl | Blocked");
      assertThat(told).doesNotContain("ftth");
      assertThat(told.toLowerCase(Locale.ROOT)).doesNotContain("wholesale");
    }
    assertThrows(
        UnknownTenantException.class, () -> notices.notice(Language.EN, Optional.of("Sunfield")));
  }

  private String english() {
    return notices.notice(Language.EN, Optional.empty()).get().markdown(Language.EN);
  }

  private String japanese() {
    return notices.notice(Language.JA, Optional.empty()).get().markdown(Language.JA);
  }

  private static JsonNode json(String singleQuoted) throws Exception {
    return new ObjectMapper().readTree(singleQuoted.replace('\'', '"'));
  }
}
