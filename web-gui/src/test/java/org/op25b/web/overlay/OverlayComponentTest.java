package org.op25b.web.overlay;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.onosproject.ui.UiExtension;
import org.onosproject.ui.UiExtensionService;
import org.onosproject.ui.UiTopoHighlighterFactory;
import org.onosproject.ui.UiViewHidden;
import org.onosproject.ui.lion.LionBundle;

/** The GUI may be absent, come later and go before us. */
class OverlayComponentTest {
  @Test
  void runsWithoutGui() {
    OverlayComponent component = new OverlayComponent();
    component.activate();
    component.deactivate();
  }

  @Test
  void registersWhicheverComesLastAndLeavesNothingBehind() {
    Gui early = new Gui();
    OverlayComponent component = new OverlayComponent();
    component.bindGui(early);
    assertThat(early.extensions).isEmpty();
    component.activate();
    assertThat(early.extensions).hasSize(1);
    assertThat(early.highlighters).hasSize(1);
    component.unbindGui(early);
    assertThat(early.extensions).isEmpty();
    assertThat(early.highlighters).isEmpty();
    Gui late = new Gui();
    component.bindGui(late);
    assertThat(late.extensions).hasSize(1);
    component.deactivate();
    assertThat(late.extensions).isEmpty();
    assertThat(late.highlighters).isEmpty();
  }

  /**
   * GUI2 takes handlers only from extensions marked for it, and shows a plain view as a dead link.
   */
  @Test
  void theExtensionIsOneThatBothGuisTake() throws Exception {
    Gui gui = new Gui();
    OverlayComponent component = new OverlayComponent();
    component.bindGui(gui);
    component.activate();
    try {
      UiExtension extension = gui.extensions.get(0);
      assertThat(extension.views()).hasSize(1);
      assertThat(extension.views().get(0)).isInstanceOf(UiViewHidden.class);
      assertThat(extension.messageHandlerFactory().newHandlers()).hasSize(1);
      assertThat(extension.topoOverlayFactory().newOverlays()).hasSize(1);
      for (InputStream part :
          new InputStream[] {
            extension.css(), extension.js(), extension.resource("op25b", "op25bOverlay.js")
          }) {
        assertNotNull(part);
        part.close();
      }
    } finally {
      component.deactivate();
    }
  }

  /** What ONOS's GUI keeps of what is registered. */
  private static final class Gui implements UiExtensionService {
    final List<UiExtension> extensions = new ArrayList<>();
    final List<UiTopoHighlighterFactory> highlighters = new ArrayList<>();

    @Override
    public void register(UiExtension extension) {
      extensions.add(extension);
    }

    @Override
    public void unregister(UiExtension extension) {
      extensions.remove(extension);
    }

    @Override
    public void register(UiTopoHighlighterFactory factory) {
      highlighters.add(factory);
    }

    @Override
    public void unregister(UiTopoHighlighterFactory factory) {
      highlighters.remove(factory);
    }

    @Override
    public List<UiExtension> getExtensions() {
      return extensions;
    }

    @Override
    public UiExtension getViewExtension(String view) {
      return null;
    }

    @Override
    public LionBundle getNavLionBundle() {
      return null;
    }

    @Override
    public void refreshModel() {}
  }
}
