package org.op25b.controller.policyops.impl;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.onosproject.core.DefaultApplicationId;
import org.op25b.controller.audit.Actor;
import org.op25b.controller.audit.AuditEntry;
import org.op25b.controller.audit.Journal;
import org.op25b.controller.audit.JournalAuditLog;
import org.op25b.controller.audit.JournalMaps;
import org.op25b.controller.exemption.impl.FakeStorage;
import org.op25b.controller.exemption.impl.Faults;
import org.op25b.controller.exemption.impl.ManualTime;
import org.op25b.controller.policyops.PolicyContext;
import org.op25b.controller.policyops.PolicyEvent;
import org.op25b.controller.policyops.effect.EffectCalculator;
import org.op25b.controller.policyops.ledger.Ledger;
import org.op25b.policy.Policy;

/** One controller node with the real thing over a fake storage and a fake network configuration. */
final class PolicyNode {
  static final PolicyContext ALICE = PolicyContext.of(Actor.of("alice", "192.0.2.9", "rest"));
  static final Actor STRANGER = Actor.of("unknown", "node", "netcfg");

  private static final ObjectMapper MAPPER = new ObjectMapper();

  final List<PolicyEvent> events = Collections.synchronizedList(new ArrayList<>());
  final FakeNetcfg netcfg;
  final JournalAuditLog audit;
  final Ledger ledger;
  final Policies policies;
  int kept = 100;

  /** A node that works until {@code faults} ends it. */
  PolicyNode(FakeStorage storage, FakeNetcfg.Shared shared, ManualTime time, Faults faults) {
    this(storage, shared, time, faults, event -> {});
  }

  PolicyNode(
      FakeStorage storage,
      FakeNetcfg.Shared shared,
      ManualTime time,
      Faults faults,
      Consumer<PolicyEvent> sink) {
    DefaultApplicationId appId = new DefaultApplicationId(1, "org.op25b");
    FakeStorage seen = storage.seenBy(faults);
    netcfg = new FakeNetcfg(shared, faults);
    Journal journal = new Journal(JournalMaps.open(seen, appId));
    journal.start(Runnable::run);
    audit = new JournalAuditLog(journal, time.clock(), () -> 100_000);
    audit.load();
    ledger = Ledger.open(seen, appId);
    policies =
        new Policies(
            ledger,
            netcfg,
            audit,
            time.clock(),
            time.scheduler(),
            STRANGER,
            () -> kept,
            policy ->
                new EffectCalculator(unused -> ImmutableList.of())
                    .of(netcfg.policy(), policy, ImmutableList.of()),
            event -> {
              events.add(event);
              sink.accept(event);
            });
    policies.start();
  }

  /** The audit log about the policy, oldest first. */
  List<AuditEntry> history() {
    List<AuditEntry> entries = new ArrayList<>();
    audit.export(0, entries::add);
    return entries;
  }

  /** The policy of the current version. */
  Optional<JsonNode> current() {
    return policies.state().current().flatMap(policies::policy);
  }

  Policy policy() {
    return netcfg.policy().get();
  }

  /** A policy of pools in phases, given as {@code name=phase}. */
  static JsonNode policy(String... pools) {
    StringBuilder json = new StringBuilder("{'pools':[");
    for (int i = 0; i < pools.length; i++) {
      List<String> pool = Splitter.on('=').splitToList(pools[i]);
      json.append(i == 0 ? "" : ",")
          .append(
              String.format(
                  "{'name':'%s','area':'%s','ipv4':['10.%d.0.0/16'],'phase':'%s'}",
                  pool.get(0), i == 0 ? "east" : "west", i, pool.get(1)));
    }
    return json(json + "]}");
  }

  static JsonNode json(String singleQuoted) {
    try {
      return MAPPER.readTree(singleQuoted.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
