package org.op25b.explain;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import java.time.Instant;
import java.util.Map;
import org.onosproject.net.DeviceId;
import org.op25b.compile.RuleTable;
import org.op25b.policy.Decider;
import org.op25b.policy.Policy;
import org.op25b.policy.TcpPacket;

/** Explains what the network does with a packet, switch by switch. Immutable. */
public final class Explainer {
  private final Decider network;
  private final ImmutableList<EdgeExplainer> edges;

  /**
   * Indexes {@code policy} and the rules of its edge switches; a switch that {@code tables} does
   * not have is left out.
   */
  public Explainer(Policy policy, Map<DeviceId, RuleTable> tables) {
    this.network = new Decider(policy.everywhere());
    this.edges =
        policy.edges().stream()
            .map(edge -> edge.device())
            .filter(tables::containsKey)
            .map(device -> new EdgeExplainer(device, policy.at(device), tables.get(device)))
            .collect(toImmutableList());
  }

  /** Returns what happens to {@code packet} at {@code instant}, why, and by which rules. */
  public Explanation explain(TcpPacket packet, Instant instant) {
    return Explanation.of(
        packet,
        network.decide(packet, instant),
        edges.stream().map(edge -> edge.explain(packet, instant)).collect(toImmutableList()));
  }
}
