package org.op25b.controller.wouldblock;

import com.google.common.collect.ImmutableList;
import java.time.Instant;
import org.op25b.policy.Policy;

/**
 * Tells who would break. What rules of phase {@code monitor} have counted comes in; a part of a
 * pool in which something was counted is divided, and its parts get counters of their own, until
 * one customer is left.
 */
public interface WouldBlockService {
  /** Returns who was counted so far, whoever has most packets first; bounded by a property. */
  ImmutableList<WouldBlockSource> sources();

  /** Why it cannot be told apart any further at present; empty while it can. */
  String limit();

  /** Returns a policy that decides every packet as {@code policy} does, and counts by parts. */
  Policy parted(Policy policy);

  /**
   * Takes in what the rules of a pool, or of a part of it, have counted since the last time.
   *
   * @param packets toward port 25, at least 1
   */
  void counted(PoolPart part, long packets, Instant at);

  /**
   * Divides what has been counted, and joins what stayed silent.
   *
   * @param policy what is in force
   * @param free the share of its stated capacity that the fullest switch has left, 0 to 1
   */
  void divide(Policy policy, double free, Instant now);

  /** Calls {@code listener} whenever {@link #parted} has another answer; it must be quick. */
  void addListener(Runnable listener);

  /** Stops calling {@code listener}. */
  void removeListener(Runnable listener);
}
