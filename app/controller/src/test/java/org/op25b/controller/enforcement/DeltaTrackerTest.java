package org.op25b.controller.enforcement;

import static com.google.common.truth.Truth.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class DeltaTrackerTest {
  private final DeltaTracker<String, Integer> tracker = new DeltaTracker<>();

  @Test
  void wantsWhatIsAbsentOrDiffersAndNothingElse() {
    tracker.setDesired(Map.of("absent", 1, "differs", 2, "same", 3));
    tracker.setDataplane(Map.of("differs", 9, "same", 3, "stale", 4));

    assertThat(tracker.toAdd()).containsExactly("absent", 1, "differs", 2);
    assertThat(tracker.toRemove()).containsExactly("stale", 4);
    assertThat(tracker.inSync()).isFalse();
  }

  @Test
  void confirmationsBringItInSync() {
    tracker.setDesired(Map.of("a", 1));
    tracker.setDataplane(Map.of("b", 2));

    tracker.dataplaneAdded("a", 1);
    tracker.dataplaneRemoved("b");

    assertThat(tracker.inSync()).isTrue();
  }

  @Test
  void whatIsNoLongerWantedWhileUnderWayIsRemovedAfterwards() {
    tracker.setDesired(Map.of("a", 1));
    tracker.setDesired(Map.of());
    tracker.dataplaneAdded("a", 1);

    assertThat(tracker.toRemove()).containsExactly("a", 1);
  }

  /**
   * A rule and the one that replaces it are equal keys: a switch that confirms the older one late
   * must be told the newer one next, not the older one again and again.
   */
  @Test
  void whatIsToBeDoneIsToldByTheKeyOfItsOwnSide() {
    DeltaTracker<Rule, Integer> rules = new DeltaTracker<>();
    Rule drop = new Rule();
    Rule pass = new Rule();
    rules.setDesired(Map.of(drop, 1));
    rules.setDesired(Map.of(pass, 2));
    rules.dataplaneAdded(drop, 1);
    assertThat(rules.toAdd().keySet().iterator().next()).isSameInstanceAs(pass);
    rules.dataplaneRemoved(drop);
    assertThat(rules.toAdd().keySet().iterator().next()).isSameInstanceAs(pass);
    rules.dataplaneAdded(drop, 1);
    rules.setDesired(Map.of());
    assertThat(rules.toRemove().keySet().iterator().next()).isSameInstanceAs(drop);
  }

  /** Equal to every other one, as rules of one match and priority are. */
  private static final class Rule {
    @Override
    public boolean equals(Object other) {
      return other instanceof Rule;
    }

    @Override
    public int hashCode() {
      return 1;
    }
  }

  /** Whatever happens in whatever order, the two lists are the difference of the two sides. */
  @Property
  void listsAreAlwaysTheDifference(@ForAll("steps") List<Step> steps) {
    DeltaTracker<Integer, Integer> tracked = new DeltaTracker<>();
    Map<Integer, Integer> desired = new HashMap<>();
    Map<Integer, Integer> dataplane = new HashMap<>();
    for (Step step : steps) {
      step.apply(tracked, desired, dataplane);

      Map<Integer, Integer> toAdd = new HashMap<>(desired);
      toAdd.entrySet().removeAll(dataplane.entrySet());
      Map<Integer, Integer> toRemove = new HashMap<>(dataplane);
      toRemove.keySet().removeAll(desired.keySet());
      assertThat(tracked.toAdd()).isEqualTo(toAdd);
      assertThat(tracked.toRemove()).isEqualTo(toRemove);
      assertThat(tracked.inSync()).isEqualTo(desired.equals(dataplane));
    }
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Integer> small = Arbitraries.integers().between(0, 5);
    Arbitrary<Map<Integer, Integer>> maps = Arbitraries.maps(small, small).ofMaxSize(6);
    return Combinators.combine(Arbitraries.of(Kind.class), maps, small, small)
        .as(Step::new)
        .list()
        .ofMaxSize(30);
  }

  private enum Kind {
    SET_DESIRED,
    CHANGE_DESIRED,
    SET_DATAPLANE,
    ADDED,
    REMOVED
  }

  private static final class Step {
    private final Kind kind;
    private final Map<Integer, Integer> map;
    private final int key;
    private final int value;

    Step(Kind kind, Map<Integer, Integer> map, int key, int value) {
      this.kind = kind;
      this.map = map;
      this.key = key;
      this.value = value;
    }

    void apply(
        DeltaTracker<Integer, Integer> tracked,
        Map<Integer, Integer> desired,
        Map<Integer, Integer> dataplane) {
      switch (kind) {
        case SET_DESIRED:
          tracked.setDesired(map);
          desired.clear();
          desired.putAll(map);
          break;
        case CHANGE_DESIRED:
          tracked.changeDesired(map, List.of(key, value));
          desired.keySet().removeAll(List.of(key, value));
          desired.putAll(map);
          break;
        case SET_DATAPLANE:
          tracked.setDataplane(map);
          dataplane.clear();
          dataplane.putAll(map);
          break;
        case ADDED:
          tracked.dataplaneAdded(key, value);
          dataplane.put(key, value);
          break;
        case REMOVED:
          tracked.dataplaneRemoved(key);
          dataplane.remove(key);
          break;
      }
    }

    @Override
    public String toString() {
      return kind + " " + map + " " + key + "=" + value;
    }
  }
}
