package org.op25b.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.op25b.compile.CompileException;
import org.op25b.compile.CompileOptions;
import org.op25b.compile.CompiledEdge;
import org.op25b.compile.Compiler;
import org.op25b.compile.TableDelta;
import org.op25b.policy.EdgePolicy;
import org.op25b.policy.EdgeSwitch;
import org.op25b.policy.Exemption;
import org.op25b.policy.Policy;
import org.op25b.policy.PolicyArbitraries;
import org.op25b.policy.Strategy;

/** What the compiler makes of arbitrary policies, proven for every packet. */
class CompiledTableTest {
  @Provide
  Arbitrary<Policy> policies() {
    return PolicyArbitraries.policies();
  }

  @Provide
  Arbitrary<Instant> instants() {
    return PolicyArbitraries.instants();
  }

  @Provide
  Arbitrary<Exemption> exemption() {
    return PolicyArbitraries.exemption();
  }

  @Provide
  Arbitrary<Strategy> strategies() {
    return Arbitraries.of(Strategy.GATE, Strategy.SUBTRACT, Strategy.OUTPUT);
  }

  @Property
  void aCompiledTableIsProvenEqual(
      @ForAll("policies") Policy policy,
      @ForAll("instants") Instant now,
      @ForAll("strategies") Strategy strategy) {
    for (EdgeSwitch edge : policy.edges()) {
      EdgePolicy here = policy.at(edge.device());
      SwitchTable table;
      try {
        table = new CompiledRules().table(compile(here, now, strategy).table().rules());
      } catch (CompileException e) {
        assertEquals(Strategy.SUBTRACT, strategy, e.getMessage());
        continue;
      }
      ProofResult result = new Prover().prove(here, now, table, strategy);
      assertTrue(result.isEqual(), () -> strategy + " " + result + "\n" + here + "\n" + table);
      assertEquals(ImmutableList.of(), result.interference());
    }
  }

  @Property
  void aDeltaOfOneExemptionIsProvenAlone(
      @ForAll("policies") Policy policy,
      @ForAll("instants") Instant now,
      @ForAll("strategies") Strategy strategy,
      @ForAll("exemption") Exemption drawn) {
    Exemption added = drawn.toBuilder().setId("added").build();
    EdgePolicy here = policy.at(policy.edges().get(0).device());
    CompiledRules reader = new CompiledRules();
    CompiledEdge compiled;
    try {
      compiled = compile(here, now, strategy);
    } catch (CompileException e) {
      return;
    }
    StandingProof standing =
        new Prover().stand(here, now, reader.table(compiled.table().rules()), strategy);
    assertTrue(standing.result().isEqual());

    TableDelta delta = added.isLiveAt(now) ? compiled.put(added) : null;
    ProofDelta.Builder change =
        ProofDelta.builder().setInstant(now).setAddedExemptions(ImmutableList.of(added));
    if (delta != null) {
      change
          .setAddedRules(reader.rules(delta.added()))
          .setRemovedRules(reader.rules(delta.removed()));
    }
    ProofResult result = new Prover().proveDelta(standing, change.build());

    List<Exemption> exemptions = new ArrayList<>(here.exemptions());
    exemptions.add(added);
    EdgePolicy after = here.toBuilder().setExemptions(exemptions).build();
    ProofResult full =
        new Prover().prove(after, now, reader.table(compiled.table().rules()), strategy);
    assertEquals(full.status(), result.status(), () -> strategy + " " + result + full);
    assertTrue(result.isEqual(), () -> strategy + " " + result + "\n" + after);

    // The same exemption without its rules, or rules without the exemption, must be noticed.
    ProofResult stale =
        new Prover()
            .proveDelta(
                standing,
                ProofDelta.builder()
                    .setInstant(now)
                    .setRemovedExemptions(ImmutableList.of(added))
                    .build());
    ProofResult staleInFull =
        new Prover().prove(here, now, reader.table(compiled.table().rules()), strategy);
    assertEquals(staleInFull.status(), stale.status(), () -> strategy + " " + stale + staleInFull);
    assertEquals(kinds(staleInFull), kinds(stale));
  }

  private static Set<Difference> kinds(ProofResult result) {
    Set<Difference> kinds = new HashSet<>();
    result.counterexamples().forEach(shown -> kinds.add(shown.difference()));
    return kinds;
  }

  private static CompiledEdge compile(EdgePolicy policy, Instant now, Strategy strategy) {
    return Compiler.compile(policy, now, strategy, CompileOptions.defaults());
  }
}
