package org.op25b.controller.policyops.impl;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.op25b.controller.audit.Actor;
import org.op25b.controller.audit.AuditLog;
import org.op25b.controller.config.PolicyService;
import org.op25b.controller.policyops.PhaseChange;
import org.op25b.controller.policyops.PolicyEvent;
import org.op25b.controller.policyops.PolicyVersion;
import org.op25b.controller.policyops.ledger.Ledger;
import org.op25b.controller.policyops.ledger.LedgerState;

/** The versions of the policy on one node, put together. */
final class Policies {
  private final Ledger ledger;
  private final PolicyService netcfg;
  private final ScheduledExecutorService executor;
  private final PolicyKeeper keeper;
  private final PolicyChanges changes;
  private final Lookout lookout;
  private final PhaseChanges phaseChanges;
  private final Schedules schedules;
  private final Runnable listener;

  Policies(
      Ledger ledger,
      PolicyService netcfg,
      AuditLog auditLog,
      Clock clock,
      ScheduledExecutorService executor,
      Actor stranger,
      IntSupplier keptVersions,
      EffectSource effects,
      Consumer<PolicyEvent> sink) {
    this.ledger = ledger;
    this.netcfg = netcfg;
    this.executor = executor;
    AuditTrail audit = new AuditTrail(ledger, auditLog, clock);
    keeper = new PolicyKeeper(ledger, netcfg, audit, clock, stranger, keptVersions);
    changes = new PolicyChanges(ledger, keeper, effects);
    phaseChanges = new PhaseChanges(ledger, keeper, effects);
    schedules = new Schedules(keeper, phaseChanges, clock);
    lookout =
        new Lookout(ledger, keeper, new DueSchedules(keeper, clock), audit, clock, executor, sink);
    listener = lookout::lookSoon;
  }

  /** Finishes what an earlier run left undone, then follows what happens. */
  void start() {
    lookout.start();
    ledger.addListener(listener, executor);
    netcfg.addListener(listener);
  }

  void stop() {
    netcfg.removeListener(listener);
    ledger.close();
  }

  LedgerState state() {
    return keeper.settled();
  }

  PolicyChanges changes() {
    return changes;
  }

  PhaseChanges phaseChanges() {
    return phaseChanges;
  }

  Schedules schedules() {
    return schedules;
  }

  Optional<JsonNode> policy(PolicyVersion version) {
    return version.content().map(ledger::policy);
  }

  ImmutableList<PhaseChange> phases(PolicyVersion version) {
    return version.content().map(ledger::phases).orElse(ImmutableList.of());
  }
}
