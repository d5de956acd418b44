package org.op25b.controller.policyops.impl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.op25b.controller.Words;
import org.op25b.controller.audit.AuditAction;
import org.op25b.controller.audit.AuditEntry;
import org.op25b.controller.audit.AuditLog;
import org.op25b.controller.audit.AuditQuery;
import org.op25b.controller.audit.JournalUnavailableException;
import org.op25b.controller.policyops.PhaseChange;
import org.op25b.controller.policyops.PolicyVersion;
import org.op25b.controller.policyops.VersionAction;
import org.op25b.controller.policyops.ledger.AuditNote;
import org.op25b.controller.policyops.ledger.Ledger;
import org.op25b.controller.policyops.ledger.LedgerState;
import org.op25b.policy.Phase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings what is decided into the audit log. Each decision carries its note until the note is in
 * the log, so none gets lost; one that a dying node may have written already is looked for first.
 */
final class AuditTrail {
  /** What another node writes is left to it for so long. */
  static final Duration LEFT_TO_ITS_MAKER = Duration.ofSeconds(30);

  private static final int RECENT = 200;
  private static final Logger log = LoggerFactory.getLogger(AuditTrail.class);

  private final Ledger ledger;
  private final AuditLog audit;
  private final Clock clock;

  AuditTrail(Ledger ledger, AuditLog audit, Clock clock) {
    this.ledger = ledger;
    this.audit = audit;
    this.clock = clock;
  }

  /** Returns the note for a new version. */
  static AuditNote note(PolicyVersion version) {
    return AuditNote.of(
        version.time(),
        version.actor(),
        action(version.action()),
        "version " + version.number() + (version.note().isEmpty() ? "" : ": " + version.note()),
        Optional.of(version.number()),
        Optional.empty(),
        Optional.empty());
  }

  private static AuditAction action(VersionAction action) {
    switch (action) {
      case ROLLED_BACK:
        return AuditAction.POLICY_ROLLED_BACK;
      case PHASE_SET:
      case PHASE_SCHEDULED:
        return AuditAction.PHASE_CHANGED;
      case PHASE_ROLLED_BACK:
        return AuditAction.PHASE_ROLLED_BACK;
      case REMOVED:
        return AuditAction.POLICY_REMOVED;
      default:
        return AuditAction.POLICY_CHANGED;
    }
  }

  /** Records what this node has just decided: what is in {@code after}, but not in before. */
  void recordNew(LedgerState before, LedgerState after) {
    record(after, note -> !before.unaudited().contains(note), note -> false);
  }

  /** Records what some node has left unrecorded. */
  void recordLeftOver(LedgerState state) {
    Instant old = clock.instant().minus(LEFT_TO_ITS_MAKER);
    record(state, note -> note.time().isBefore(old), this::isRecorded);
  }

  private void record(
      LedgerState state, Function<AuditNote, Boolean> which, Function<AuditNote, Boolean> done) {
    ImmutableList.Builder<AuditNote> recorded = ImmutableList.builder();
    try {
      for (AuditNote note : state.unaudited()) {
        if (which.apply(note)) {
          if (!done.apply(note)) {
            write(note, state);
          }
          recorded.add(note);
        }
      }
    } catch (JournalUnavailableException e) {
      log.warn("The audit log cannot be written now, trying again: {}", e.getMessage());
    }
    forget(recorded.build());
  }

  private boolean isRecorded(AuditNote note) {
    return audit
        .query(
            AuditQuery.builder()
                .setSubject(Optional.of(AuditEntry.POLICY))
                .setAction(Optional.of(note.action()))
                .setLimit(RECENT)
                .build())
        .entries()
        .stream()
        .anyMatch(entry -> entry.note().equals(Optional.of(note.text())));
  }

  private void write(AuditNote note, LedgerState state) {
    Optional<PolicyVersion> version = note.version().flatMap(state::version);
    boolean onlyPhases =
        note.action() == AuditAction.PHASE_CHANGED
            || note.action() == AuditAction.PHASE_ROLLED_BACK;
    Optional<String> before = note.before();
    Optional<String> after = note.after();
    if (version.isPresent() && onlyPhases) {
      before = Optional.of(phases(version.get(), PhaseChange::from));
      after = Optional.of(phases(version.get(), PhaseChange::to));
    } else if (version.isPresent()) {
      before = version.get().basedOn().flatMap(state::version).flatMap(this::policy);
      after = policy(version.get());
    }
    audit.recordPolicy(note.actor(), note.action(), before, after, note.text());
  }

  private Optional<String> policy(PolicyVersion version) {
    return version.content().map(ledger::policy).map(JsonNode::toString);
  }

  private String phases(PolicyVersion version, Function<PhaseChange, Optional<Phase>> side) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    ObjectNode pools = node.putObject("phases");
    version
        .content()
        .ifPresent(
            key ->
                ledger
                    .phases(key)
                    .forEach(
                        change ->
                            side.apply(change)
                                .ifPresent(phase -> pools.put(change.pool(), Words.of(phase)))));
    return node.toString();
  }

  private void forget(ImmutableList<AuditNote> recorded) {
    boolean done = recorded.isEmpty();
    while (!done) {
      LedgerState state = ledger.state();
      done =
          ledger.commit(
              state,
              state.toBuilder()
                  .setUnaudited(
                      state.unaudited().stream()
                          .filter(note -> !recorded.contains(note))
                          .collect(ImmutableList.toImmutableList()))
                  .build());
    }
  }
}
