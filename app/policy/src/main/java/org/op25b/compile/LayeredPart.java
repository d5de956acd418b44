package org.op25b.compile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.op25b.compile.trie.AggregatedTrie;
import org.op25b.compile.trie.Prefix;
import org.op25b.compile.trie.PrefixTrie;
import org.op25b.compile.trie.Requirement;
import org.op25b.compile.trie.StateSpace;
import org.op25b.policy.Direction;
import org.op25b.policy.EdgePolicy;
import org.op25b.policy.Exemption;

/**
 * One family's layers without scopes: a base layer for any far side, and above it, for each region
 * of the far side, what differs there. All directions share one trie.
 */
final class LayeredPart implements Part {
  private final InsideFamily inside;
  private final AggregatedTrie trie;
  private final List<LayerRules> planes = new ArrayList<>(); // by the trie's number of the plane

  LayeredPart(InsideFamily inside, Iterable<Exemption> live) {
    this.inside = inside;
    this.trie = new AggregatedTrie(inside.trie(live));
  }

  /** Adds the layers of one direction, written into {@code frame}. */
  void add(Direction direction, EdgePolicy policy, Verdicts verdicts, Frame frame) {
    addPlane(direction, verdicts, frame, OutsideClass.ELSEWHERE, OutsideClass.ELSEWHERE)
        .add(Prefix.all(inside.family()), 0);
    Map<List<OutsideClass>, LayerRules> layers = new LinkedHashMap<>();
    OutsideTree far =
        OutsideTree.of(policy, inside.family(), new LinkedHashMap<>(), verdicts::possible);
    for (OutsideTree.Region region : far.regions()) {
      List<OutsideClass> classes = List.of(region.here, region.around);
      LayerRules layer = layers.get(classes);
      if (layer == null) {
        layer = addPlane(direction, verdicts, frame, region.here, region.around);
        layers.put(classes, layer);
      }
      layer.add(region.prefix, region.depth);
    }
  }

  PrefixTrie trie() {
    return trie.trie();
  }

  private LayerRules addPlane(
      Direction direction, Verdicts verdicts, Frame frame, OutsideClass here, OutsideClass below) {
    boolean base = here == below;
    StateSpace states = StateSpace.of(verdicts.possible(here), !base, frame.passNeedsNoPort());
    InsideContexts contexts = inside.contexts();
    trie.addPlane(
        states,
        context -> {
          Facts facts = contexts.facts(context);
          Requirement required = verdicts.of(facts, here);
          return base
              ? required
              : Requirement.above(verdicts.of(facts, below), required.smtp(), required.unseen());
        });
    LayerRules rules = new LayerRules(direction, states, verdicts.values(), frame);
    planes.add(rules);
    return rules;
  }

  @Override
  public long size() {
    long size = 0;
    for (int plane = 0; plane < planes.size(); plane++) {
      size += (long) trie.cost(plane) * planes.get(plane).regions();
    }
    return size;
  }

  @Override
  public void rules(Consumer<Rule> sink) {
    for (int plane = 0; plane < planes.size(); plane++) {
      trie.emit(plane, planes.get(plane).into(sink));
    }
  }

  @Override
  public void change(
      Exemption exemption, int change, Consumer<Rule> removed, Consumer<Rule> added) {
    if (inside.isUnscoped(exemption)) {
      trie.changeExemptions(
          Prefix.of(exemption.prefix()),
          change,
          plane -> planes.get(plane).into(removed),
          plane -> planes.get(plane).into(added));
    }
  }
}
