package org.op25b.proof;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.base.Joiner;
import com.google.common.collect.HashMultiset;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Multiset;
import com.google.common.collect.Sets;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.onlab.packet.IpPrefix;
import org.op25b.policy.EdgePolicy;
import org.op25b.policy.Exemption;
import org.op25b.policy.Strategy;

/** A proof that follows changes, against a proof of everything after each change. */
class StandingProofTest {
  @Property
  void followsAnyChangesOfRulesAndExemptions(@ForAll Random random, @ForAll boolean ip4) {
    TinyWorld world = new TinyWorld(ip4, random);
    Strategy strategy = world.oneOf(TinyUniverseTest.STRATEGIES);
    EdgePolicy policy = world.policy();
    List<SwitchRule> rules = CarvedTable.of(world, policy, strategy);
    RandomRules damage = new RandomRules(world, random, strategy);
    StandingProof standing = new Prover().stand(policy, TinyWorld.NOW, table(rules), strategy);

    for (int step = 0; step < 3; step++) {
      List<SwitchRule> before = rules;
      List<Exemption> exemptionsBefore = policy.exemptions();
      if (random.nextInt(3) > 0) {
        EdgePolicy other = world.policy();
        policy = policy.toBuilder().setExemptions(other.exemptions()).build();
      }
      // Mostly right again, so that what is proven next starts from something proven.
      rules = CarvedTable.of(world, policy, strategy);
      if (random.nextInt(3) == 0) {
        damage.damage(rules);
      }
      ProofResult full = new Prover().prove(policy, TinyWorld.NOW, table(rules), strategy);
      ProofResult result =
          new Prover()
              .proveDelta(
                  standing,
                  ProofDelta.builder()
                      .setInstant(TinyWorld.NOW)
                      .setRemovedExemptions(without(exemptionsBefore, policy.exemptions()))
                      .setAddedExemptions(without(policy.exemptions(), exemptionsBefore))
                      .setRemovedRules(without(before, rules))
                      .setAddedRules(without(rules, before))
                      .build());

      List<?> all = ImmutableList.of(strategy, result, full, policy, rules);
      Supplier<String> seen = () -> Joiner.on('\n').join(all);
      assertEquals(full.status(), result.status(), seen);
      assertTrue(Sets.difference(kinds(result), kinds(full)).isEmpty(), seen);
    }
  }

  @Test
  void noticesThatAnExemptionEnded() {
    TinyWorld world = new TinyWorld(true, new Random(1));
    Instant end = TinyWorld.NOW.plusSeconds(60);
    EdgePolicy policy =
        TinyPolicies.blockedPool(
            world,
            Exemption.builder()
                .setId("x")
                .setCustomer("C-1")
                .setPrefix(IpPrefix.valueOf(world.address(3), 32))
                .setExpires(end)
                .build());
    SwitchTable table = table(CarvedTable.of(world, policy, Strategy.GATE));
    StandingProof standing = new Prover().stand(policy, TinyWorld.NOW, table, Strategy.GATE);
    assertThat(standing.result().isEqual()).isTrue();

    assertThat(at(standing, end.minusNanos(1)).isEqual()).isTrue();
    ProofResult ended = at(standing, end);

    assertThat(kinds(ended)).containsExactly(Difference.LEAK);
    assertThat(at(standing, TinyWorld.NOW).isEqual()).isTrue();
  }

  @Test
  void refusesToRemoveWhatIsNotThereAndKeepsItsResult() {
    TinyWorld world = new TinyWorld(true, new Random(1));
    EdgePolicy policy = TinyPolicies.blockedPool(world);
    List<SwitchRule> rules = CarvedTable.of(world, policy, Strategy.GATE);
    StandingProof standing = new Prover().stand(policy, TinyWorld.NOW, table(rules), Strategy.GATE);
    SwitchRule stranger =
        SwitchRule.of(0, 9, RuleMatch.any(), RuleAction.drop(), "someone", false, 9);

    assertThrows(
        IllegalArgumentException.class,
        () ->
            new Prover()
                .proveDelta(
                    standing,
                    ProofDelta.builder()
                        .setInstant(TinyWorld.NOW)
                        .setRemovedRules(ImmutableList.of(stranger))
                        .setAddedRules(ImmutableList.of(stranger))
                        .build()));

    assertThat(at(standing, TinyWorld.NOW).isEqual()).isTrue();
  }

  private static ProofResult at(StandingProof standing, Instant instant) {
    return new Prover().proveDelta(standing, ProofDelta.builder().setInstant(instant).build());
  }

  private static SwitchTable table(List<SwitchRule> rules) {
    return SwitchTable.of(rules, ImmutableMap.copyOf(CarvedTable.METERS));
  }

  private static <T> List<T> without(List<T> all, List<T> others) {
    Multiset<T> taken = HashMultiset.create(others);
    return all.stream().filter(each -> !taken.remove(each)).collect(Collectors.toList());
  }

  private static Set<Difference> kinds(ProofResult result) {
    return result.counterexamples().stream()
        .map(Counterexample::difference)
        .collect(Collectors.toSet());
  }
}
