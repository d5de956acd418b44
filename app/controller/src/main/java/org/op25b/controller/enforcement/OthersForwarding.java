package org.op25b.controller.enforcement;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.onosproject.net.DeviceId;
import org.onosproject.net.flow.FlowRule;

/**
 * The forwarding rules of other applications: moved to where the driver wants them while they may
 * be left from the driver of before, told of afterwards. All methods but {@link #stray} run on one
 * executor.
 */
final class OthersForwarding {
  /**
   * For how many audits after a change forwarding is moved: some of what was on its way under the
   * driver of before may arrive late. Later rules are written past the driver on purpose.
   */
  private static final int AUDITS_THAT_MOVE = 2;

  private final EdgeFleet.Network network;
  private final Map<DeviceId, Integer> audits = new HashMap<>();
  private final Map<DeviceId, String> strays = new ConcurrentHashMap<>();

  OthersForwarding(EdgeFleet.Network network) {
    this.network = network;
  }

  /** What is misplaced on the switch may be left from a driver of before. */
  void mayMove(DeviceId device) {
    audits.remove(device);
  }

  /** What is written past the driver forwards beside drop rules as ever, and stays. */
  void stays(DeviceId device) {
    audits.put(device, AUDITS_THAT_MOVE);
  }

  /** One audit of the switch has passed. */
  void audited(DeviceId device) {
    audits.merge(device, 1, Integer::sum);
  }

  /** Nothing is misplaced there. */
  void inPlace(DeviceId device) {
    strays.remove(device);
  }

  /**
   * Moves what is misplaced, or notes it.
   *
   * @param behindGate whether the switch's driver puts forwarding behind the gate
   * @param gated whether there is a gate, before which others' rules have no effect
   */
  void place(DeviceId device, DeviceEnforcer enforcer, boolean behindGate, boolean gated) {
    Map<FlowRule, FlowRule> misplaced = network.misplaced(device, behindGate);
    if (audits.getOrDefault(device, 0) < AUDITS_THAT_MOVE) {
      enforcer.move(misplaced);
    } else if (misplaced.isEmpty() || !gated) {
      inPlace(device);
    } else {
      FlowRule one = misplaced.keySet().iterator().next();
      strays.put(
          device,
          String.format(
              "%d rules before the gate without effect, for they were not written by flow"
                  + " objectives; one is application %s's in table %d",
              misplaced.size(), network.ownerOf(one), Effect.table(one)));
    }
  }

  /** What to say about others' rules before the gate; may be asked from any thread. */
  Optional<String> stray(DeviceId device) {
    return Optional.ofNullable(strays.get(device));
  }
}
