package org.op25b.controller.policyops.impl;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import java.util.Optional;
import org.op25b.controller.exemption.Problem;
import org.op25b.controller.exemption.ProblemCode;
import org.op25b.controller.policyops.PolicyCheck;
import org.op25b.controller.policyops.PolicyContext;
import org.op25b.controller.policyops.PolicyOutcome;
import org.op25b.controller.policyops.PolicyRefusedException;
import org.op25b.controller.policyops.PolicyVersion;
import org.op25b.controller.policyops.VersionAction;
import org.op25b.controller.policyops.effect.PolicyEffect;
import org.op25b.controller.policyops.ledger.Ledger;
import org.op25b.controller.policyops.ledger.LedgerState;
import org.op25b.policy.Policy;
import org.op25b.policy.json.PolicyReader;
import org.op25b.policy.json.PolicyReading;

/** Changes of the policy as a whole. */
final class PolicyChanges {
  private final Ledger ledger;
  private final PolicyKeeper keeper;
  private final EffectSource effects;

  PolicyChanges(Ledger ledger, PolicyKeeper keeper, EffectSource effects) {
    this.ledger = ledger;
    this.keeper = keeper;
    this.effects = effects;
  }

  PolicyCheck check(JsonNode candidate) {
    LedgerState state = keeper.settled();
    PolicyReading reading = PolicyReader.read(candidate);
    if (!reading.problems().isEmpty()) {
      return PolicyCheck.refused(reading.problems(), state.currentNumber());
    }
    return PolicyCheck.good(
        keeper.current(state).equals(Optional.of(candidate)),
        state.currentNumber(),
        effects.of(reading.policy().get()));
  }

  PolicyOutcome apply(JsonNode candidate, PolicyContext context) {
    checkNote(context.note());
    return make(candidate, VersionAction.CHANGED, context.note(), context);
  }

  PolicyOutcome rollBack(long number, PolicyContext context) {
    checkNote(context.note());
    PolicyVersion target =
        keeper
            .settled()
            .version(number)
            .orElseThrow(
                () ->
                    new PolicyRefusedException(
                        ProblemCode.NOT_FOUND,
                        "/version",
                        "There is no version " + number + " (any more).",
                        "List the versions to find one."));
    String key =
        target
            .content()
            .orElseThrow(
                () ->
                    new PolicyRefusedException(
                        ProblemCode.CONFLICT,
                        "/version",
                        "Version " + number + " is the removal of the policy.",
                        "To remove the policy, use op25b-uninstall."));
    String note =
        "back to version " + number + (context.note().isEmpty() ? "" : ": " + context.note());
    return make(ledger.policy(key), VersionAction.ROLLED_BACK, note, context);
  }

  /** Makes {@code candidate} the policy, or says what that would do. */
  private PolicyOutcome make(
      JsonNode candidate, VersionAction action, String note, PolicyContext context) {
    Policy policy = valid(candidate);
    LedgerState before = keeper.settled();
    checkBase(before, context);
    PolicyEffect effect = effects.of(policy);
    if (context.dryRun()) {
      boolean changes = !keeper.current(before).equals(Optional.of(candidate));
      return PolicyOutcome.of(before.current(), changes, effect);
    }
    boolean[] changed = new boolean[1];
    LedgerState after =
        keeper.change(
            state -> {
              checkBase(state, context);
              changed[0] = !keeper.current(state).equals(Optional.of(candidate));
              return changed[0]
                  ? Optional.of(Proposal.of(candidate, action, context.actor(), note))
                  : Optional.empty();
            });
    return PolicyOutcome.of(after.current(), changed[0], effect);
  }

  static void checkBase(LedgerState state, PolicyContext context) {
    if (context.basedOn().map(base -> base != state.currentNumber()).orElse(false)) {
      throw PolicyRefusedException.stale(context.basedOn().get(), state.current());
    }
  }

  static void checkNote(String note) {
    if (note.length() > PolicyContext.MAX_NOTE) {
      throw new PolicyRefusedException(
          ProblemCode.TOO_LONG,
          "/note",
          "The note is longer than " + PolicyContext.MAX_NOTE + " characters.",
          "Shorten it.");
    }
    if (note.chars().anyMatch(Character::isISOControl)) {
      throw new PolicyRefusedException(
          ProblemCode.BAD_CHARACTERS,
          "/note",
          "The note holds control characters.",
          "Write it on one line.");
    }
  }

  static Policy valid(JsonNode candidate) {
    PolicyReading reading = PolicyReader.read(candidate);
    return reading
        .policy()
        .orElseThrow(() -> new PolicyRefusedException(problems(reading.problems())));
  }

  private static ImmutableList<Problem> problems(ImmutableList<org.op25b.policy.Problem> problems) {
    return problems.stream()
        .map(one -> Problem.of(ProblemCode.BAD_POLICY, one.path(), one.message(), ""))
        .collect(toImmutableList());
  }
}
