package org.op25b.controller.status;

import com.google.auto.value.AutoValue;
import com.google.common.collect.ImmutableList;
import org.op25b.controller.config.PolicyStatus;
import org.op25b.controller.enforcement.DeviceState;
import org.op25b.controller.enforcement.DeviceStatus;

/** How the application stands. */
@AutoValue
public abstract class AppStatus {
  /** The states of the application as a whole. */
  public enum State {
    /** No good policy has ever arrived; nothing is blocked. */
    NO_POLICY,
    /** Some edge switch is absent or its rules are on their way. */
    PENDING,
    /** Every edge switch has confirmed every rule. */
    INSTALLED,
    /** Every edge switch was read back and proven to do what the policy says. */
    ENFORCED,
    /** The same, and the policy blocks nothing anywhere. */
    MONITORING,
    /** Somewhere the policy is not enforced as it should be. */
    DEGRADED
  }

  /** The state as a whole. */
  public abstract State state();

  /** What stands against a better state, in one sentence; empty when nothing does. */
  public abstract String reason();

  /** Where the policy comes from. */
  public abstract PolicyStatus policy();

  /** Every edge switch, in the order of the policy. */
  public abstract ImmutableList<DeviceStatus> devices();

  /** Sums up a policy's and its switches' states. */
  static AppStatus of(PolicyStatus policy, boolean upToDate, Iterable<DeviceStatus> switches) {
    ImmutableList<DeviceStatus> devices = ImmutableList.copyOf(switches);
    long degraded = count(devices, DeviceState.DEGRADED);
    long pending = count(devices, DeviceState.PENDING);
    if (policy.acceptedAt().isEmpty()) {
      return new AutoValue_AppStatus(
          State.NO_POLICY, "network configuration has no good policy yet", policy, devices);
    }
    if (degraded > 0) {
      return new AutoValue_AppStatus(
          State.DEGRADED, degraded + " of " + devices.size() + " switches", policy, devices);
    }
    if (!policy.configured()) {
      return new AutoValue_AppStatus(
          State.DEGRADED,
          "the policy is no longer in network configuration; the last good one stays in force",
          policy,
          devices);
    }
    if (!upToDate) {
      return new AutoValue_AppStatus(State.PENDING, "a new policy has arrived", policy, devices);
    }
    if (pending > 0) {
      return new AutoValue_AppStatus(
          State.PENDING, pending + " of " + devices.size() + " switches", policy, devices);
    }
    if (count(devices, DeviceState.INSTALLED) > 0 || devices.isEmpty()) {
      return new AutoValue_AppStatus(State.INSTALLED, "", policy, devices);
    }
    boolean monitoring = count(devices, DeviceState.ENFORCED) == 0;
    return new AutoValue_AppStatus(
        monitoring ? State.MONITORING : State.ENFORCED, "", policy, devices);
  }

  private static long count(ImmutableList<DeviceStatus> devices, DeviceState state) {
    return devices.stream().filter(device -> device.state() == state).count();
  }
}
