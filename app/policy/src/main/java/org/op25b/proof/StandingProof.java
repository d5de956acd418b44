package org.op25b.proof;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Iterables;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.onlab.packet.IpPrefix;
import org.op25b.policy.EdgePolicy;
import org.op25b.policy.Exemption;
import org.op25b.policy.RateLimit;
import org.op25b.policy.Strategy;
import org.op25b.policy.TcpPacket;

/**
 * A proof that is kept up to date: after a change of exemptions or rules only the packets that the
 * change is about are proven again. Obtained from {@link Prover#stand}. Not safe for threads.
 */
public final class StandingProof {
  /** Above as many boxes a full proof costs less. */
  private static final int MAX_BOXES = 2_000;

  private final EdgePolicy base;
  private final Strategy strategy;
  private final ImmutableMap<Long, RateLimit> meters;
  private final long steps;
  private final RuleStore rules;
  private final ExemptionStore exemptions = new ExemptionStore();
  private Instant instant;
  private ProofResult result;

  StandingProof(
      EdgePolicy policy, Instant instant, SwitchTable table, Strategy strategy, long steps) {
    this.base = policy.toBuilder().setExemptions(ImmutableList.of()).build();
    this.strategy = strategy;
    this.meters = table.meters();
    this.steps = steps;
    this.instant = instant;
    this.rules = new RuleStore(strategy);
    policy.exemptions().forEach(exemptions::add);
    table.rules().forEach(rules::add);
    this.result = new Prover(steps).prove(policy, instant, table, strategy);
  }

  /** What is known now. After a delta, its interference is that of the changed region only. */
  public ProofResult result() {
    return result;
  }

  /**
   * Takes in {@code delta} and returns what is then known. If nothing was proven before, everything
   * is proven anew.
   *
   * @throws IllegalArgumentException when the delta removes what is not there; nothing is changed
   */
  ProofResult prove(ProofDelta delta) {
    delta
        .removedExemptions()
        .forEach(x -> checkArgument(exemptions.contains(x), "there is no exemption %s", x));
    delta.removedRules().forEach(r -> checkArgument(rules.contains(r), "there is no rule %s", r));

    Scope scope = new Scope(rules, strategy);
    Set<Exemption> changed = exemptions.turningBetween(instant, delta.instant());
    changed.addAll(delta.removedExemptions());
    changed.addAll(delta.addedExemptions());
    instant = delta.instant();
    delta.removedExemptions().forEach(exemptions::remove);
    delta.addedExemptions().forEach(exemptions::add);
    delta.removedRules().forEach(rules::remove);
    delta.addedRules().forEach(rules::add);

    scope.narrow(rules);
    Iterable<SwitchRule> changedRules = Iterables.concat(delta.removedRules(), delta.addedRules());
    boolean small = changed.size() + Iterables.size(changedRules) <= MAX_BOXES;
    result =
        small && result.isEqual()
            ? proveChanged(scope, changed, changedRules)
            : new Prover(steps).prove(policy(), instant, table(), strategy);
    return result;
  }

  private ProofResult proveChanged(
      Scope scope, Set<Exemption> changed, Iterable<SwitchRule> changedRules) {
    Findings findings = new Findings(this::policy, instant, this::table, strategy);
    try {
      for (Universe universe : Universe.values()) {
        Map<PortUse, Set<Map<Field, Ternary>>> boxes =
            boxes(universe, scope, changed, changedRules);
        if (boxes.isEmpty() || (!universe.isTcp() && rules.onlyPasses(universe))) {
          continue;
        }
        if (scope.separates(universe)) {
          for (PortUse question : boxes.keySet()) {
            findings.add(compare(universe, question, boxes.get(question)));
          }
        } else {
          EdgePolicy policy = policy();
          findings.add(
              new Comparison(
                  policy,
                  Prover.live(policy, instant),
                  table(),
                  new Pipeline(strategy),
                  universe,
                  new Budget(steps)));
        }
      }
    } catch (TooComplexException e) {
      return Prover.gaveUp(e);
    }
    return findings.result();
  }

  private Comparison compare(Universe universe, PortUse question, Set<Map<Field, Ternary>> boxes) {
    boolean toward = question == PortUse.NAMES_DESTINATION;
    Field customer = toward ? universe.source : universe.destination;
    Region region = new Region(boxes, toward ? universe.sourcePort : universe.destinationPort);
    Set<Ternary> customers = new LinkedHashSet<>();
    for (Map<Field, Ternary> box : boxes) {
      customers.add(box.getOrDefault(customer, Ternary.any(customer.width())));
    }
    return new Comparison(
        RegionPolicy.of(base, customers),
        exemptions.overlapping(customers, universe == Universe.TCP4, instant),
        SwitchTable.of(rules.deciding(universe, region, question), meters),
        new Pipeline(strategy),
        universe,
        Optional.of(region),
        new Budget(steps));
  }

  /** For each question the boxes of packets that the change may be about; none if empty. */
  private static Map<PortUse, Set<Map<Field, Ternary>>> boxes(
      Universe universe, Scope scope, Set<Exemption> changed, Iterable<SwitchRule> changedRules) {
    Map<PortUse, Set<Map<Field, Ternary>>> boxes = new EnumMap<>(PortUse.class);
    for (SwitchRule rule : changedRules) {
      universe
          .restrict(rule.match())
          .ifPresent(
              box -> {
                for (PortUse question : scope.questions(universe, rule, box)) {
                  boxes.computeIfAbsent(question, q -> new LinkedHashSet<>()).add(box);
                }
              });
    }
    if (universe.isTcp()) {
      for (Exemption exemption : changed) {
        if (exemption.prefix().isIp4() == (universe == Universe.TCP4)) {
          for (PortUse question : Scope.QUESTIONS) {
            boxes
                .computeIfAbsent(question, q -> new LinkedHashSet<>())
                .addAll(boxes(universe, exemption, question));
          }
        }
      }
    }
    return boxes;
  }

  private static List<Map<Field, Ternary>> boxes(
      Universe universe, Exemption exemption, PortUse question) {
    boolean toward = question == PortUse.NAMES_DESTINATION;
    Field customer = toward ? universe.source : universe.destination;
    Field peer = toward ? universe.destination : universe.source;
    Field port = toward ? universe.destinationPort : universe.sourcePort;
    List<Map<Field, Ternary>> boxes = new ArrayList<>();
    for (int value : new int[] {TcpPacket.SMTP, TcpPacket.UNSEEN}) {
      RuleMatch.Builder box =
          RuleMatch.builder().with(customer, Ternary.of(exemption.prefix())).with(port, value);
      if (!exemption.isScoped()) {
        boxes.add(box.build().fields());
      }
      for (IpPrefix destination : exemption.destinations()) {
        if (destination.isIp4() == exemption.prefix().isIp4()) {
          boxes.add(box.with(peer, Ternary.of(destination)).build().fields());
        }
      }
    }
    return boxes;
  }

  private EdgePolicy policy() {
    List<Exemption> all = new ArrayList<>();
    exemptions.forEach(all::add);
    return base.toBuilder().setExemptions(all).build();
  }

  private SwitchTable table() {
    return SwitchTable.of(rules.all(), meters);
  }
}
