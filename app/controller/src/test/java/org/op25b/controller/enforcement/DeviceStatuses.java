package org.op25b.controller.enforcement;

import java.util.Optional;
import java.util.OptionalInt;
import org.op25b.policy.Strategy;

/** Statuses for tests of other packages. */
public final class DeviceStatuses {
  private DeviceStatuses() {}

  /** Returns the status of a switch without rules. */
  public static DeviceStatus of(DeviceState state, String reason) {
    return DeviceStatus.builder()
        .setDevice(TestRules.EDGE)
        .setName(Optional.empty())
        .setState(state)
        .setReason(reason)
        .setStrategy(Strategy.SUBTRACT)
        .setWhyStrategy("")
        .setMasks(0)
        .setRulesWanted(0)
        .setRulesConfirmed(0)
        .setRulesToRemove(0)
        .setCapacity(OptionalInt.empty())
        .setLastChange(Optional.empty())
        .setLastProof(Optional.empty())
        .build();
  }
}
