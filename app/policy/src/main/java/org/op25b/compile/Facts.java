package org.op25b.compile;

import com.google.auto.value.AutoValue;
import com.google.common.collect.ImmutableSortedSet;

/** What the prefixes around a customer-side address say about it. */
@AutoValue
abstract class Facts {
  /** "No pool." */
  static final int NO_POOL = -1;

  /** Nothing is known. */
  static final Facts NONE =
      new AutoValue_Facts(NO_POOL, false, false, ImmutableSortedSet.of(), ImmutableSortedSet.of());

  /** The number of the pool, see {@link InsideFamily#pool}, or {@link #NO_POOL}. */
  abstract int pool();

  /** Whether the address is an own mail server. */
  abstract boolean ownServer();

  /** Whether an exemption without scope covers the address. */
  abstract boolean exempt();

  /** The lists of inbound policies that the address is on. */
  abstract ImmutableSortedSet<Integer> lists();

  /** The scoped exemptions that cover the address, where scopes are part of the context. */
  abstract ImmutableSortedSet<Integer> scoped();

  static Facts pool(int pool) {
    return new AutoValue_Facts(
        pool, false, false, ImmutableSortedSet.of(), ImmutableSortedSet.of());
  }

  static Facts server() {
    return new AutoValue_Facts(
        NO_POOL, true, false, ImmutableSortedSet.of(), ImmutableSortedSet.of());
  }

  static Facts list(int list) {
    return new AutoValue_Facts(
        NO_POOL, false, false, ImmutableSortedSet.of(list), ImmutableSortedSet.of());
  }

  static Facts scope(int exemption) {
    return new AutoValue_Facts(
        NO_POOL, false, false, ImmutableSortedSet.of(), ImmutableSortedSet.of(exemption));
  }

  /** What is known inside a prefix that adds {@code inner}; the inner pool wins. */
  Facts and(Facts inner) {
    return new AutoValue_Facts(
        inner.pool() == NO_POOL ? pool() : inner.pool(),
        ownServer() || inner.ownServer(),
        exempt() || inner.exempt(),
        union(lists(), inner.lists()),
        union(scoped(), inner.scoped()));
  }

  Facts andExempt() {
    return new AutoValue_Facts(pool(), ownServer(), true, lists(), scoped());
  }

  private static ImmutableSortedSet<Integer> union(
      ImmutableSortedSet<Integer> one, ImmutableSortedSet<Integer> other) {
    if (other.isEmpty()) {
      return one;
    }
    return one.isEmpty()
        ? other
        : ImmutableSortedSet.<Integer>naturalOrder().addAll(one).addAll(other).build();
  }
}
