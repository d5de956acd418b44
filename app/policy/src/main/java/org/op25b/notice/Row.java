package org.op25b.notice;

import com.google.auto.value.AutoValue;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One line of the table: who sends through which mail servers on which port, and the outcome. */
@AutoValue
abstract class Row {
  /** Whose line is used. */
  enum Sender {
    /** A service for which port 25 is closed or will be. */
    AFFECTED,
    /** Another service of the provider. */
    UNAFFECTED,
    /** Another provider's network. */
    ELSEWHERE,
    /** An address on the deny list of an inbound policy. */
    DENIED,
    /** An address on the allow list of an inbound policy. */
    ALLOWED
  }

  abstract Sender sender();

  /** {@link Service#kind} of the affected services that this line is about; else 0. */
  abstract int kind();

  /** The groups of own mail servers; empty for the mail servers of other providers. */
  abstract ImmutableList<String> groups();

  abstract int port();

  abstract Outcome outcome();

  private static Row of(Sender sender, int kind, Iterable<String> groups, int port, Outcome is) {
    return new AutoValue_Row(sender, kind, ImmutableList.copyOf(groups), port, is);
  }

  /** Returns the rows for a sender; groups of mail servers with the same answers share rows. */
  static ImmutableList<Row> of(Sender sender, int kind, Reach reach) {
    Map<List<Object>, List<String>> byAnswers = new LinkedHashMap<>();
    for (String group : groups(reach)) {
      List<Outcome> answers = new ArrayList<>();
      for (int port : Reach.PORTS) {
        answers.add(reach.own().get(port).get(group));
      }
      // Lists are a matter of one group: who is on that of one need not be on that of another.
      List<Object> key =
          sender == Sender.DENIED || sender == Sender.ALLOWED
              ? ImmutableList.of(answers, group)
              : ImmutableList.of(answers);
      byAnswers.computeIfAbsent(key, any -> new ArrayList<>()).add(group);
    }
    ImmutableList.Builder<Row> rows = ImmutableList.builder();
    byAnswers.forEach(
        (key, groups) -> {
          for (int port : Reach.PORTS) {
            rows.add(of(sender, kind, groups, port, reach.own().get(port).get(groups.get(0))));
          }
        });
    for (Map.Entry<Integer, Outcome> other : reach.others().entrySet()) {
      rows.add(of(sender, kind, ImmutableSet.of(), other.getKey(), other.getValue()));
    }
    return rows.build();
  }

  private static Set<String> groups(Reach reach) {
    Set<String> names = new LinkedHashSet<>();
    for (ImmutableMap<String, Outcome> groups : reach.own().values()) {
      names.addAll(groups.keySet());
    }
    return names;
  }
}
