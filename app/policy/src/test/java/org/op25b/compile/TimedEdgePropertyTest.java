package org.op25b.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.op25b.policy.EdgePolicy;
import org.op25b.policy.Exemption;
import org.op25b.policy.Policy;
import org.op25b.policy.PolicyArbitraries;
import org.op25b.policy.Strategy;

/** A table that is kept is at every step the table that compiling anew makes. */
class TimedEdgePropertyTest {
  private static final int STEPS = 4;

  /**
   * With strategy subtract some policies need a million rules, which takes time and tells no more.
   */
  private static final CompileOptions OPTIONS =
      CompileOptions.builder().setMaxRules(20_000).build();

  @Provide
  Arbitrary<Policy> policies() {
    return PolicyArbitraries.policies();
  }

  @Provide
  Arbitrary<Instant> instants() {
    return PolicyArbitraries.instants();
  }

  @Provide
  Arbitrary<Duration> horizons() {
    return Arbitraries.of(Duration.ZERO, Duration.ofHours(12), Duration.ofDays(100_000));
  }

  @Provide
  Arbitrary<Strategy> strategies() {
    return Arbitraries.of(Strategy.GATE, Strategy.GATE, Strategy.SUBTRACT);
  }

  @Property
  void everyStepLeadsWhereCompilingAnewLeads(
      @ForAll @Size(min = 2, max = 3) List<@From("policies") Policy> policies,
      @ForAll @Size(STEPS) List<@From("instants") Instant> instants,
      @ForAll("horizons") Duration horizon,
      @ForAll("strategies") Strategy strategy,
      @ForAll Random random) {
    TimedEdge kept = null;
    Map<Rule, Instant> held = new HashMap<>();
    for (Instant instant : instants) {
      EdgePolicy policy = some(policies, random);
      TimedTable fresh;
      try {
        fresh = compile(policy, instant, horizon, strategy).table();
      } catch (CompileException refused) {
        if (kept != null) {
          TimedEdge edge = kept;
          TimedTable before = edge.table();
          assertThrows(CompileException.class, () -> edge.update(policy, instant));
          assertEquals(before, edge.table());
        }
        continue;
      }
      if (kept == null) {
        kept = compile(policy, instant, horizon, strategy);
        held = ends(kept.table());
      } else {
        apply(kept.update(policy, instant), held);
      }
      assertEquals(fresh, kept.table());
      assertEquals(ends(fresh), held);
    }
  }

  private static TimedEdge compile(
      EdgePolicy policy, Instant instant, Duration horizon, Strategy strategy) {
    return TimedEdge.compile(policy, instant, horizon, strategy, OPTIONS);
  }

  private static EdgePolicy some(List<Policy> policies, Random random) {
    EdgePolicy policy =
        policies.get(random.nextInt(policies.size())).at(PolicyArbitraries.device(1));
    List<Exemption> exemptions =
        policy.exemptions().stream()
            .filter(exemption -> random.nextInt(4) > 0)
            .collect(Collectors.toCollection(ArrayList::new));
    if (exemptions.size() > 1 && random.nextInt(4) == 0) {
      // No good policy has two of one id; then the last of them counts, whatever came before.
      String taken = exemptions.get(random.nextInt(exemptions.size())).id();
      int other = random.nextInt(exemptions.size());
      exemptions.set(other, exemptions.get(other).toBuilder().setId(taken).build());
    }
    return policy.toBuilder().setExemptions(exemptions).build();
  }

  /** Every change is one: nothing is put that is there, nothing removed that is not. */
  private static void apply(TimedDelta delta, Map<Rule, Instant> held) {
    delta.put().forEach((rule, end) -> assertNotEquals(end, held.put(rule, end)));
    delta.removed().forEach(rule -> assertNotEquals(null, held.remove(rule)));
  }

  private static Map<Rule, Instant> ends(TimedTable table) {
    Map<Rule, Instant> ends = new HashMap<>();
    table.table().rules().forEach(rule -> ends.put(rule, TimedDelta.NEVER));
    ends.putAll(table.ends());
    return ends;
  }
}
