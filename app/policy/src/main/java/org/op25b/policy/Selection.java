package org.op25b.policy;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Those elements of a list that pass a test, in the list's order, kept as the list changes: only
 * what has changed is tested. Not safe for threads.
 *
 * @param <T> what is in the list; objects that never change
 */
public final class Selection<T> {
  private final Predicate<? super T> test;
  private List<T> all = ImmutableList.of();
  private ImmutableList<T> selected = ImmutableList.of();

  /**
   * Makes a selection from an empty list.
   *
   * @param test must always say the same of an object
   */
  public Selection(Predicate<? super T> test) {
    this.test = test;
  }

  /**
   * Takes in that the list is another one.
   *
   * @param list must not be changed afterwards
   * @return what passes; the same object as before when that is the same
   */
  public ImmutableList<T> of(List<T> list) {
    SharedEnds ends = SharedEnds.of(all, list);
    if (ends.between(all).isEmpty() && ends.between(list).isEmpty()) {
      return selected;
    }
    ImmutableList<T> before = selected;
    int first = selectedAmong(all.subList(0, ends.first()), 0);
    int gone = selectedAmong(ends.between(all), first);
    ImmutableList.Builder<T> now = ImmutableList.builder();
    int come = 0;
    now.addAll(before.subList(0, first));
    for (T element : ends.between(list)) {
      if (test.test(element)) {
        now.add(element);
        come++;
      }
    }
    now.addAll(before.subList(first + gone, before.size()));
    all = list;
    if (gone + come > 0) {
      selected = now.build();
    }
    return selected;
  }

  /** How many of {@code part} are selected, of which the first would be number {@code from}. */
  @SuppressWarnings("ReferenceEquality") // What is selected is an object of the list.
  private int selectedAmong(List<T> part, int from) {
    int next = from;
    for (T element : part) {
      if (next < selected.size() && selected.get(next) == element) {
        next++;
      }
    }
    return next - from;
  }
}
