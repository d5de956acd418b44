package org.op25b.controller.inforce;

import static com.google.common.truth.Truth.assertThat;

import com.google.common.collect.ImmutableList;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.onlab.packet.IpPrefix;
import org.op25b.controller.exemption.ExemptionRecord;
import org.op25b.controller.exemption.ExemptionState;
import org.op25b.controller.exemption.LiveExemptions;
import org.op25b.policy.Exemption;
import org.op25b.policy.Phase;
import org.op25b.policy.Policy;
import org.op25b.policy.Pool;

class MergedPolicyTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final Exemption CONFIGURED =
      Exemption.builder()
          .setId("n1")
          .setCustomer("C-1")
          .setPrefix(IpPrefix.valueOf("10.0.0.1/32"))
          .build();
  private static final Policy POLICY =
      Policy.builder()
          .setPools(
              Pool.builder()
                  .setName("dynamic")
                  .setPrefixes(IpPrefix.valueOf("10.0.0.0/8"))
                  .setPhase(Phase.BLOCK)
                  .build())
          .setExemptions(CONFIGURED)
          .build();

  private Instant now = NOON;
  private Optional<Policy> policy = Optional.of(POLICY);
  private ImmutableList<ExemptionRecord> records = ImmutableList.of();
  private long version;
  private int reads;
  private final MergedPolicy merged =
      new MergedPolicy(
          () -> policy,
          this::live,
          () -> version,
          new Clock() {
            @Override
            public ZoneId getZone() {
              return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
              throw new UnsupportedOperationException();
            }

            @Override
            public Instant instant() {
              return now;
            }
          });

  @Test
  void anExemptionThatIsAddedCountsAtOnceBesideTheConfiguredOnes() {
    assertThat(exemptions()).containsExactly("n1");
    add(record("x1", Optional.empty(), Optional.empty()));
    assertThat(exemptions()).containsExactly("n1", "x1");
    assertThat(merged.now().get().pools()).isEqualTo(POLICY.pools());
  }

  @Test
  void theClockAloneStartsAndEndsIt() {
    add(record("x1", Optional.of(NOON.plusSeconds(10)), Optional.of(NOON.plusSeconds(20))));
    assertThat(exemptions()).containsExactly("n1");
    now = NOON.plusSeconds(10);
    assertThat(exemptions()).containsExactly("n1", "x1");
    now = NOON.plusSeconds(20);
    assertThat(exemptions()).containsExactly("n1");
    now = NOON.plusSeconds(15);
    assertThat(exemptions()).containsExactly("n1", "x1");
  }

  @Test
  void nothingIsReadOrMadeAnewWhileNothingChanges() {
    add(record("x1", Optional.empty(), Optional.of(NOON.plus(Duration.ofDays(1)))));
    Policy first = merged.now().get();
    now = NOON.plusSeconds(60);
    assertThat(merged.now().get()).isSameInstanceAs(first);
    assertThat(reads).isEqualTo(1);
    version++;
    assertThat(merged.now().get()).isSameInstanceAs(first);
  }

  @Test
  void onlyWhatChangedIsMadeAnew() {
    for (String id : new String[] {"x1", "x3", "x5", "x7"}) {
      add(record(id, Optional.empty(), Optional.empty()));
    }
    ImmutableList<Exemption> before = merged.now().get().exemptions();
    ExemptionRecord changed =
        records.get(2).toBuilder().setPrefix(IpPrefix.valueOf("10.0.0.5/32")).build();
    records =
        ImmutableList.of(
            record("x0", Optional.empty(), Optional.empty()),
            records.get(1),
            record("x4", Optional.empty(), Optional.empty()),
            changed,
            records.get(3));
    version++;
    ImmutableList<Exemption> after = merged.now().get().exemptions();
    assertThat(exemptions()).containsExactly("n1", "x0", "x3", "x4", "x5", "x7").inOrder();
    assertThat(after.get(2)).isSameInstanceAs(before.get(2));
    assertThat(after.get(4)).isEqualTo(changed.toExemption());
    assertThat(after.get(5)).isSameInstanceAs(before.get(4));
  }

  @Test
  void anotherPolicyTakesEffect() {
    add(record("x1", Optional.empty(), Optional.empty()));
    merged.now();
    policy = Optional.of(POLICY.toBuilder().setExemptions().build());
    assertThat(exemptions()).containsExactly("x1");
    policy = Optional.empty();
    assertThat(merged.now()).isEqualTo(Optional.empty());
  }

  private ImmutableList<String> exemptions() {
    return merged.now().get().exemptions().stream()
        .map(Exemption::id)
        .collect(ImmutableList.toImmutableList());
  }

  private void add(ExemptionRecord record) {
    records = ImmutableList.<ExemptionRecord>builder().addAll(records).add(record).build();
    version++;
  }

  private LiveExemptions live(Instant instant) {
    reads++;
    return LiveExemptions.of(
        instant,
        records.stream()
            .filter(record -> record.stateAt(instant) == ExemptionState.ACTIVE)
            .collect(ImmutableList.toImmutableList()),
        records.stream()
            .flatMap(
                record ->
                    java.util.stream.Stream.of(record.notBefore(), record.expires())
                        .flatMap(Optional::stream))
            .filter(instant::isBefore)
            .min(Instant::compareTo),
        version);
  }

  private static ExemptionRecord record(
      String id, Optional<Instant> notBefore, Optional<Instant> expires) {
    return ExemptionRecord.builder()
        .setId(id)
        .setCustomer("C-2")
        .setPrefix(IpPrefix.valueOf("10.0.0.2/32"))
        .setReason("own mail server")
        .setEnteredBy("alice")
        .setCreated(NOON)
        .setNotBefore(notBefore)
        .setExpires(expires)
        .setVersion(1)
        .build();
  }
}
