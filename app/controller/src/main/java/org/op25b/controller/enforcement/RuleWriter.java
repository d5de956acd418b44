package org.op25b.controller.enforcement;

import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import org.onosproject.net.flow.FlowRule;

/** The way to one switch. Every call is answered exactly once, on the caller's executor. */
interface RuleWriter {
  /**
   * Adds rules; those with the match and priority of an existing rule replace it.
   *
   * @param patience how long to wait for the switch's answer before the request counts as failed
   */
  void add(Collection<FlowRule> rules, Duration patience, Answer answer);

  /** Removes rules. */
  void remove(Collection<FlowRule> rules, Duration patience, Answer answer);

  /** What became of a request. */
  interface Answer {
    /** For requests that are repeated anyway. */
    Answer IGNORED =
        new Answer() {
          @Override
          public void confirmed() {}

          @Override
          public void failed(Set<FlowRule> refused, String reason) {}
        };

    /** The switch has confirmed all of it by a barrier. */
    void confirmed();

    /**
     * The switch refused some, or did not answer in time.
     *
     * @param refused the rules that were refused; empty when it is not known which
     * @param reason what happened, for people
     */
    void failed(Set<FlowRule> refused, String reason);
  }
}
