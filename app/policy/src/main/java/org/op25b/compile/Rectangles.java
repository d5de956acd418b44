package org.op25b.compile;

import com.google.auto.value.AutoValue;
import com.google.common.collect.ImmutableList;
import org.op25b.compile.trie.Prefix;

/** Every near prefix with every far prefix. */
@AutoValue
abstract class Rectangles {
  abstract ImmutableList<Prefix> near();

  abstract ImmutableList<Prefix> far();

  final long size() {
    return (long) near().size() * far().size();
  }

  static Rectangles of(Iterable<Prefix> near, Iterable<Prefix> far) {
    return new AutoValue_Rectangles(ImmutableList.copyOf(near), ImmutableList.copyOf(far));
  }
}
