package org.op25b.controller.policyops.impl;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.Maps;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.op25b.controller.exemption.ProblemCode;
import org.op25b.controller.policyops.PhaseOutcome;
import org.op25b.controller.policyops.PhaseTarget;
import org.op25b.controller.policyops.PolicyContext;
import org.op25b.controller.policyops.PolicyOutcome;
import org.op25b.controller.policyops.PolicyRefusedException;
import org.op25b.controller.policyops.PoolPhase;
import org.op25b.controller.policyops.Schedule;
import org.op25b.controller.policyops.VersionAction;
import org.op25b.controller.policyops.ledger.Ledger;
import org.op25b.controller.policyops.ledger.LedgerState;
import org.op25b.policy.Phase;
import org.op25b.policy.Policy;

/** Changes of phases that are made at once. */
final class PhaseChanges {
  private final Ledger ledger;
  private final PolicyKeeper keeper;
  private final EffectSource effects;

  PhaseChanges(Ledger ledger, PolicyKeeper keeper, EffectSource effects) {
    this.ledger = ledger;
    this.keeper = keeper;
    this.effects = effects;
  }

  ImmutableList<PoolPhase> phases() {
    LedgerState state = keeper.settled();
    PhaseHistory history = history(state);
    return PolicyKeeper.read(keeper.current(state))
        .map(Policy::pools)
        .orElse(ImmutableList.of())
        .stream()
        .map(
            pool ->
                PoolPhase.of(
                    pool,
                    history.since(pool.name()),
                    history.previous(pool.name()),
                    Schedules.pending(state).stream()
                        .filter(schedule -> schedule.pools().contains(pool.name()))
                        .findFirst()))
        .collect(toImmutableList());
  }

  PhaseOutcome set(PhaseTarget target, Phase phase, PolicyContext context) {
    return make(
        VersionAction.PHASE_SET,
        state -> Maps.toMap(target.in(policy(state)), unused -> phase),
        context);
  }

  PhaseOutcome rollBack(PhaseTarget target, PolicyContext context) {
    return make(VersionAction.PHASE_ROLLED_BACK, state -> previous(state, target), context);
  }

  private Map<String, Phase> previous(LedgerState state, PhaseTarget target) {
    PhaseHistory history = history(state);
    Map<String, Phase> phases = new LinkedHashMap<>();
    for (String pool : target.in(policy(state))) {
      history.previous(pool).ifPresent(phase -> phases.put(pool, phase));
    }
    if (phases.isEmpty()) {
      throw new PolicyRefusedException(
          ProblemCode.CONFLICT,
          "",
          "No phase before the present one is known.",
          "Set the phase that you want.");
    }
    return phases;
  }

  private PhaseHistory history(LedgerState state) {
    return PhaseHistory.of(
        state.versions(),
        version -> version.content().map(ledger::phases).orElse(ImmutableList.of()));
  }

  private PhaseOutcome make(
      VersionAction action,
      Function<LedgerState, Map<String, Phase>> phases,
      PolicyContext context) {
    PolicyChanges.checkNote(context.note());
    LedgerState before = keeper.settled();
    PolicyChanges.checkBase(before, context);
    PolicyOutcome preview = preview(before, phases.apply(before));
    if (context.dryRun()) {
      return PhaseOutcome.of(
          preview, Optional.empty(), coming(before, phases.apply(before).keySet()));
    }
    boolean[] changed = new boolean[1];
    LedgerState after =
        keeper.change(
            state -> {
              PolicyChanges.checkBase(state, context);
              JsonNode candidate = edit(state, phases.apply(state));
              changed[0] = !keeper.current(state).equals(Optional.of(candidate));
              return changed[0]
                  ? Optional.of(Proposal.of(candidate, action, context.actor(), context.note()))
                  : Optional.empty();
            });
    return PhaseOutcome.of(
        PolicyOutcome.of(after.current(), changed[0], preview.effect()),
        Optional.empty(),
        coming(after, phases.apply(before).keySet()));
  }

  /** What it would mean if pools came to these phases now. */
  PolicyOutcome preview(LedgerState state, Map<String, Phase> phases) {
    JsonNode candidate = edit(state, phases);
    return PolicyOutcome.of(
        state.current(),
        !keeper.current(state).equals(Optional.of(candidate)),
        effects.of(PolicyChanges.valid(candidate)));
  }

  private JsonNode edit(LedgerState state, Map<String, Phase> phases) {
    policy(state);
    return PhaseEdit.with(keeper.current(state).get(), phases);
  }

  /** The current policy, or a refusal because there is none. */
  Policy policy(LedgerState state) {
    return PolicyKeeper.read(keeper.current(state))
        .orElseThrow(
            () ->
                new PolicyRefusedException(
                    ProblemCode.NOT_FOUND,
                    "",
                    "There is no policy, so there are no pools.",
                    "Apply a policy first."));
  }

  private static ImmutableList<Schedule> coming(LedgerState state, Collection<String> pools) {
    return Schedules.pending(state).stream()
        .filter(schedule -> schedule.pools().stream().anyMatch(pools::contains))
        .collect(toImmutableList());
  }
}
