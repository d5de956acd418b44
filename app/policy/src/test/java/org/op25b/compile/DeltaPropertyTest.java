package org.op25b.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.collect.ImmutableList;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.onlab.packet.IpPrefix;
import org.op25b.policy.EdgePolicy;
import org.op25b.policy.Exemption;
import org.op25b.policy.MailServerGroup;
import org.op25b.policy.Phase;
import org.op25b.policy.Policy;
import org.op25b.policy.PolicyArbitraries;
import org.op25b.policy.Pool;
import org.op25b.policy.Strategy;

/**
 * Any sequence of changes leaves the table that a fresh compile makes, and every delta is exact.
 */
class DeltaPropertyTest {
  @Provide
  Arbitrary<Policy> policies() {
    return PolicyArbitraries.policies();
  }

  @Provide
  Arbitrary<IpPrefix> prefixes() {
    return PolicyArbitraries.prefixes();
  }

  @Provide
  Arbitrary<Exemption> exemptions() {
    return PolicyArbitraries.exemption();
  }

  @Provide
  Arbitrary<Strategy> strategies() {
    return Arbitraries.of(Strategy.GATE, Strategy.GATE, Strategy.SUBTRACT, Strategy.OUTPUT);
  }

  @Property
  void exemptionsComeAndGo(
      @ForAll("policies") Policy policy,
      @ForAll @Size(max = 20) List<@From("exemptions") Exemption> exemptions,
      @ForAll("strategies") Strategy strategy,
      @ForAll Random random) {
    EdgePolicy edge = policy.at(PolicyArbitraries.device(1));
    CompiledEdge compiled;
    Map<String, Exemption> live = new LinkedHashMap<>();
    edge.exemptions().forEach(x -> live.put(x.id(), x));
    try {
      compiled = Compiler.compile(edge, live.values(), strategy, CompileOptions.defaults());
    } catch (CompileException refused) {
      return;
    }
    RuleTable before = compiled.table();
    for (Exemption next : exemptions) {
      Exemption exemption = next.toBuilder().setId("x" + random.nextInt(8)).build();
      TableDelta delta;
      if (random.nextInt(3) == 0) {
        delta = compiled.remove(exemption.id());
        live.remove(exemption.id());
      } else {
        delta = compiled.put(exemption);
        live.put(exemption.id(), exemption);
      }
      before = checkDelta(before, delta, compiled);
      List<Exemption> shuffled = new ArrayList<>(live.values());
      Collections.shuffle(shuffled, random);
      assertEquals(
          Compiler.compile(edge, shuffled, strategy, CompileOptions.defaults()).table(), before);
    }
  }

  @Property
  void policiesChange(
      @ForAll @Size(min = 2, max = 4) List<@From("policies") Policy> policies,
      @ForAll("prefixes") IpPrefix server,
      @ForAll("strategies") Strategy strategy,
      @ForAll Random random) {
    Instant now = PolicyArbitraries.NOON;
    CompiledEdge compiled = null;
    RuleTable before = null;
    for (Policy policy : policies) {
      for (EdgePolicy edge : variants(policy.at(PolicyArbitraries.device(1)), server, random)) {
        RuleTable fresh;
        try {
          fresh = Compiler.compile(edge, now, strategy, CompileOptions.defaults()).table();
        } catch (CompileException refused) {
          continue;
        }
        if (compiled == null) {
          compiled = Compiler.compile(edge, now, strategy, CompileOptions.defaults());
          before = compiled.table();
          continue;
        }
        before = checkDelta(before, compiled.update(edge, now), compiled);
        assertEquals(fresh, before);
      }
    }
  }

  /** The policy, and after it the same with a pool, a phase, a group or exemptions changed. */
  private static List<EdgePolicy> variants(EdgePolicy policy, IpPrefix server, Random random) {
    List<EdgePolicy> result = new ArrayList<>(ImmutableList.of(policy));
    List<Pool> pools = new ArrayList<>(policy.pools());
    if (!pools.isEmpty()) {
      int at = random.nextInt(pools.size());
      Phase phase = Phase.values()[random.nextInt(4)];
      pools.set(at, pools.get(at).toBuilder().setPhase(phase).build());
      result.add(policy.toBuilder().setPools(pools).build());
      pools.remove(at);
      result.add(policy.toBuilder().setPools(pools).build());
    }
    List<MailServerGroup> groups = new ArrayList<>(policy.mailServerGroups());
    if (!groups.isEmpty()) {
      int at = random.nextInt(groups.size());
      List<IpPrefix> servers = new ArrayList<>(groups.get(at).servers());
      servers.add(server);
      groups.set(at, groups.get(at).toBuilder().setServers(servers).build());
      result.add(policy.toBuilder().setMailServerGroups(groups).build());
      groups.remove(at);
      result.add(policy.toBuilder().setMailServerGroups(groups).build());
    }
    List<Exemption> exemptions = new ArrayList<>(policy.exemptions());
    Collections.shuffle(exemptions, random);
    result.add(
        policy.toBuilder().setExemptions(exemptions.subList(0, exemptions.size() / 2)).build());
    return result;
  }

  private static RuleTable checkDelta(RuleTable before, TableDelta delta, CompiledEdge compiled) {
    RuleTable after = compiled.table();
    assertEquals(after, before.with(delta));
    assertEquals(before.deltaTo(after), delta);
    assertEquals(after.rules().size(), compiled.size());
    return after;
  }
}
