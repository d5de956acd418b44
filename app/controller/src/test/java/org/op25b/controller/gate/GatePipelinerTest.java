package org.op25b.controller.gate;

import static com.google.common.truth.Truth.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.onlab.osgi.ServiceDirectory;
import org.onlab.osgi.TestServiceDirectory;
import org.onlab.packet.Ethernet;
import org.onlab.packet.IpPrefix;
import org.onosproject.core.ApplicationId;
import org.onosproject.core.CoreService;
import org.onosproject.core.CoreServiceAdapter;
import org.onosproject.core.DefaultApplicationId;
import org.onosproject.net.DeviceId;
import org.onosproject.net.PortNumber;
import org.onosproject.net.behaviour.PipelinerContext;
import org.onosproject.net.flow.DefaultTrafficSelector;
import org.onosproject.net.flow.DefaultTrafficTreatment;
import org.onosproject.net.flow.FlowRule;
import org.onosproject.net.flow.FlowRuleOperation;
import org.onosproject.net.flow.FlowRuleOperations;
import org.onosproject.net.flow.FlowRuleService;
import org.onosproject.net.flow.FlowRuleServiceAdapter;
import org.onosproject.net.flow.IndexTableId;
import org.onosproject.net.flow.TrafficSelector;
import org.onosproject.net.flow.TrafficTreatment;
import org.onosproject.net.flowobjective.DefaultForwardingObjective;
import org.onosproject.net.flowobjective.FlowObjectiveStore;
import org.onosproject.net.flowobjective.ForwardingObjective;

/** Whatever an application asks of the pipeline lands behind the gate, and stays its own. */
class GatePipelinerTest {
  private static final DeviceId EDGE = DeviceId.deviceId("of:0000000000000001");
  private static final ApplicationId ROUTING = new DefaultApplicationId(77, "routing");
  private static final TrafficSelector TO_SERVER =
      DefaultTrafficSelector.builder()
          .matchEthType(Ethernet.TYPE_IPV4)
          .matchIPDst(IpPrefix.valueOf("192.0.2.25/32"))
          .build();
  private static final TrafficTreatment OUT =
      DefaultTrafficTreatment.builder().setOutput(PortNumber.portNumber(3)).build();

  private final List<FlowRuleOperation> applied = new ArrayList<>();
  private final GatePipeliner pipeliner = new GatePipeliner();

  @BeforeEach
  void behindGate() {
    ServiceDirectory services =
        new TestServiceDirectory()
            .add(FlowRuleService.class, new ConfirmingFlowRules())
            .add(CoreService.class, new KnownApplications());
    pipeliner.init(
        EDGE,
        new PipelinerContext() {
          @Override
          public ServiceDirectory directory() {
            return services;
          }

          @Override
          public FlowObjectiveStore store() {
            return services.get(FlowObjectiveStore.class);
          }
        });
  }

  @Test
  void forwardingLandsInTheForwardingTableAndNothingElseChanges() {
    pipeliner.forward(objective().add());

    FlowRule rule = applied.get(0).rule();
    assertThat(applied.get(0).type()).isEqualTo(FlowRuleOperation.Type.ADD);
    assertThat(rule.table()).isEqualTo(IndexTableId.of(GatePipeliner.FORWARDING_TABLE));
    assertThat(rule.appId()).isEqualTo(ROUTING.id());
    assertThat(rule.selector()).isEqualTo(TO_SERVER);
    assertThat(rule.treatment()).isEqualTo(OUT);
    assertThat(rule.priority()).isEqualTo(120);
    assertThat(rule.isPermanent()).isTrue();
  }

  @Test
  void removingAnObjectiveRemovesTheVeryRuleThatItAdded() {
    pipeliner.forward(objective().add());
    pipeliner.forward(objective().remove());

    assertThat(applied.get(1).type()).isEqualTo(FlowRuleOperation.Type.REMOVE);
    assertThat(applied.get(1).rule().exactMatch(applied.get(0).rule())).isTrue();
    assertThat(applied.get(1).rule().id()).isEqualTo(applied.get(0).rule().id());
  }

  @Test
  void temporaryForwardingKeepsItsTimeout() {
    ForwardingObjective.Builder passing = objective();
    passing.makeTemporary(30);
    pipeliner.forward(passing.add());

    assertThat(applied.get(0).rule().isPermanent()).isFalse();
    assertThat(applied.get(0).rule().timeout()).isEqualTo(30);
  }

  private static ForwardingObjective.Builder objective() {
    return DefaultForwardingObjective.builder()
        .fromApp(ROUTING)
        .withFlag(ForwardingObjective.Flag.VERSATILE)
        .withPriority(120)
        .withSelector(TO_SERVER)
        .withTreatment(OUT);
  }

  private final class ConfirmingFlowRules extends FlowRuleServiceAdapter {
    @Override
    public void apply(FlowRuleOperations ops) {
      ops.stages().forEach(applied::addAll);
      ops.callback().onSuccess(ops);
    }
  }

  private static final class KnownApplications extends CoreServiceAdapter {
    @Override
    public ApplicationId getAppId(Short id) {
      return id == ROUTING.id() ? ROUTING : null;
    }
  }
}
