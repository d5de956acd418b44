package org.op25b.notice;

import com.google.auto.value.AutoValue;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.op25b.policy.TcpPacket;

/**
 * What a sender can reach: the answers to all questions that the table in the notice is made of.
 */
@AutoValue
abstract class Reach {
  /** Message submission (RFC 6409). */
  static final int SUBMISSION = 587;

  static final ImmutableList<Integer> PORTS = ImmutableList.of(TcpPacket.SMTP, SUBMISSION);

  /** By port and group of own mail servers; a group without a common version of IP is missing. */
  abstract ImmutableMap<Integer, ImmutableMap<String, Outcome>> own();

  /** By port, toward the mail servers of other providers; empty when that was not asked. */
  abstract ImmutableMap<Integer, Outcome> others();

  static Reach of(Map<Integer, ? extends Map<String, Outcome>> own, Map<Integer, Outcome> others) {
    ImmutableMap.Builder<Integer, ImmutableMap<String, Outcome>> copy = ImmutableMap.builder();
    own.forEach((port, groups) -> copy.put(port, ImmutableMap.copyOf(groups)));
    return new AutoValue_Reach(copy.build(), ImmutableMap.copyOf(others));
  }

  /** Returns what is the same for two senders; what is not varies. */
  static Reach merge(Reach first, Reach second) {
    Map<Integer, Map<String, Outcome>> own = new LinkedHashMap<>();
    first.own().forEach((port, groups) -> own.put(port, new LinkedHashMap<>(groups)));
    second
        .own()
        .forEach(
            (port, groups) ->
                groups.forEach(
                    (group, outcome) -> own.get(port).merge(group, outcome, Outcome::merge)));
    Map<Integer, Outcome> others = new LinkedHashMap<>(first.others());
    second.others().forEach((port, outcome) -> others.merge(port, outcome, Outcome::merge));
    return of(own, others);
  }

  /** Returns how port 25 looks to the customer. */
  Stage stage(boolean measured) {
    ImmutableMap<String, Outcome> groups = own().get(TcpPacket.SMTP);
    boolean open =
        groups.values().stream().allMatch(outcome -> outcome == Outcome.WORKS)
            && others().values().stream().allMatch(outcome -> outcome == Outcome.WORKS);
    if (open) {
      return measured ? Stage.MEASURED : Stage.OPEN;
    }
    return groups.values().stream().allMatch(outcome -> outcome == Outcome.REFUSED)
        ? Stage.CLOSED
        : Stage.OWN_SERVERS_ONLY;
  }
}
