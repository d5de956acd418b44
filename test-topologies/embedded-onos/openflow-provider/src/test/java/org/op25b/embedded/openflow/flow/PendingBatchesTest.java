package org.op25b.embedded.openflow.flow;

import static com.google.common.truth.Truth.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.onlab.packet.IpPrefix;
import org.onosproject.core.DefaultApplicationId;
import org.onosproject.net.DeviceId;
import org.onosproject.net.flow.CompletedBatchOperation;
import org.onosproject.net.flow.DefaultFlowRule;
import org.onosproject.net.flow.DefaultTrafficSelector;
import org.onosproject.net.flow.FlowRule;
import org.onosproject.net.flow.criteria.Criteria;
import org.onosproject.net.flow.oldbatch.FlowRuleBatchEntry;
import org.onosproject.net.flow.oldbatch.FlowRuleBatchEntry.FlowRuleOperation;
import org.onosproject.net.flow.oldbatch.FlowRuleBatchOperation;
import org.projectfloodlight.openflow.protocol.OFFactories;
import org.projectfloodlight.openflow.protocol.OFFactory;
import org.projectfloodlight.openflow.protocol.OFMessage;
import org.projectfloodlight.openflow.protocol.OFType;
import org.projectfloodlight.openflow.protocol.OFVersion;

class PendingBatchesTest {
  private static final OFFactory OF13 = OFFactories.getFactory(OFVersion.OF_13);
  private static final DeviceId DEVICE = DeviceId.deviceId("of:0000000000000001");
  private static final DeviceId OTHER = DeviceId.deviceId("of:0000000000000002");
  private static final long TIMEOUT = 10;

  private final Map<Long, CompletedBatchOperation> completed = new LinkedHashMap<>();
  private final PendingBatches batches = new PendingBatches(completed::put, TIMEOUT);

  private static FlowRule rule(int n) {
    return DefaultFlowRule.builder()
        .forDevice(DEVICE)
        .withPriority(n)
        .fromApp(new DefaultApplicationId(5, "test"))
        .makePermanent()
        .withSelector(
            DefaultTrafficSelector.builder()
                .matchEthType((short) 0x800)
                .matchIPSrc(IpPrefix.valueOf("10.0." + n + ".0/24"))
                .build())
        .build();
  }

  private static FlowRule inexpressible() {
    return DefaultFlowRule.builder()
        .forDevice(DEVICE)
        .withPriority(9)
        .fromApp(new DefaultApplicationId(5, "test"))
        .makePermanent()
        .withSelector(DefaultTrafficSelector.builder().add(Criteria.matchTcpFlags(2)).build())
        .build();
  }

  private List<OFMessage> open(long id, DeviceId device, FlowRule... rules) {
    List<FlowRuleBatchEntry> entries = new ArrayList<>();
    for (FlowRule rule : rules) {
      entries.add(new FlowRuleBatchEntry(FlowRuleOperation.ADD, rule));
    }
    return batches.open(new FlowRuleBatchOperation(entries, device, id), OF13, 0);
  }

  private static long barrier(List<OFMessage> messages) {
    OFMessage last = messages.get(messages.size() - 1);
    assertThat(last.getType()).isEqualTo(OFType.BARRIER_REQUEST);
    return last.getXid();
  }

  @Test
  void aBatchIsDoneWhenItsBarrierIs() {
    List<OFMessage> messages = open(1, DEVICE, rule(1), rule(2));
    assertThat(messages).hasSize(3);
    assertThat(completed).isEmpty();

    batches.barrier(barrier(messages));

    assertThat(completed.get(1L).isSuccess()).isTrue();
    assertThat(completed.get(1L).failedItems()).isEmpty();
  }

  @Test
  void aRefusedMessageFailsExactlyItsRule() {
    List<OFMessage> messages = open(1, DEVICE, rule(1), rule(2), rule(3));

    assertThat(batches.refused(messages.get(1).getXid())).isTrue();
    batches.barrier(barrier(messages));

    assertThat(completed.get(1L).isSuccess()).isFalse();
    assertThat(completed.get(1L).failedItems()).containsExactly(rule(2));
  }

  @Test
  void anErrorOfNoBatchIsNotTaken() {
    List<OFMessage> messages = open(1, DEVICE, rule(1));
    batches.barrier(barrier(messages));

    assertThat(batches.refused(messages.get(0).getXid())).isFalse();
    assertThat(batches.refused(12345)).isFalse();
  }

  @Test
  void aRuleThatCannotBeEncodedFailsAndTheOthersAreSent() {
    List<OFMessage> messages = open(1, DEVICE, rule(1), inexpressible(), rule(3));
    assertThat(messages).hasSize(3);

    batches.barrier(barrier(messages));

    assertThat(completed.get(1L).failedItems()).containsExactly(inexpressible());
  }

  @Test
  void aBatchOfNothingSendableFailsAtOnce() {
    assertThat(open(1, DEVICE, inexpressible())).isEmpty();

    assertThat(completed.get(1L).isSuccess()).isFalse();
    assertThat(completed.get(1L).failedItems()).containsExactly(inexpressible());
  }

  @Test
  void aSwitchThatGoesFailsItsBatchesAndNoOthers() {
    open(1, DEVICE, rule(1), rule(2));
    List<OFMessage> other = open(2, OTHER, rule(3));

    batches.disconnected(DEVICE);

    assertThat(completed.keySet()).containsExactly(1L);
    assertThat(completed.get(1L).failedItems()).containsExactly(rule(1), rule(2));
    batches.barrier(barrier(other));
    assertThat(completed.get(2L).isSuccess()).isTrue();
  }

  @Test
  void aBarrierThatDoesNotComeFailsTheBatch() {
    open(1, DEVICE, rule(1));

    batches.expire(TIMEOUT);
    assertThat(completed).isEmpty();
    batches.expire(TIMEOUT + 1);

    assertThat(completed.get(1L).failedItems()).containsExactly(rule(1));
  }

  @Test
  void aBatchIsCompletedOnlyOnce() {
    List<OFMessage> messages = open(1, DEVICE, rule(1));
    batches.disconnected(DEVICE);
    completed.clear();

    batches.barrier(barrier(messages));
    batches.expire(Long.MAX_VALUE);

    assertThat(completed).isEmpty();
  }
}
