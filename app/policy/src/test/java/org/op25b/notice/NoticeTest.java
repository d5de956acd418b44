package org.op25b.notice;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.collect.ImmutableList;
import com.google.common.io.Resources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.onlab.packet.IpPrefix;
import org.op25b.policy.MailServerGroup;
import org.op25b.policy.Phase;
import org.op25b.policy.Policy;
import org.op25b.policy.PolicyArbitraries;
import org.op25b.policy.Pool;
import org.op25b.policy.json.ProviderStory;

class NoticeTest {
  private static final Instant NOW = Instant.parse("2026-01-15T00:00:00Z");
  private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");
  private static final NoticeSettings SETTINGS = NoticeSettings.of("", "", TOKYO);

  static Stream<Arguments> notices() {
    return Stream.of(
            "p1-stage1",
            "p1-final",
            "p2-ip25b",
            "p3-before",
            "p3-phase1",
            "p3-adsl",
            "p3-complete",
            "p4-final",
            "p5-open")
        .flatMap(
            provider ->
                Stream.of(Language.values()).map(language -> Arguments.of(provider, language)));
  }

  @ParameterizedTest
  @MethodSource("notices")
  void theTableSaysWhatTheDecisionFunctionSays(String provider, Language language) {
    Policy policy = policy(provider);
    PublishedTable table =
        new PublishedTable(
                Notice.of(policy, plan(provider), SETTINGS, NOW).markdown(language),
                language,
                policy,
                NOW)
            .check();
    assertThat(table.lies).isEmpty();
    assertThat(table.asked).isAtLeast(4 * table.rows().size());
  }

  /** The texts are kept so that people can read them: src/test/resources/notices. */
  @ParameterizedTest
  @MethodSource("notices")
  void readsAsKept(String provider, Language language) throws IOException {
    String text =
        Notice.of(policy(provider), plan(provider), settings(language), NOW).markdown(language);
    String name = provider + "." + language.tag() + ".md";
    Path written = Files.createDirectories(Paths.get("target", "notices")).resolve(name);
    Files.write(written, text.getBytes(StandardCharsets.UTF_8));
    assertEquals(resource("notices/" + name), text, "compare with " + written);
  }

  @ParameterizedTest
  @MethodSource("notices")
  void bothFormatsSayTheSame(String provider, Language language) {
    Notice notice = Notice.of(policy(provider), plan(provider), settings(language), NOW);
    String markdown = notice.markdown(language).replaceAll("(?m)^\\|(---\\|)+$|[|#-]|\\\\", " ");
    String html =
        notice
            .html(language)
            .replaceAll("(?s)<head>.*</head>|<[^>]*>", " ")
            .replace("&#39;", "'")
            .replaceAll("[|#-]", " ");
    assertThat(words(html)).isEqualTo(words(markdown));
  }

  /** The published table of P4, line by line, out of a policy with the other provider's pools. */
  @Test
  void tellsTheTableThatTheProviderPublished() {
    Policy all = policy("p4-final");
    Policy own =
        all.toBuilder()
            .setPools(all.pool("sunfield-dynamic").get())
            .setMailServerGroups(all.mailServerGroup("sunfield").get())
            .build();
    String text =
        Notice.of(all, "sunfield", ImmutableList.of(), SETTINGS, NOW).markdown(Language.EN);
    List<List<String>> rows = new PublishedTable(text, Language.EN, own, all, NOW).rows();
    assertThat(rows)
        .containsExactly(
            ImmutableList.of("Affected service", "Our mail servers", "25", "Blocked"),
            ImmutableList.of("Affected service", "Our mail servers", "587", "Works"),
            ImmutableList.of("Affected service", "Another provider's mail server", "25", "Blocked"),
            ImmutableList.of(
                "Affected service",
                "Another provider's mail server",
                "587",
                "Works, if that provider offers it"),
            ImmutableList.of(
                "Another provider's line",
                "Our mail servers",
                "25",
                "Works, unless that provider operates OP25B"),
            ImmutableList.of("Another provider's line", "Our mail servers", "587", "Works"))
        .inOrder();
  }

  @Test
  void tellsPastAndComingStepsInLocalTime() {
    Policy policy = policy("p3-adsl");
    ImmutableList<PhaseChange> plan =
        ImmutableList.of(
            PhaseChange.of("ftth", Instant.parse("2026-07-01T22:00:00Z"), Phase.BLOCK_ALL),
            PhaseChange.of("ftth", Instant.parse("2026-03-31T15:00:00Z"), Phase.BLOCK),
            PhaseChange.of("adsl", Instant.parse("2025-12-01T00:00:00Z"), Phase.BLOCK),
            PhaseChange.of("dial-up", Instant.parse("2025-12-02T00:00:00Z"), Phase.OFF),
            PhaseChange.of("no-such-pool", NOW.plusSeconds(1), Phase.BLOCK));
    Notice notice = Notice.of(policy, plan, SETTINGS, NOW);
    assertThat(notice.markdown(Language.EN))
        .contains(
            "Blocked from 1 April 2026, except to our own mail servers; then blocked from 07:00 on"
                + " 2 July 2026, including to our own mail servers");
    assertThat(notice.markdown(Language.EN))
        .contains("Blocked, except to our own mail servers, since 09:00 on 1 December 2025");
    assertThat(notice.markdown(Language.JA))
        .contains("2026年4月1日から制限（当社のメールサーバー宛を除く）、2026年7月2日7時00分から");
    assertThat(notice.markdown(Language.JA)).contains("2025年12月1日9時00分から実施中");
    assertThat(notice.markdown(Language.EN)).doesNotContain("2 December 2025");
  }

  /** Pools are brought to a phase one after the other, within a minute or within weeks. */
  @Test
  void whatReadsTheSameIsOneService() {
    Policy policy = policy("p1-stage1");
    ImmutableList.Builder<PhaseChange> plan = ImmutableList.builder();
    Instant step = Instant.parse("2025-12-01T00:00:00Z");
    Instant later = NOW.plusSeconds(86_400);
    for (Pool pool : policy.pools()) {
      boolean blocks = pool.phase() == Phase.BLOCK;
      step = blocks ? step.plusMillis(1500) : step.plusSeconds(100_000);
      later = later.plusMillis(1500);
      plan.add(PhaseChange.of(pool.name(), step, pool.phase()));
      if (blocks) {
        plan.add(PhaseChange.of(pool.name(), later, Phase.BLOCK_ALL));
      }
    }
    String without = Notice.of(policy, ImmutableList.of(), SETTINGS, NOW).markdown(Language.EN);
    String with = Notice.of(policy, plan.build(), SETTINGS, NOW).markdown(Language.EN);
    assertThat(with).contains("since 09:00 on 1 December 2025");
    assertThat(with).contains("Blocked from 09:00 on 16 January 2026");
    assertThat(with.lines().filter(line -> line.startsWith("|")).count())
        .isEqualTo(without.lines().filter(line -> line.startsWith("|")).count());
    assertThat(with).contains(without.substring(without.indexOf("## Services not affected")));
  }

  @Test
  void whatIsOnlyPlannedIsNotYetToldAsDone() {
    Policy policy = policy("p3-before");
    ImmutableList.Builder<PhaseChange> plan = ImmutableList.builder();
    for (Pool pool : policy.pools()) {
      plan.add(PhaseChange.of(pool.name(), NOW.plusSeconds(86_400), Phase.BLOCK));
    }
    String planned = Notice.of(policy, plan.build(), SETTINGS, NOW).markdown(Language.EN);
    assertThat(planned).contains("we are going to block");
    assertThat(planned).contains("Nothing is blocked yet");
    assertThat(planned).doesNotContain("Blocked |");
  }

  static Stream<Arguments> tenants() {
    return Stream.of("p2-ip25b", "p4-final", "p5-open")
        .flatMap(
            provider ->
                policy(provider).pools().stream()
                    .flatMap(pool -> pool.tenant().stream())
                    .distinct()
                    .map(tenant -> Arguments.of(provider, tenant)));
  }

  @ParameterizedTest
  @MethodSource("tenants")
  void aTenantIsToldOfItsOwnPoolsAlone(String provider, String tenant) {
    Policy policy = policy(provider);
    Policy own = ownOf(policy, tenant);
    for (Language language : Language.values()) {
      String text = Notice.of(policy, tenant, ImmutableList.of(), SETTINGS, NOW).markdown(language);
      PublishedTable table = new PublishedTable(text, language, own, policy, NOW).check();
      assertThat(table.lies).isEmpty();
      assertThat(table.asked).isAtLeast(2 * table.rows().size());
      for (Pool pool : policy.pools()) {
        String name = pool.serviceClass().orElse(pool.name());
        boolean told = text.lines().anyMatch(line -> line.matches("(.*[|-] )?" + name + "( .*)?"));
        assertThat(told).isEqualTo(own.pools().contains(pool));
      }
      for (MailServerGroup group : policy.mailServerGroups()) {
        if (!own.mailServerGroups().contains(group)) {
          assertThat(text).doesNotContain("(" + group.name() + ")");
        }
      }
    }
  }

  @Test
  void anUnknownTenantIsRefusedWithThoseThereAre() {
    UnknownTenantException refusal =
        assertThrows(
            UnknownTenantException.class,
            () -> Notice.of(policy("p2-ip25b"), "no-such", ImmutableList.of(), SETTINGS, NOW));
    assertThat(refusal.tenants()).containsExactly("ipc-tokai", "ntt-pc").inOrder();
    assertThat(refusal.remedy()).isEqualTo("Give one of ipc-tokai, ntt-pc.");
  }

  /** The other tenants' pools and servers stay where they are, also between the tenant's own. */
  @Property
  void noPolicyMakesATenantsTableLie(@ForAll("policies") Policy policy) {
    List<Pool> pools = new ArrayList<>();
    for (Pool pool : policy.pools()) {
      pools.add(pool.toBuilder().setTenant("tenant" + pools.size() % 2).build());
    }
    Policy shared = policy.toBuilder().setPools(pools).build();
    Policy own = ownOf(shared, "tenant0");
    if (!pools.isEmpty()) {
      for (Language language : Language.values()) {
        String text =
            Notice.of(shared, "tenant0", ImmutableList.of(), SETTINGS, NOW).markdown(language);
        assertThat(new PublishedTable(text, language, own, shared, NOW).check().lies).isEmpty();
      }
    }
  }

  private static Policy ownOf(Policy policy, String tenant) {
    ImmutableList<Pool> pools =
        policy.pools().stream()
            .filter(pool -> pool.tenant().equals(Optional.of(tenant)))
            .collect(ImmutableList.toImmutableList());
    return policy.toBuilder()
        .setPools(pools)
        .setMailServerGroups(
            policy.mailServerGroups().stream()
                .filter(
                    group ->
                        pools.stream().anyMatch(pool -> pool.mailServers().contains(group.name())))
                .collect(ImmutableList.toImmutableList()))
        .build();
  }

  @Test
  void textOfTheConfigurationIsNeverMarkup() {
    NoticeSettings hostile =
        NoticeSettings.of(
            "<b>Net</b> & Co | [x](javascript:1)",
            "<script>alert(1)</script>\"'&amp; \n# *h* _i_ `c` ~~s~~ <img src=x onerror=y>\u202e",
            TOKYO);
    Notice notice = Notice.of(policy("p4-final"), ImmutableList.of(), hostile, NOW);
    for (Language language : Language.values()) {
      String html = notice.html(language);
      assertThat(html).doesNotContain("<script");
      assertThat(html).doesNotContain("<img");
      assertThat(html).doesNotContain("<b>");
      assertThat(html).doesNotContain("\u202e");
      assertThat(html).contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;amp;");
      String markdown = notice.markdown(language);
      assertThat(markdown).doesNotContain("<");
      assertThat(markdown).contains("\\[x\\](javascript:1)");
      assertThat(markdown).contains("\\# \\*h\\* \\_i\\_ \\`c\\` \\~\\~s\\~\\~");
      assertThat(markdown).contains("&amp; Co \\|");
    }
  }

  @Test
  void configuredTextIsBounded() {
    NoticeSettings settings =
        NoticeSettings.of("a".repeat(5000), "\ud83d\ude00".repeat(600), TOKYO);
    assertThat(settings.provider()).hasLength(NoticeSettings.PROVIDER_LENGTH);
    assertThat(settings.contact()).isEqualTo("\ud83d\ude00".repeat(NoticeSettings.CONTACT_LENGTH));
  }

  @Test
  void aPolicyThatTreatsEveryPoolDifferentlyIsRefused() {
    Policy.Builder policy = Policy.builder();
    ImmutableList.Builder<Pool> pools = ImmutableList.builder();
    ImmutableList.Builder<MailServerGroup> groups = ImmutableList.builder();
    for (int i = 0; i < 120; i++) {
      groups.add(
          MailServerGroup.builder()
              .setName("g" + i)
              .setServers(IpPrefix.valueOf("203.0.113." + i + "/32"))
              .build());
      pools.add(
          Pool.builder()
              .setName("p" + i)
              .setPrefixes(IpPrefix.valueOf("10.0." + i + ".0/24"))
              .setMailServers("g" + i)
              .setPhase(Phase.BLOCK)
              .build());
    }
    Policy varied = policy.setPools(pools.build()).setMailServerGroups(groups.build()).build();
    NoticeTooLongException refusal =
        assertThrows(
            NoticeTooLongException.class,
            () -> Notice.of(varied, ImmutableList.of(), SETTINGS, NOW));
    assertThat(refusal).hasMessageThat().contains("100");
  }

  @Provide
  Arbitrary<Policy> policies() {
    return Combinators.combine(PolicyArbitraries.policies(), Arbitraries.integers().between(0, 15))
        .as(NoticeTest::inServiceClasses);
  }

  /** Puts some pools into service classes, of which there are two. */
  private static Policy inServiceClasses(Policy policy, int bits) {
    List<Pool> pools = new ArrayList<>();
    for (Pool pool : policy.pools()) {
      int number = pools.size();
      pools.add(
          (bits >> number & 1) == 0
              ? pool
              : pool.toBuilder().setServiceClass("class" + number % 2).build());
    }
    return policy.toBuilder().setPools(pools).build();
  }

  /** Nested pools, overlapping servers, lists of all kinds: still no line that is not true. */
  @Property
  void noPolicyMakesTheTableLie(@ForAll("policies") Policy policy) {
    for (Language language : Language.values()) {
      String text = Notice.of(policy, ImmutableList.of(), SETTINGS, NOW).markdown(language);
      assertThat(new PublishedTable(text, language, policy, NOW).check().lies).isEmpty();
    }
  }

  private static ImmutableList<PhaseChange> plan(String provider) {
    // TechnoWave announced its final stage; in the fixture it is in force since then.
    return provider.equals("p1-final")
        ? policy(provider).pools().stream()
            .filter(pool -> pool.phase() == Phase.BLOCK_ALL)
            .map(
                pool ->
                    PhaseChange.of(
                        pool.name(), Instant.parse("2007-08-31T15:00:00Z"), Phase.BLOCK_ALL))
            .collect(ImmutableList.toImmutableList())
        : ImmutableList.of();
  }

  private static NoticeSettings settings(Language language) {
    return language == Language.JA
        ? NoticeSettings.of("サンプルネット株式会社", "サポートセンター（電話 0120-000-000、平日9時から18時）", TOKYO)
        : NoticeSettings.of("Example Net", "support@example.net", TOKYO);
  }

  private static String words(String text) {
    return text.replaceAll("\\s+", " ").trim();
  }

  private static Policy policy(String provider) {
    // Such as p1-final: the provider and the step of its story.
    int dash = provider.indexOf('-');
    return ProviderStory.of(provider.substring(0, dash)).policyIn(provider.substring(dash + 1));
  }

  private static String resource(String name) {
    try {
      return Resources.toString(Resources.getResource(name), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (IllegalArgumentException e) {
      return "(no " + name + ")";
    }
  }
}
