package org.op25b.controller.enforcement;

import static com.google.common.truth.Truth.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.onosproject.app.ApplicationState;
import org.onosproject.core.ApplicationId;
import org.onosproject.core.DefaultApplicationId;

class DeactivationHookTest {
  private static final ApplicationId APP = new DefaultApplicationId(7, "org.op25b");

  private final FakeOnos onos = new FakeOnos();
  private final List<String> done = new ArrayList<>();
  private final DeactivationHook hook = new DeactivationHook(onos.applications(), APP);

  @Test
  void anOperatorsDeactivationWithdrawsTheRules() {
    onos.state = ApplicationState.INSTALLED;

    hook.run(false, () -> done.add("withdrawn"));

    assertThat(done).containsExactly("withdrawn");
  }

  @Test
  void keepsThemWhenAskedTo() {
    onos.state = ApplicationState.INSTALLED;

    hook.run(true, () -> done.add("withdrawn"));

    assertThat(done).isEmpty();
  }

  /** What ONOS does in an upgrade: the store has forgotten the application when the hook runs. */
  @Test
  void uninstallingTheActiveApplicationKeepsThem() {
    onos.state = null;

    hook.run(false, () -> done.add("withdrawn"));

    assertThat(done).isEmpty();
  }
}
