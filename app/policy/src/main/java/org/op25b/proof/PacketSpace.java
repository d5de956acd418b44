package org.op25b.proof;

import com.google.common.collect.ImmutableMap;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.op25b.policy.TcpPacket;

/** The sets of packets of one kind that a given collection of conditions can tell apart. */
final class PacketSpace {
  final Universe universe;
  final Diagram diagram;
  private final Map<Field, Axis> axes = new EnumMap<>(Field.class);
  private int domain;

  /** Collects conditions, then builds the space that can express them. */
  static final class Builder {
    private final Universe universe;
    private final Map<Field, Set<Ternary>> conditions = new EnumMap<>(Field.class);

    Builder(Universe universe) {
      this.universe = universe;
      universe.fields.forEach(field -> conditions.put(field, new HashSet<>()));
      universe.excluded().forEach(e -> conditions.get(e.getKey()).add(e.getValue()));
    }

    Universe universe() {
      return universe;
    }

    Builder add(Map<Field, Ternary> box) {
      box.forEach((field, condition) -> conditions.get(field).add(condition));
      return this;
    }

    Builder add(Field field, Ternary condition) {
      if (!condition.isAny()) {
        conditions.get(field).add(condition);
      }
      return this;
    }

    PacketSpace build(Budget budget) {
      return new PacketSpace(universe, conditions, budget);
    }
  }

  private PacketSpace(Universe universe, Map<Field, Set<Ternary>> conditions, Budget budget) {
    this.universe = universe;
    int size = conditions.values().stream().mapToInt(Set::size).sum();
    this.diagram = new Diagram((int) Math.min(8_000_000L, 32L * size), budget);
    for (Field field : universe.fields) {
      Collection<Ternary> known = conditions.get(field);
      axes.put(
          field,
          IntervalAxis.canSay(known)
              ? new IntervalAxis(diagram, field.width(), known)
              : new BitAxis(diagram, field.width()));
    }
    int inside = Diagram.ALL;
    for (Map.Entry<Field, Ternary> outside : universe.excluded()) {
      inside = diagram.minus(inside, field(outside.getKey(), outside.getValue()));
    }
    this.domain = inside;
  }

  /** Leaves out every packet that is not in {@code region}. */
  void confineTo(Region region) {
    domain = diagram.and(domain, union(region.boxes()));
    for (int port : new int[] {TcpPacket.SMTP, TcpPacket.UNSEEN}) {
      domain = diagram.minus(domain, field(region.ordinaryPort(), Ternary.exact(Short.SIZE, port)));
    }
  }

  /** All packets of this kind, or of the region. */
  int domain() {
    return domain;
  }

  /** The packets whose {@code field} satisfies {@code condition}. */
  int field(Field field, Ternary condition) {
    return condition.isAny()
        ? Diagram.ALL
        : axes.get(field).union(Collections.singleton(condition));
  }

  /** The packets whose {@code field} satisfies one of {@code conditions}. */
  int field(Field field, Collection<Ternary> conditions) {
    return conditions.stream().anyMatch(Ternary::isAny)
        ? Diagram.ALL
        : axes.get(field).union(conditions);
  }

  /**
   * The union of boxes. Boxes that differ in one address alone are united on that axis first, which
   * takes one pass over a sorted list instead of a set operation for each.
   */
  int union(Collection<Map<Field, Ternary>> boxes) {
    Map<Map<Field, Ternary>, List<Ternary>> bySource = new LinkedHashMap<>();
    Map<Map<Field, Ternary>, List<Ternary>> byDestination = new LinkedHashMap<>();
    List<Integer> sets = new ArrayList<>();
    for (Map<Field, Ternary> box : boxes) {
      if (box.containsKey(universe.source)) {
        file(bySource, box, universe.source);
      } else if (box.containsKey(universe.destination)) {
        file(byDestination, box, universe.destination);
      } else {
        sets.add(box(box));
      }
    }
    bySource.forEach(
        (rest, list) -> sets.add(diagram.and(field(universe.source, list), box(rest))));
    byDestination.forEach(
        (rest, list) -> sets.add(diagram.and(field(universe.destination, list), box(rest))));
    return diagram.union(sets);
  }

  private static void file(
      Map<Map<Field, Ternary>, List<Ternary>> groups, Map<Field, Ternary> box, Field axis) {
    Map<Field, Ternary> rest = box.size() == 1 ? ImmutableMap.of() : new EnumMap<>(box);
    Ternary condition = box.size() == 1 ? box.get(axis) : rest.remove(axis);
    groups.computeIfAbsent(rest, r -> new ArrayList<>()).add(condition);
  }

  private int box(Map<Field, Ternary> conditions) {
    int set = Diagram.ALL;
    for (int i = universe.fields.size() - 1; i >= 0; i--) {
      Ternary condition = conditions.get(universe.fields.get(i));
      if (condition != null) {
        set = diagram.and(field(universe.fields.get(i), condition), set);
      }
    }
    return set;
  }

  /** Some packet of a set that is not empty. */
  WitnessPacket member(int set) {
    boolean[] variables = diagram.member(set);
    Map<Field, Bits> fields = new EnumMap<>(Field.class);
    axes.forEach((field, axis) -> fields.put(field, axis.value(variables)));
    return WitnessPacket.of(universe, fields);
  }
}
