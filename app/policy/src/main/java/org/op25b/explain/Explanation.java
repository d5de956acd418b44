package org.op25b.explain;

import com.google.auto.value.AutoValue;
import com.google.common.collect.ImmutableList;
import org.op25b.policy.Decision;
import org.op25b.policy.TcpPacket;

/** What the whole network does with a packet, and what each edge switch does with it. */
@AutoValue
public abstract class Explanation {
  /** The packet that was asked about. */
  public abstract TcpPacket packet();

  /** What the policy says to a packet that crosses every edge switch. */
  public abstract Decision decision();

  /** What each edge switch does, in the policy's order. */
  public abstract ImmutableList<EdgeExplanation> edges();

  static Explanation of(TcpPacket packet, Decision decision, ImmutableList<EdgeExplanation> edges) {
    return new AutoValue_Explanation(packet, decision, edges);
  }
}
