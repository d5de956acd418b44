package org.op25b.notice;

import static com.google.common.truth.Truth.assertThat;

import com.google.common.collect.ImmutableList;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.onlab.packet.IpPrefix;
import org.op25b.policy.Phase;
import org.op25b.policy.Policy;
import org.op25b.policy.Pool;

/** What is told before a block, after one that was taken back, and by whom. */
class NoticeWordingTest {
  private static final Instant NOW = Instant.parse("2026-01-15T00:00:00Z");
  private static final NoticeSettings NOBODY = NoticeSettings.of("", "", ZoneId.of("Asia/Tokyo"));

  @Test
  void aBlockThatIsTakenBackStepByStepIsToldStepByStep() {
    Notice notice =
        Notice.of(
            policy(Phase.BLOCK),
            ImmutableList.of(
                PhaseChange.of("dynamic", NOW.plusSeconds(86_400), Phase.MONITOR),
                PhaseChange.of("dynamic", NOW.plusSeconds(2 * 86_400), Phase.OFF)),
            NOBODY,
            NOW);

    String english = notice.markdown(Language.EN);
    assertThat(english).contains("In preparation (not blocked) from 09:00 on 16 January 2026");
    assertThat(english).contains("no longer blocked from 09:00 on 17 January 2026");
    String japanese = notice.markdown(Language.JA);
    assertThat(japanese).contains("2026年1月16日9時00分から準備");
    assertThat(japanese).contains("2026年1月17日9時00分に制限を解除");
  }

  @Test
  void whatIsOnlyMeasuredIsToldAsPreparation() {
    Notice notice = Notice.of(policy(Phase.MONITOR), ImmutableList.of(), NOBODY, NOW);

    assertThat(notice.markdown(Language.EN)).contains("In preparation (not blocked yet)");
    assertThat(notice.markdown(Language.JA)).contains("準備中（現在は制限していません）");
    assertThat(notice.markdown(Language.JA)).contains("を制限する準備を進めています");
  }

  @Test
  void theContactIsThatOfTheProviderWhereThereIsOne() {
    assertThat(contact("", "", Language.EN))
        .isEqualTo(
            "Please contact the support desk of the provider with whom you have your contract.");
    assertThat(contact("", "0120-000-000", Language.EN)).isEqualTo("0120-000-000");
    assertThat(contact("Net", "0120-000-000", Language.EN)).isEqualTo("Net: 0120-000-000");
    assertThat(contact("", "0120-000-000", Language.JA)).isEqualTo("0120-000-000");
  }

  @Test
  void theSameSituationIsToldAgainOnAnotherDay() {
    Notice notice = Notice.of(policy(Phase.BLOCK), ImmutableList.of(), NOBODY, NOW);
    String later = notice.with(NOBODY, NOW.plusSeconds(86_400)).markdown(Language.EN);
    assertThat(later)
        .isEqualTo(notice.markdown(Language.EN).replace("As of 15 January", "As of 16 January"));
    assertThat(later).contains("As of 16 January 2026");
  }

  /** The last line of a notice. */
  private static String contact(String provider, String contact, Language language) {
    NoticeSettings settings = NoticeSettings.of(provider, contact, ZoneId.of("Asia/Tokyo"));
    String text =
        Notice.of(policy(Phase.BLOCK), ImmutableList.of(), settings, NOW).markdown(language).trim();
    return text.substring(text.lastIndexOf('\n') + 1).replace("\\", "");
  }

  private static Policy policy(Phase phase) {
    return Policy.builder()
        .setPools(
            Pool.builder()
                .setName("dynamic")
                .setPrefixes(IpPrefix.valueOf("198.51.100.0/24"))
                .setPhase(phase)
                .build())
        .build();
  }
}
