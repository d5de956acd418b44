package org.op25b.controller.status;

import com.google.auto.value.AutoValue;
import com.google.common.collect.ImmutableList;
import java.time.Instant;
import org.op25b.policy.Decider;
import org.op25b.policy.Decision;
import org.op25b.policy.EdgeSwitch;
import org.op25b.policy.Policy;
import org.op25b.policy.TcpPacket;
import org.op25b.policy.Verdict;

/** What the policy in force does to one packet, why, and where. */
@AutoValue
public abstract class Explanation {
  /** The packet in question. */
  public abstract TcpPacket packet();

  /** The answer of the network as a whole. */
  public abstract Decision decision();

  /** The edge switches that block the packet if it comes by. */
  public abstract ImmutableList<EdgeSwitch> blockedAt();

  /** Asks the policy about a packet at an instant. */
  public static Explanation of(Policy policy, TcpPacket packet, Instant instant) {
    ImmutableList.Builder<EdgeSwitch> blockedAt = ImmutableList.builder();
    for (EdgeSwitch edge : policy.edges()) {
      Decision there = new Decider(policy.at(edge.device())).decide(packet, instant);
      if (there.verdict() == Verdict.BLOCK) {
        blockedAt.add(edge);
      }
    }
    return new AutoValue_Explanation(
        packet, new Decider(policy.everywhere()).decide(packet, instant), blockedAt.build());
  }
}
