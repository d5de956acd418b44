package org.op25b.web.overlay;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static org.onlab.util.Tools.groupedThreads;

import com.google.common.collect.ImmutableList;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.onosproject.ui.UiExtension;
import org.onosproject.ui.UiExtensionService;
import org.onosproject.ui.UiTopoHighlighterFactory;
import org.onosproject.ui.UiViewHidden;
import org.op25b.controller.counters.CounterSnapshot;
import org.op25b.controller.counters.CountersService;
import org.op25b.controller.overlay.OverlayService;
import org.op25b.controller.status.Op25bService;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Registers the overlay with ONOS's GUI when there is one. The GUI may be absent, come later and go
 * before us.
 */
@Component(
    immediate = true,
    service = {})
public final class OverlayComponent {
  private static final Logger log = LoggerFactory.getLogger(OverlayComponent.class);

  /** A switch is read back every five seconds; more often would tell nothing new. */
  private static final long PERIOD_SECONDS = 3;

  @Reference Op25bService op25bService;
  @Reference OverlayService overlayService;
  @Reference CountersService countersService;

  private final OverlayHandlers handlers =
      new OverlayHandlers(user -> overlayService.isOn(user), this::badges);
  private final UiTopoHighlighterFactory highlighterFactory = () -> new EdgeOverlay(this::badges);
  private final UiExtension extension =
      new UiExtension.Builder(
              OverlayComponent.class.getClassLoader(),
              // GUI2 would show a view that is not hidden as a link that leads nowhere.
              ImmutableList.of(new UiViewHidden("op25b")))
          .resourcePath("app/view/op25b")
          .messageHandlerFactory(() -> ImmutableList.of(new OverlayHandler(handlers)))
          .topoOverlayFactory(() -> ImmutableList.of(new EdgeOverlay(this::badges)))
          .ui2()
          .build();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(groupedThreads("op25b", "overlay", log));

  private UiExtensionService gui;
  private boolean active;

  @Activate
  synchronized void activate() {
    active = true;
    register();
    ScheduledFuture<?> unused =
        timer.scheduleWithFixedDelay(
            this::update, PERIOD_SECONDS, PERIOD_SECONDS, TimeUnit.SECONDS);
  }

  @Deactivate
  synchronized void deactivate() {
    timer.shutdownNow();
    handlers.clear();
    unregister();
    active = false;
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      unbind = "unbindGui")
  synchronized void bindGui(UiExtensionService service) {
    unregister();
    gui = service;
    register();
  }

  synchronized void unbindGui(UiExtensionService service) {
    if (gui == service) {
      unregister();
      gui = null;
    }
  }

  private void register() {
    if (active && gui != null) {
      gui.register(extension);
      gui.register(highlighterFactory);
    }
  }

  private void unregister() {
    if (active && gui != null) {
      gui.unregister(highlighterFactory);
      gui.unregister(extension);
    }
  }

  private void update() {
    try {
      handlers.update();
    } catch (RuntimeException e) {
      // The timer would stop for good.
      log.warn("The overlay could not be brought up to date: {}", e.getMessage());
      log.debug("Trace", e);
    }
  }

  private ImmutableList<EdgeBadge> badges() {
    Map<String, Long> drops = new HashMap<>();
    for (CounterSnapshot.Sum sum : countersService.counters().devices()) {
      drops.put(sum.name(), sum.droppedPackets());
    }
    return op25bService.status().devices().stream()
        .map(
            device -> {
              Long dropped = drops.get(device.device().toString());
              return EdgeBadge.of(
                  device, dropped == null ? OptionalLong.empty() : OptionalLong.of(dropped));
            })
        .collect(toImmutableList());
  }
}
