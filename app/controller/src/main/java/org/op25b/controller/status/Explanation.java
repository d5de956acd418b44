package org.op25b.controller.status;

import com.google.auto.value.AutoValue;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import java.time.Instant;
import java.util.function.Function;
import org.onosproject.net.DeviceId;
import org.op25b.policy.Decider;
import org.op25b.policy.Decision;
import org.op25b.policy.EdgeSwitch;
import org.op25b.policy.Policy;
import org.op25b.policy.Reason;
import org.op25b.policy.TcpPacket;
import org.op25b.policy.Verdict;
import org.op25b.proof.SwitchRule;

/** What the policy in force does to one packet, why, and where. */
@AutoValue
public abstract class Explanation {
  /** The packet in question. */
  public abstract TcpPacket packet();

  /** The answer of the network as a whole. */
  public abstract Decision decision();

  /** The edge switches that block the packet if it comes by. */
  public abstract ImmutableList<EdgeSwitch> blockedAt();

  /**
   * The rules that the edge switches of the customer's pool apply to the packet, as last read back.
   */
  public abstract ImmutableListMultimap<EdgeSwitch, SwitchRule> rules();

  /**
   * Asks the policy about a packet at an instant.
   *
   * @param rulesFor the rules that a switch applies to the packet
   */
  public static Explanation of(
      Policy policy,
      TcpPacket packet,
      Instant instant,
      Function<DeviceId, ImmutableList<SwitchRule>> rulesFor) {
    ImmutableList.Builder<EdgeSwitch> blockedAt = ImmutableList.builder();
    ImmutableListMultimap.Builder<EdgeSwitch, SwitchRule> rules = ImmutableListMultimap.builder();
    for (EdgeSwitch edge : policy.edges()) {
      Decision there = new Decider(policy.at(edge.device())).decide(packet, instant);
      if (there.verdict() == Verdict.BLOCK) {
        blockedAt.add(edge);
      }
      if (there.pool().isPresent() && there.reason() != Reason.ELSEWHERE) {
        rules.putAll(edge, rulesFor.apply(edge.device()));
      }
    }
    return new AutoValue_Explanation(
        packet,
        new Decider(policy.everywhere()).decide(packet, instant),
        blockedAt.build(),
        rules.build());
  }
}
