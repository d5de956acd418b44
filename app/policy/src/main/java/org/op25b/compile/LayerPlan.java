package org.op25b.compile;

import com.google.common.collect.ImmutableMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.op25b.compile.trie.Prefix;
import org.op25b.policy.Direction;
import org.op25b.policy.EdgePolicy;

/** Which layers one direction has. */
final class LayerPlan {
  private final InsideFamily inside;
  private final Direction direction;
  private final Verdicts verdicts;
  private final Frame frame;

  LayerPlan(InsideFamily inside, Direction direction, Verdicts verdicts, Frame frame) {
    this.inside = inside;
    this.direction = direction;
    this.verdicts = verdicts;
    this.frame = frame;
  }

  /**
   * The layers of {@code policy}, which is what {@link InsideFamily} has: the base layer, and one
   * for each class of far ends inside another one.
   */
  List<Layer> layers(EdgePolicy policy) {
    List<Layer> layers = new ArrayList<>();
    layers.add(
        layer(
            OutsideClass.ELSEWHERE,
            OutsideClass.ELSEWHERE,
            ImmutableMap.of(Prefix.all(inside.family()), 0)));
    OutsideTree far =
        OutsideTree.of(policy, inside.family(), ImmutableMap.of(), verdicts::possible);
    Map<List<OutsideClass>, Map<Prefix, Integer>> regions = new LinkedHashMap<>();
    for (OutsideTree.Region region : far.regions()) {
      regions
          .computeIfAbsent(List.of(region.here, region.around), c -> new LinkedHashMap<>())
          .put(region.prefix, region.depth);
    }
    regions.forEach((classes, where) -> layers.add(layer(classes.get(0), classes.get(1), where)));
    return layers;
  }

  private Layer layer(OutsideClass here, OutsideClass below, Map<Prefix, Integer> regions) {
    return Layer.of(direction, verdicts, frame, here, below, regions);
  }

  /**
   * Whether compiling {@code target} anew numbers what rules do as it is numbered here: the numbers
   * decide between equally good tables.
   */
  boolean numbersActionsAlikeFor(EdgePolicy target) {
    InsideFamily fresh = new InsideFamily(target, inside.family());
    Values values = verdicts.values().anew();
    new LayerPlan(fresh, direction, new Verdicts(fresh, direction, values), frame).layers(target);
    return values.numbersAlike(verdicts.values());
  }
}
