package org.op25b.web.overlay;

import com.google.common.collect.ImmutableList;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** All browsers that are connected to this controller. Thread-safe. */
final class OverlayHandlers {
  private final Set<OverlayHandler> handlers = ConcurrentHashMap.newKeySet();
  private final Predicate<String> wants;
  private final Supplier<ImmutableList<EdgeBadge>> badges;

  /**
   * Makes an empty set.
   *
   * @param wants whether a user has switched badges on
   * @param badges what is to be shown; only asked when somebody wants it
   */
  OverlayHandlers(Predicate<String> wants, Supplier<ImmutableList<EdgeBadge>> badges) {
    this.wants = wants;
    this.badges = badges;
  }

  void add(OverlayHandler handler) {
    handlers.add(handler);
  }

  void remove(OverlayHandler handler) {
    handlers.remove(handler);
  }

  /** Brings every browser up to date. */
  void update() {
    ImmutableList<EdgeBadge> now = null;
    for (OverlayHandler handler : handlers) {
      if (handler.isFor(wants)) {
        now = now == null ? badges.get() : now;
        handler.show(now);
      } else {
        handler.clear();
      }
    }
  }

  /** Brings one browser up to date. */
  void update(OverlayHandler handler) {
    if (handler.isFor(wants)) {
      handler.show(badges.get());
    } else {
      handler.clear();
    }
  }

  /** Takes all badges away. */
  void clear() {
    handlers.forEach(OverlayHandler::clear);
  }
}
