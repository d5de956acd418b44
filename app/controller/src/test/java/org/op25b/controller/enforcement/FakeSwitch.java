package org.op25b.controller.enforcement;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.onosproject.net.flow.FlowRule;

/**
 * A switch that does what it is told, one rule after the other, when the test lets it: {@link
 * #step} lets it carry out one rule, so that a test can ask about packets between any two.
 */
final class FakeSwitch implements RuleWriter {
  final OpenFlowTables tables = new OpenFlowTables();
  private final Random random;
  private final Deque<Runnable> work = new ArrayDeque<>();
  private int capacity = Integer.MAX_VALUE;
  private boolean mute;

  FakeSwitch() {
    this(new Random(0));
  }

  /** A switch to which the rules of one request come in random order, as ONOS sends them. */
  FakeSwitch(Random random) {
    this.random = random;
  }

  /** From now on the switch refuses rules beyond this number. */
  void limitTo(int rules) {
    capacity = rules;
  }

  /** From now on the switch answers nothing and does nothing: its connection is dead. */
  void mute(boolean dead) {
    mute = dead;
  }

  /** Loses table and queue, as a switch does that restarts. */
  void reboot() {
    tables.clear();
    work.clear();
  }

  /** Carries out one rule or gives one answer; false when there is nothing to do. */
  boolean step() {
    Runnable next = work.poll();
    if (next == null) {
      return false;
    }
    next.run();
    return true;
  }

  void settle() {
    int steps = 0;
    while (step()) {
      if (++steps > 1_000_000) {
        throw new AssertionError("the switch never comes to rest");
      }
    }
  }

  @Override
  public void add(Collection<FlowRule> rules, Duration patience, Answer answer) {
    if (mute) {
      return;
    }
    Set<FlowRule> refused = new HashSet<>();
    for (FlowRule rule : shuffled(rules)) {
      work.add(
          () -> {
            if (tables.size() < capacity || tables.wouldReplace(rule)) {
              tables.add(rule);
            } else {
              refused.add(rule);
            }
          });
    }
    work.add(
        () -> {
          if (refused.isEmpty()) {
            answer.confirmed();
          } else {
            answer.failed(refused, "the switch refused " + refused.size() + " rules");
          }
        });
  }

  @Override
  public void remove(Collection<FlowRule> rules, Duration patience, Answer answer) {
    if (mute) {
      return;
    }
    for (FlowRule rule : shuffled(rules)) {
      work.add(() -> tables.remove(rule));
    }
    work.add(answer::confirmed);
  }

  private List<FlowRule> shuffled(Collection<FlowRule> rules) {
    List<FlowRule> shuffled = new ArrayList<>(rules);
    Collections.shuffle(shuffled, random);
    return shuffled;
  }
}
