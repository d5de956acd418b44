package org.op25b.web.overlay;

import com.google.common.collect.ImmutableList;
import java.util.function.Supplier;
import org.onosproject.net.DeviceId;
import org.onosproject.ui.UiTopoHighlighter;
import org.onosproject.ui.UiTopoOverlay;
import org.onosproject.ui.topo.DeviceHighlight;
import org.onosproject.ui.topo.Highlights;
import org.onosproject.ui.topo.PropertyPanel;

/**
 * What ONOS's legacy GUI can do and GUI2 cannot: an overlay that adds rows to the panel of a
 * selected switch, and a highlighter that its users cycle to.
 */
final class EdgeOverlay extends UiTopoOverlay implements UiTopoHighlighter {
  /** As in {@code app/view/op25b/op25bOverlay.js}. */
  static final String ID = "op25b-overlay";

  private final Supplier<ImmutableList<EdgeBadge>> badges;

  EdgeOverlay(Supplier<ImmutableList<EdgeBadge>> badges) {
    super(ID);
    this.badges = badges;
  }

  @Override
  public void modifyDeviceDetails(PropertyPanel panel, DeviceId device) {
    for (EdgeBadge badge : badges.get()) {
      if (badge.device().equals(device)) {
        panel.addSeparator();
        badge.details().forEach((label, value) -> panel.addProp(label, label, value));
      }
    }
  }

  @Override
  public String name() {
    return "Outbound Port 25 Blocking";
  }

  @Override
  public Highlights createHighlights() {
    Highlights highlights = new Highlights();
    for (EdgeBadge badge : badges.get()) {
      DeviceHighlight highlight = new DeviceHighlight(badge.device().toString());
      highlight.setBadge(badge.badge());
      highlights.add(highlight);
    }
    return highlights;
  }
}
