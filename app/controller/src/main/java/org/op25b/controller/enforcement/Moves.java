package org.op25b.controller.enforcement;

import com.google.common.collect.ImmutableSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.onosproject.net.flow.FlowRule;

/**
 * Rules of other applications on their way to another table: copies first, before anything else
 * changes; the originals go at the very end.
 */
final class Moves {
  private final Map<FlowRule, FlowRule> moves = new LinkedHashMap<>();
  private final List<FlowRule> copies = new ArrayList<>();

  /** Begins anew with these originals and copies; false when they are under way already. */
  boolean begin(Map<FlowRule, FlowRule> originalsAndCopies) {
    if (moves.equals(originalsAndCopies)) {
      return false;
    }
    moves.clear();
    copies.clear();
    moves.putAll(originalsAndCopies);
    copies.addAll(moves.values());
    return true;
  }

  /** Returns what is still to be added. */
  List<FlowRule> copies() {
    return Collections.unmodifiableList(copies);
  }

  /** Returns what is to be removed once all is in force. */
  Set<FlowRule> originals() {
    return Collections.unmodifiableSet(moves.keySet());
  }

  void copied(Collection<FlowRule> added) {
    copies.removeAll(ImmutableSet.copyOf(added));
  }

  /** A rule whose copy was refused stays where it is. */
  void refused(Set<FlowRule> rules) {
    copies.removeAll(rules);
    moves.values().removeAll(rules);
  }

  void removed(Collection<FlowRule> originals) {
    originals.forEach(moves::remove);
  }

  boolean isEmpty() {
    return moves.isEmpty();
  }
}
