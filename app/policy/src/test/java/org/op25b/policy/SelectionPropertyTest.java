package org.op25b.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class SelectionPropertyTest {
  /** Equal to every other of its kind: only the object itself tells. */
  private static final class Thing {
    private final boolean wanted;

    Thing(boolean wanted) {
      this.wanted = wanted;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Thing;
    }

    @Override
    public int hashCode() {
      return 0;
    }
  }

  @Property
  void isWhatPassesAfterEveryChange(@ForAll Random random) {
    Selection<Thing> selection = new Selection<>(thing -> thing.wanted);
    List<Thing> list = ImmutableList.of();
    for (int step = 0; step < 8; step++) {
      list = changed(list, random);
      List<Thing> expected =
          list.stream().filter(thing -> thing.wanted).collect(Collectors.toList());
      List<Thing> selected = selection.of(list);
      assertEquals(expected.size(), selected.size());
      for (int place = 0; place < expected.size(); place++) {
        assertSame(expected.get(place), selected.get(place));
      }
    }
  }

  @Example
  void testsOnlyWhatIsNew() {
    List<Thing> tested = new ArrayList<>();
    Selection<Thing> selection = new Selection<>(tested::add);
    Thing a = new Thing(true);
    Thing b = new Thing(true);
    Thing c = new Thing(true);
    selection.of(ImmutableList.of(a, c));
    tested.clear();

    selection.of(ImmutableList.of(a, b, c));

    assertEquals(1, tested.size());
    assertSame(b, tested.get(0));
  }

  @Example
  void isTheSameObjectWhileNothingOfItChanges() {
    Selection<Thing> selection = new Selection<>(thing -> thing.wanted);
    Thing wanted = new Thing(true);
    ImmutableList<Thing> before = selection.of(ImmutableList.of(wanted));

    assertSame(before, selection.of(ImmutableList.of(wanted, new Thing(false))));
  }

  /** Some go, some come, some change places, some are there twice. */
  private static List<Thing> changed(List<Thing> list, Random random) {
    List<Thing> changed = new ArrayList<>(list);
    for (int change = random.nextInt(4); change > 0; change--) {
      int place = random.nextInt(changed.size() + 1);
      switch (random.nextInt(4)) {
        case 0:
          changed.add(place, new Thing(random.nextBoolean()));
          break;
        case 1:
          if (place < changed.size()) {
            changed.remove(place);
          }
          break;
        case 2:
          if (place < changed.size()) {
            changed.add(random.nextInt(changed.size()), changed.remove(place));
          }
          break;
        default:
          if (place < changed.size()) {
            changed.add(changed.get(place));
          }
          break;
      }
    }
    return ImmutableList.copyOf(changed);
  }
}
