package org.op25b.compile;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.op25b.compile.trie.AggregatedTrie;
import org.op25b.compile.trie.Prefix;
import org.op25b.compile.trie.PrefixTrie;
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
  private final List<Layer> layers = new ArrayList<>(); // by the trie's number of the plane
  private final List<LayerPlan> plans = new ArrayList<>(); // one for each direction

  LayeredPart(InsideFamily inside, Iterable<Exemption> live) {
    this.inside = inside;
    this.trie = new AggregatedTrie(inside.trie(live));
  }

  /** Adds the layers of one direction, written into {@code frame}. */
  void add(Direction direction, EdgePolicy policy, Verdicts verdicts, Frame frame) {
    LayerPlan plan = new LayerPlan(inside, direction, verdicts, frame);
    plans.add(plan);
    plan.layers(policy).forEach(this::add);
  }

  private void add(Layer layer) {
    trie.addPlane(layer.states(), context -> layer.required(inside.contexts().facts(context)));
    layers.add(layer);
  }

  PrefixTrie trie() {
    return trie.trie();
  }

  @Override
  public long size() {
    long size = 0;
    for (int at = 0; at < layers.size(); at++) {
      size += (long) trie.cost(at) * layers.get(at).copies();
    }
    return size;
  }

  @Override
  public void rules(Consumer<Rule> sink) {
    for (int at = 0; at < layers.size(); at++) {
      tell(at, layers.get(at), sink);
    }
  }

  private void tell(int plane, Layer layer, Consumer<Rule> sink) {
    if (layer.copies() > 0) {
      trie.emit(plane, layer.into(sink));
    }
  }

  @Override
  public void change(
      Exemption exemption, int change, Consumer<Rule> removed, Consumer<Rule> added) {
    if (inside.isUnscoped(exemption)) {
      trie.changeExemptions(
          Prefix.of(exemption.prefix()),
          change,
          at -> layers.get(at).into(removed),
          at -> layers.get(at).into(added));
    }
  }

  @Override
  public boolean canBecome(EdgePolicy target) {
    return plans.stream().allMatch(plan -> plan.numbersActionsAlikeFor(target));
  }

  @Override
  public void update(
      EdgePolicy target, Map<Prefix, Facts> marked, Consumer<Rule> removed, Consumer<Rule> added) {
    List<Layer> wanted = new ArrayList<>();
    plans.forEach(plan -> wanted.addAll(plan.layers(target)));
    // First what goes, as it stood; then the customers' side, for what stays; then what comes.
    List<Layer> additions = new ArrayList<>();
    for (int at = layers.size() - 1; at >= 0; at--) {
      Layer old = layers.get(at);
      int same = indexOfLike(old, wanted);
      if (same < 0) {
        tell(at, old, removed);
        trie.removePlane(at);
        layers.remove(at);
      } else {
        Layer young = wanted.remove(same);
        tell(at, old.without(young), removed);
        layers.set(at, old.within(young));
        additions.add(0, young);
      }
    }
    marked.forEach(
        (prefix, facts) ->
            trie.changeMark(
                prefix,
                inside.contexts().number(facts),
                at -> layers.get(at).into(removed),
                at -> layers.get(at).into(added)));
    for (int at = 0; at < additions.size(); at++) {
      tell(at, additions.get(at).without(layers.get(at)), added);
      layers.set(at, additions.get(at));
    }
    for (Layer layer : wanted) {
      add(layer);
      tell(layers.size() - 1, layer, added);
    }
  }

  private static int indexOfLike(Layer layer, List<Layer> others) {
    for (int at = 0; at < others.size(); at++) {
      if (layer.isLike(others.get(at))) {
        return at;
      }
    }
    return -1;
  }
}
