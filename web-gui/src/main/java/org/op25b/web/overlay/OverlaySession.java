package org.op25b.web.overlay;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.onosproject.ui.topo.DeviceHighlight;
import org.onosproject.ui.topo.Highlights;
import org.onosproject.ui.topo.TopoJson;

/**
 * The badges that one browser shows. GUI2 keeps a badge until a highlight of the same switch comes
 * without one, and an empty message clears nothing; so what was shown has to be remembered.
 */
final class OverlaySession {
  private final Set<String> shown = new HashSet<>();

  /**
   * Returns the message that brings the browser to these badges; absent when it has nothing to do.
   * Badges are sent again each time, because a view that was opened since does not know them.
   */
  Optional<ObjectNode> show(ImmutableList<EdgeBadge> badges) {
    Highlights highlights = new Highlights();
    Set<String> now = new HashSet<>();
    for (EdgeBadge badge : badges) {
      DeviceHighlight highlight = new DeviceHighlight(badge.device().toString());
      highlight.setBadge(badge.badge());
      highlights.add(highlight);
      now.add(badge.device().toString());
    }
    for (String gone : shown) {
      if (!now.contains(gone)) {
        highlights.add(new DeviceHighlight(gone));
      }
    }
    shown.clear();
    shown.addAll(now);
    return highlights.devices().isEmpty()
        ? Optional.empty()
        : Optional.of(TopoJson.highlightsMessage(highlights));
  }

  /** Returns the message that takes all badges away again; absent when none is shown. */
  Optional<ObjectNode> clear() {
    return show(ImmutableList.of());
  }
}
