package org.op25b.controller.exemption.impl;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.onlab.packet.IpPrefix;
import org.onosproject.core.DefaultApplicationId;
import org.op25b.controller.audit.Actor;
import org.op25b.controller.audit.AuditEntry;
import org.op25b.controller.audit.Journal;
import org.op25b.controller.audit.JournalAuditLog;
import org.op25b.controller.audit.JournalMaps;
import org.op25b.controller.exemption.ChangeContext;
import org.op25b.controller.exemption.ExemptionDraft;
import org.op25b.controller.exemption.ExemptionEvent;
import org.op25b.controller.exemption.ExemptionLimits;
import org.op25b.controller.exemption.store.ExemptionStore;
import org.op25b.controller.exemption.store.RecordMap;
import org.op25b.policy.MailServerGroup;
import org.op25b.policy.Phase;
import org.op25b.policy.Policy;
import org.op25b.policy.Pool;

/** One controller node: the real thing over a fake storage. */
final class Node {
  static final ChangeContext ALICE = ChangeContext.of(Actor.of("alice", "192.0.2.9", "rest"));

  static final Policy POLICY =
      Policy.builder()
          .setPools(
              Pool.builder()
                  .setName("dynamic")
                  .setPrefixes(IpPrefix.valueOf("10.0.0.0/8"), IpPrefix.valueOf("2001:db8::/32"))
                  .setPhase(Phase.BLOCK)
                  .build(),
              Pool.builder()
                  .setName("inner")
                  .setPrefixes(IpPrefix.valueOf("10.9.0.0/16"))
                  .setPhase(Phase.BLOCK)
                  .build())
          .setMailServerGroups(
              MailServerGroup.builder()
                  .setName("own")
                  .setServers(IpPrefix.valueOf("10.25.25.25/32"))
                  .build())
          .build();

  final List<ExemptionEvent> events = Collections.synchronizedList(new ArrayList<>());
  final Journal journal;
  final JournalAuditLog audit;
  final ExemptionStore store;
  final Exemptions exemptions;
  ExemptionLimits limits = ExemptionLimits.builder().build();
  int auditLimit = 100_000;

  Node(FakeStorage storage, ManualTime time) {
    this(storage, time, Runnable::run, new ExemptionIds());
  }

  Node(FakeStorage storage, ManualTime time, Executor events, Supplier<String> ids) {
    DefaultApplicationId appId = new DefaultApplicationId(1, "org.op25b");
    journal = new Journal(JournalMaps.open(storage, appId));
    journal.start(events);
    audit = new JournalAuditLog(journal, time.clock(), () -> auditLimit);
    audit.load();
    store = new ExemptionStore(journal, RecordMap.open(storage, appId));
    exemptions =
        new Exemptions(
            store,
            time.clock(),
            time.scheduler(),
            () -> limits,
            () -> Optional.of(POLICY),
            ids,
            this.events::add);
    exemptions.start();
  }

  ExemptionChanges changes() {
    return exemptions.changes();
  }

  /** Everything in the audit log, oldest first. */
  List<AuditEntry> history() {
    List<AuditEntry> entries = new ArrayList<>();
    audit.export(0, entries::add);
    return entries;
  }

  static ExemptionDraft.Builder draft(String customer, String prefix) {
    return ExemptionDraft.builder()
        .setCustomer(customer)
        .setPrefix(prefix)
        .setReason("own mail server")
        .setTicket("T-1")
        .setRequestedBy("Mr Sato, by telephone")
        .setExpires(Optional.of("90d"));
  }
}
