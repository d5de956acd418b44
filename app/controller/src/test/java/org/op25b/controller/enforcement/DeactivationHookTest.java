package org.op25b.controller.enforcement;

import static com.google.common.truth.Truth.assertThat;

import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.onosproject.app.ApplicationState;
import org.onosproject.core.ApplicationId;
import org.onosproject.core.DefaultApplicationId;
import org.onosproject.net.DeviceId;
import org.onosproject.net.flow.FlowRule;

class DeactivationHookTest {
  private static final ApplicationId APP = new DefaultApplicationId(7, "org.op25b");
  private static final Set<DeviceId> DRIVEN = Set.of(TestRules.EDGE);
  private static final FlowRule OURS = TestRules.drop("198.51.100.0/24");
  private static final FlowRule THEIRS = TestRules.forwardIp4();

  private final FakeOnos onos = new FakeOnos();
  private final DeactivationHook hook =
      new DeactivationHook(onos.applications(), onos.flowRules(), APP);

  @BeforeEach
  void rulesOnTheSwitch() {
    onos.store.addAll(Set.of(OURS, THEIRS));
    onos.store.forEach(onos.tables::add);
  }

  @Test
  void anOperatorsDeactivationRemovesOurRulesAndNoOthers() {
    onos.state = ApplicationState.INSTALLED;

    hook.run(false, DRIVEN);

    assertThat(onos.tables.contains(OURS)).isFalse();
    assertThat(onos.tables.contains(THEIRS)).isTrue();
  }

  @Test
  void keepsThemWhenAskedTo() {
    onos.state = ApplicationState.INSTALLED;

    hook.run(true, DRIVEN);

    assertThat(onos.tables.contains(OURS)).isTrue();
  }

  /** What ONOS does in an upgrade: the store has forgotten the application when the hook runs. */
  @Test
  void uninstallingTheActiveApplicationKeepsThem() {
    onos.state = null;

    hook.run(false, DRIVEN);

    assertThat(onos.tables.contains(OURS)).isTrue();
  }

  @Test
  void switchesOfOtherNodesAreTheirs() {
    onos.state = ApplicationState.INSTALLED;

    hook.run(false, Set.of());

    assertThat(onos.tables.contains(OURS)).isTrue();
  }
}
