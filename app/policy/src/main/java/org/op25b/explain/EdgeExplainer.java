package org.op25b.explain;

import java.time.Instant;
import org.onosproject.net.DeviceId;
import org.op25b.compile.RuleTable;
import org.op25b.policy.Decider;
import org.op25b.policy.EdgePolicy;
import org.op25b.policy.TcpPacket;

/** Explains what one edge switch does. Indexes once, then only looks up; immutable. */
public final class EdgeExplainer {
  private final DeviceId device;
  private final Decider decider;
  private final RuleIndex rules;

  /**
   * Indexes what {@code device} is asked and the rules that it was given.
   *
   * @param policy the policy restricted to the device
   * @param table the rules compiled from it
   */
  public EdgeExplainer(DeviceId device, EdgePolicy policy, RuleTable table) {
    this.device = device;
    this.decider = new Decider(policy);
    this.rules = new RuleIndex(table);
  }

  /** Returns what the switch does with {@code packet} at {@code instant}, and by which rules. */
  public EdgeExplanation explain(TcpPacket packet, Instant instant) {
    return EdgeExplanation.of(device, decider.decide(packet, instant), rules.path(packet));
  }
}
