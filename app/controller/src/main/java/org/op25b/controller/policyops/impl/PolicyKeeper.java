package org.op25b.controller.policyops.impl;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterables;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.UnaryOperator;
import org.onosproject.store.service.StorageException;
import org.op25b.controller.audit.Actor;
import org.op25b.controller.audit.JournalUnavailableException;
import org.op25b.controller.config.PolicyService;
import org.op25b.controller.exemption.ProblemCode;
import org.op25b.controller.policyops.PhaseChange;
import org.op25b.controller.policyops.PolicyRefusedException;
import org.op25b.controller.policyops.PolicyVersion;
import org.op25b.controller.policyops.VersionAction;
import org.op25b.controller.policyops.ledger.Ledger;
import org.op25b.controller.policyops.ledger.LedgerState;
import org.op25b.policy.Policy;
import org.op25b.policy.json.PolicyReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps ledger and network configuration together. A change is decided in the ledger first, marked
 * as not written yet; then network configuration is written, then the mark is taken away. Whoever
 * finds the mark finishes the work. What somebody else has written to network configuration becomes
 * a version too. See docs/design/policy-ledger.md.
 */
final class PolicyKeeper {
  /**
   * A node may hear of another node's change of network configuration later than of the ledger, and
   * still see the policy before: only if that lasts, somebody has written it there on purpose.
   */
  static final Duration LAG = Duration.ofSeconds(3);

  private static final int ATTEMPTS = 1000;
  private static final Logger log = LoggerFactory.getLogger(PolicyKeeper.class);

  private final Ledger ledger;
  private final PolicyService netcfg;
  private final AuditTrail audit;
  private final Clock clock;
  private final Actor stranger;
  private final IntSupplier keptVersions;

  /** Since when network configuration holds what was before the current version. */
  private Optional<Instant> behindSince = Optional.empty();

  /**
   * Makes a keeper.
   *
   * @param stranger who is said to have written to network configuration directly
   * @param keptVersions how many versions are kept, at least 2
   */
  PolicyKeeper(
      Ledger ledger,
      PolicyService netcfg,
      AuditTrail audit,
      Clock clock,
      Actor stranger,
      IntSupplier keptVersions) {
    this.ledger = ledger;
    this.netcfg = netcfg;
    this.audit = audit;
    this.clock = clock;
    this.stranger = stranger;
    this.keptVersions = keptVersions;
  }

  /** Returns what is decided now, after everything that was found undone is done. */
  synchronized LedgerState settled() {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      LedgerState state = ledger.state();
      if (state.unwritten()) {
        write(state);
      } else {
        Optional<Proposal> found = found(state);
        if (found.isEmpty()) {
          return state;
        }
        commit(state, found.get()).ifPresent(next -> audit.recordNew(state, next));
      }
    }
    throw new IllegalStateException("other nodes change the policy without pause");
  }

  /**
   * Makes a change of the policy.
   *
   * @param decide returns the change for a state, or nothing when there is nothing to do; may be
   *     called again on a newer state, and throws to refuse
   * @return the state afterwards
   */
  synchronized LedgerState change(Function<LedgerState, Optional<Proposal>> decide) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      LedgerState state = settled();
      Optional<Proposal> proposal = decide.apply(state);
      if (proposal.isEmpty()) {
        return state;
      }
      Optional<LedgerState> next = commit(state, proposal.get());
      if (next.isPresent()) {
        LedgerState after = settled();
        audit.recordNew(state, next.get());
        return after;
      }
    }
    throw new IllegalStateException("other nodes change the policy without pause");
  }

  /** Makes a change of everything but the policy; {@code change} may be called again. */
  synchronized LedgerState changeRest(UnaryOperator<LedgerState> change) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      LedgerState state = settled();
      LedgerState next = change.apply(state);
      if (next.equals(state)) {
        return state;
      }
      if (commit(state, next)) {
        audit.recordNew(state, next);
        return ledger.state();
      }
    }
    throw new IllegalStateException("other nodes change schedules without pause");
  }

  /** The policy of the current version, if it is one. */
  Optional<JsonNode> current(LedgerState state) {
    return state.current().flatMap(PolicyVersion::content).map(ledger::policy);
  }

  /** The same, read. */
  static Optional<Policy> read(Optional<JsonNode> policy) {
    return policy.flatMap(json -> PolicyReader.read(json).policy());
  }

  /** Brings what is decided into network configuration, unless something newer is there. */
  private void write(LedgerState state) {
    Optional<JsonNode> target = current(state);
    Optional<JsonNode> held = held();
    Optional<JsonNode> base =
        Optional.ofNullable(Iterables.get(state.versions().reverse(), 1, null))
            .flatMap(PolicyVersion::content)
            .map(ledger::policy);
    if (target.isPresent() && !held.equals(target) && (held.isEmpty() || held.equals(base))) {
      configure(state, target.get());
    }
    // Else it is written, or somebody has written something since: that becomes a version next.
    commit(state, state.toBuilder().setUnwritten(false).build());
  }

  private void configure(LedgerState state, JsonNode target) {
    try {
      netcfg.configure(target);
    } catch (StorageException e) {
      throw new JournalUnavailableException(e);
    } catch (RuntimeException e) {
      // It was valid when it was decided; other software may see that differently.
      log.error("Version {} cannot be put in force", state.currentNumber(), e);
    }
  }

  /** What network configuration holds; absent when it holds nothing. */
  private Optional<JsonNode> held() {
    return netcfg.status().configured() ? netcfg.source() : Optional.empty();
  }

  /** What has come into network configuration by another way. */
  private Optional<Proposal> found(LedgerState state) {
    Optional<JsonNode> current = current(state);
    Optional<JsonNode> held = held();
    if (held.isPresent() && !held.equals(current)) {
      if (!state.versions().isEmpty() && isBehind(state, held)) {
        return Optional.empty();
      }
      return Optional.of(Proposal.found(held, VersionAction.CHANGED, stranger, ""));
    }
    behindSince = Optional.empty();
    // A policy that is only gone from network configuration stays in force; a forgotten one not.
    return current.isPresent() && netcfg.policy().isEmpty()
        ? Optional.of(Proposal.found(Optional.empty(), VersionAction.REMOVED, stranger, ""))
        : Optional.empty();
  }

  private boolean isBehind(LedgerState state, Optional<JsonNode> held) {
    PolicyVersion before = Iterables.get(state.versions().reverse(), 1, null);
    if (before == null || !before.content().map(ledger::policy).equals(held)) {
      return false;
    }
    Instant now = clock.instant();
    Instant since = behindSince.filter(instant -> !instant.isAfter(now)).orElse(now);
    behindSince = Optional.of(since);
    return since.plus(LAG).isAfter(now);
  }

  private Optional<LedgerState> commit(LedgerState state, Proposal proposal) {
    Optional<Policy> after = read(proposal.policy());
    List<PhaseChange> phases = PhaseChange.between(read(current(state)), after);
    Optional<String> key = proposal.policy().map(policy -> keep(policy, phases));
    PolicyVersion version =
        PolicyVersion.builder()
            .setNumber(state.currentNumber() + 1)
            .setTime(clock.instant())
            .setActor(proposal.actor())
            .setAction(proposal.action())
            .setNote(proposal.note())
            .setBasedOn(state.current().map(PolicyVersion::number))
            .setPools(after.map(policy -> policy.pools().size()).orElse(0))
            .setContent(key)
            .build();
    ImmutableList<PolicyVersion> versions =
        ImmutableList.<PolicyVersion>builder().addAll(state.versions()).add(version).build();
    int surplus = Math.max(0, versions.size() - keptVersions.getAsInt());
    LedgerState.Builder next =
        state.toBuilder()
            .setVersions(versions.subList(surplus, versions.size()))
            .setUnwritten(!proposal.written())
            .addUnaudited(ImmutableList.of(AuditTrail.note(version)));
    proposal.along().accept(next, version.number());
    LedgerState committed = next.build();
    if (!commit(state, committed)) {
      key.ifPresent(ledger::discard);
      return Optional.empty();
    }
    log.info(
        "Version {} of the policy, {}, by {}", version.number(), version.action(), version.actor());
    versions.subList(0, surplus).forEach(old -> old.content().ifPresent(ledger::discard));
    return Optional.of(committed);
  }

  private String keep(JsonNode policy, List<PhaseChange> phases) {
    try {
      return ledger.keep(policy, phases);
    } catch (IllegalArgumentException e) {
      throw new PolicyRefusedException(
          ProblemCode.TOO_LONG,
          "",
          "The policy is too large for the controller's storage: " + e.getMessage() + ".",
          "Summarize prefixes.");
    }
  }

  private boolean commit(LedgerState from, LedgerState to) {
    try {
      return ledger.commit(from, to);
    } catch (IllegalArgumentException e) {
      throw new PolicyRefusedException(
          ProblemCode.FULL,
          "",
          "There are too many schedules for the controller's storage: " + e.getMessage() + ".",
          "Cancel some, or schedule fewer pools at once.");
    }
  }
}
