package org.op25b.embedded.openflow.link;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.onlab.util.Tools.groupedThreads;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.onlab.packet.Ethernet;
import org.onosproject.core.ApplicationId;
import org.onosproject.core.CoreService;
import org.onosproject.mastership.MastershipService;
import org.onosproject.net.ConnectPoint;
import org.onosproject.net.Device;
import org.onosproject.net.DeviceId;
import org.onosproject.net.Link;
import org.onosproject.net.LinkKey;
import org.onosproject.net.Port;
import org.onosproject.net.device.DeviceEvent;
import org.onosproject.net.device.DeviceListener;
import org.onosproject.net.device.DeviceService;
import org.onosproject.net.flow.DefaultTrafficSelector;
import org.onosproject.net.flow.DefaultTrafficTreatment;
import org.onosproject.net.flow.TrafficSelector;
import org.onosproject.net.link.DefaultLinkDescription;
import org.onosproject.net.link.LinkDescription;
import org.onosproject.net.link.LinkProvider;
import org.onosproject.net.link.LinkProviderRegistry;
import org.onosproject.net.link.LinkProviderService;
import org.onosproject.net.packet.DefaultOutboundPacket;
import org.onosproject.net.packet.PacketContext;
import org.onosproject.net.packet.PacketPriority;
import org.onosproject.net.packet.PacketProcessor;
import org.onosproject.net.packet.PacketService;
import org.onosproject.net.provider.AbstractProvider;
import org.onosproject.net.provider.ProviderId;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds links as ONOS's LLDP provider does: a probe goes out of every port every 3 s, and where it
 * comes in again a link ends. A link is gone when a port at its end is, or after 10 s of silence.
 */
@Component(immediate = true)
public class LinkDiscovery extends AbstractProvider implements LinkProvider {
  private static final Logger log = LoggerFactory.getLogger(LinkDiscovery.class);
  private static final String APP = "org.op25b.embedded.links";
  private static final int PROBE_SECONDS = 3;
  private static final long STALE_MILLIS = 10_000;

  /** After those who must see every packet first. */
  private static final int PRIORITY = PacketProcessor.advisor(1);

  private static final TrafficSelector PROBES =
      DefaultTrafficSelector.builder().matchEthType(Ethernet.TYPE_LLDP).build();

  @Reference protected CoreService coreService;
  @Reference protected LinkProviderRegistry registry;
  @Reference protected DeviceService devices;
  @Reference protected MastershipService masterships;
  @Reference protected PacketService packets;

  private final SeenLinks seen = new SeenLinks(STALE_MILLIS);
  private final PacketProcessor processor = this::received;
  private final DeviceListener listener = this::changed;
  private ApplicationId appId;
  private LinkProviderService service;
  private ScheduledExecutorService clock;

  /** Made by the component runtime. */
  public LinkDiscovery() {
    super(new ProviderId("lldp", "org.onosproject.provider.lldp"));
  }

  @Activate
  protected void activate() {
    appId = coreService.registerApplication(APP);
    service = registry.register(this);
    packets.addProcessor(processor, PRIORITY);
    packets.requestPackets(PROBES, PacketPriority.CONTROL, appId);
    devices.addListener(listener);
    clock = Executors.newSingleThreadScheduledExecutor(groupedThreads("onos/of", "links", log));
    var unused = clock.scheduleWithFixedDelay(this::look, 1, PROBE_SECONDS, SECONDS);
    log.info("Started");
  }

  @Deactivate
  protected void deactivate() {
    clock.shutdownNow();
    devices.removeListener(listener);
    packets.cancelPackets(PROBES, PacketPriority.CONTROL, appId);
    packets.removeProcessor(processor);
    registry.unregister(this);
    log.info("Stopped");
  }

  private void look() {
    try {
      seen.takeStale(System.currentTimeMillis()).forEach(this::vanished);
      devices.getAvailableDevices().forEach(this::probe);
    } catch (RuntimeException e) {
      log.warn("Links were not probed", e);
    }
  }

  private void probe(Device device) {
    if (!masterships.isLocalMaster(device.id())) {
      return;
    }
    for (Port port : devices.getPorts(device.id())) {
      if (port.isEnabled() && !port.number().isLogical()) {
        packets.emit(
            new DefaultOutboundPacket(
                device.id(),
                DefaultTrafficTreatment.builder().setOutput(port.number()).build(),
                LinkProbe.frame(new ConnectPoint(device.id(), port.number()), device.chassisId())));
      }
    }
  }

  private void received(PacketContext context) {
    if (context.isHandled()) {
      return;
    }
    LinkProbe.sentFrom(context.inPacket().parsed())
        .ifPresent(
            from -> {
              found(from, context.inPacket().receivedFrom());
              context.block();
            });
  }

  /** A probe may still be on its way when a port at either end has gone down. */
  private void found(ConnectPoint from, ConnectPoint to) {
    if (isUp(from) && isUp(to)) {
      LinkKey link = LinkKey.linkKey(from, to);
      seen.seen(link, System.currentTimeMillis());
      service.linkDetected(description(link));
    }
  }

  private boolean isUp(ConnectPoint at) {
    Port port = devices.getPort(at);
    return port != null && port.isEnabled() && devices.isAvailable(at.deviceId());
  }

  private void changed(DeviceEvent event) {
    DeviceId device = event.subject().id();
    switch (event.type()) {
      case PORT_UPDATED:
      case PORT_REMOVED:
        ConnectPoint port = new ConnectPoint(device, event.port().number());
        if (!isUp(port)) {
          seen.forget(port::equals);
          service.linksVanished(port);
        }
        break;
      case DEVICE_AVAILABILITY_CHANGED:
      case DEVICE_REMOVED:
        if (!devices.isAvailable(device)) {
          seen.forget(at -> at.deviceId().equals(device));
          service.linksVanished(device);
        }
        break;
      default:
        break;
    }
  }

  private void vanished(LinkKey link) {
    service.linkVanished(description(link));
  }

  private static LinkDescription description(LinkKey link) {
    return new DefaultLinkDescription(link.src(), link.dst(), Link.Type.DIRECT);
  }
}
