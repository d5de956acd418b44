package org.op25b.controller.wouldblock;

import com.google.auto.value.AutoValue;
import java.util.Optional;
import org.onlab.packet.IpPrefix;

/** A pool, or a part of it that has counters of its own. */
@AutoValue
public abstract class PoolPart {
  /** No name of a pool contains this. */
  private static final String SEPARATOR = " part ";

  /** The pool's name in the policy. */
  public abstract String pool();

  /** The part's addresses; absent for what is left of the pool. */
  public abstract Optional<IpPrefix> prefix();

  /** Returns a part, or what is left of the pool. */
  public static PoolPart of(String pool, Optional<IpPrefix> prefix) {
    return new AutoValue_PoolPart(pool, prefix);
  }

  static PoolPart of(String pool, IpPrefix prefix) {
    return of(pool, Optional.of(prefix));
  }

  /** Reads the name that a part has among the pools of a {@link PartedPolicy}. */
  public static PoolPart named(String name) {
    int at = name.indexOf(SEPARATOR);
    return at < 0
        ? of(name, Optional.empty())
        : of(name.substring(0, at), IpPrefix.valueOf(name.substring(at + SEPARATOR.length())));
  }

  final String name() {
    return prefix().map(part -> pool() + SEPARATOR + part).orElse(pool());
  }
}
