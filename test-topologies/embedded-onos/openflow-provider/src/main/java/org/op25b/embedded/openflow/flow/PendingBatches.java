package org.op25b.embedded.openflow.flow;

import com.google.common.collect.ImmutableSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.onosproject.net.DeviceId;
import org.onosproject.net.flow.CompletedBatchOperation;
import org.onosproject.net.flow.FlowRule;
import org.onosproject.net.flow.oldbatch.FlowRuleBatchEntry;
import org.onosproject.net.flow.oldbatch.FlowRuleBatchOperation;
import org.op25b.embedded.openflow.channel.Xids;
import org.op25b.embedded.openflow.codec.CodecException;
import org.op25b.embedded.openflow.codec.FlowModEncoder;
import org.projectfloodlight.openflow.protocol.OFFactory;
import org.projectfloodlight.openflow.protocol.OFMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Batches that wait for their barrier. Each flow mod has a transaction id of its own, so that an
 * error names exactly one rule even when two rules share a cookie or the switch quotes nothing.
 */
final class PendingBatches {
  private static final Logger log = LoggerFactory.getLogger(PendingBatches.class);

  /** What the core is told about one batch. */
  @FunctionalInterface
  interface Completion {
    void completed(long batchId, CompletedBatchOperation result);
  }

  private static final class Batch {
    private final FlowRuleBatchOperation operation;
    private final long deadlineNanos;
    private final Set<FlowRule> failed = new LinkedHashSet<>();
    private final Set<Long> xids = new HashSet<>();

    private Batch(FlowRuleBatchOperation operation, long deadlineNanos) {
      this.operation = operation;
      this.deadlineNanos = deadlineNanos;
    }
  }

  private final Completion completion;
  private final long timeoutNanos;
  private final Map<Long, Batch> byBarrier = new HashMap<>();
  private final Map<Long, Batch> batchOf = new HashMap<>();
  private final Map<Long, FlowRule> ruleOf = new HashMap<>();

  /** No batch waits longer than the timeout; ONOS's own provider gives 10 seconds. */
  PendingBatches(Completion completion, long timeoutNanos) {
    this.completion = completion;
    this.timeoutNanos = timeoutNanos;
  }

  /** The messages of a batch, with the barrier that ends it, in the order of its operations. */
  synchronized List<OFMessage> open(
      FlowRuleBatchOperation operation, OFFactory factory, long nowNanos) {
    Batch batch = new Batch(operation, nowNanos + timeoutNanos);
    List<OFMessage> messages = new ArrayList<>();
    for (FlowRuleBatchEntry entry : operation.getOperations()) {
      long xid = Xids.next();
      try {
        messages.add(FlowModEncoder.encode(factory, entry.target(), entry.operator(), xid));
        batch.xids.add(xid);
        batchOf.put(xid, batch);
        ruleOf.put(xid, entry.target());
      } catch (CodecException e) {
        log.warn("{} fails: {}", entry.target(), e.getMessage());
        batch.failed.add(entry.target());
      }
    }
    if (messages.isEmpty()) {
      complete(batch);
      return messages;
    }
    long barrier = Xids.next();
    byBarrier.put(barrier, batch);
    messages.add(factory.buildBarrierRequest().setXid(barrier).build());
    return messages;
  }

  /** The switch refused a message; false if it is not one of a batch that waits. */
  synchronized boolean refused(long xid) {
    Batch batch = batchOf.get(xid);
    return batch != null && batch.failed.add(ruleOf.get(xid));
  }

  /** The switch has worked through everything before this barrier. */
  synchronized void barrier(long xid) {
    Batch batch = byBarrier.remove(xid);
    if (batch != null) {
      complete(batch);
    }
  }

  /** Fails, whole, every batch of a switch that is gone. */
  synchronized void disconnected(DeviceId device) {
    fail(batch -> batch.operation.deviceId().equals(device));
  }

  /** Fails, whole, every batch whose barrier did not come in time. */
  synchronized void expire(long nowNanos) {
    fail(batch -> nowNanos - batch.deadlineNanos > 0);
  }

  /** Fails the batch at once, with all its rules: there is no switch to send it to. */
  void unreachable(FlowRuleBatchOperation operation) {
    completion.completed(
        operation.id(), new CompletedBatchOperation(false, rules(operation), operation.deviceId()));
  }

  private void fail(Predicate<Batch> which) {
    List<Batch> failed = new ArrayList<>();
    for (Iterator<Batch> i = byBarrier.values().iterator(); i.hasNext(); ) {
      Batch batch = i.next();
      if (which.test(batch)) {
        i.remove();
        failed.add(batch);
      }
    }
    for (Batch batch : failed) {
      batch.failed.addAll(rules(batch.operation));
      complete(batch);
    }
  }

  private static Set<FlowRule> rules(FlowRuleBatchOperation operation) {
    Collection<FlowRule> rules = new ArrayList<>();
    operation.getOperations().forEach(entry -> rules.add(entry.target()));
    return ImmutableSet.copyOf(rules);
  }

  private void complete(Batch batch) {
    batch.xids.forEach(batchOf::remove);
    batch.xids.forEach(ruleOf::remove);
    completion.completed(
        batch.operation.id(),
        new CompletedBatchOperation(
            batch.failed.isEmpty(), ImmutableSet.copyOf(batch.failed), batch.operation.deviceId()));
  }
}
