package org.op25b.lab.forwarding;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.onosproject.net.config.NetworkConfigEvent.Type.CONFIG_ADDED;
import static org.onosproject.net.config.NetworkConfigEvent.Type.CONFIG_REMOVED;
import static org.onosproject.net.config.NetworkConfigEvent.Type.CONFIG_UPDATED;
import static org.op25b.lab.forwarding.OsgiPropertyConstants.REACTIVE;
import static org.op25b.lab.forwarding.OsgiPropertyConstants.REACTIVE_DEFAULT;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.onlab.packet.Ethernet;
import org.onlab.util.Tools;
import org.onosproject.cfg.ComponentConfigService;
import org.onosproject.core.ApplicationId;
import org.onosproject.core.CoreService;
import org.onosproject.net.DeviceId;
import org.onosproject.net.config.ConfigFactory;
import org.onosproject.net.config.NetworkConfigEvent;
import org.onosproject.net.config.NetworkConfigListener;
import org.onosproject.net.config.NetworkConfigRegistry;
import org.onosproject.net.config.basics.BasicDeviceConfig;
import org.onosproject.net.config.basics.SubjectFactories;
import org.onosproject.net.device.DeviceEvent;
import org.onosproject.net.device.DeviceListener;
import org.onosproject.net.device.DeviceService;
import org.onosproject.net.flow.DefaultTrafficSelector;
import org.onosproject.net.flow.FlowEntry;
import org.onosproject.net.flow.FlowRuleService;
import org.onosproject.net.flow.TrafficSelector;
import org.onosproject.net.flowobjective.FlowObjectiveService;
import org.onosproject.net.packet.PacketPriority;
import org.onosproject.net.packet.PacketProcessor;
import org.onosproject.net.packet.PacketService;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the configured routes on the switches. One thread does all work, so no state is shared. */
@Component(
    immediate = true,
    property = {REACTIVE + ":Boolean=" + REACTIVE_DEFAULT})
public final class ForwardingManager {
  private static final String APP = "org.op25b.lab.forwarding";
  private static final Logger log = LoggerFactory.getLogger(ForwardingManager.class);

  /**
   * How long a switch's routes wait after it has come. ONOS's flow rule store (2.7.0,
   * DeviceFlowTable.activateMaster) may lose what it is asked in the moment in which it takes over
   * a switch, and then needs 5 s for each rule lost.
   */
  private static final long TAKEOVER_MILLIS = 100;

  @Reference CoreService coreService;
  @Reference ComponentConfigService componentConfig;
  @Reference NetworkConfigRegistry networkConfig;
  @Reference DeviceService deviceService;
  @Reference FlowObjectiveService objectives;
  @Reference FlowRuleService flowRules;
  @Reference PacketService packets;

  /** Forward every packet in the controller and install no rule. */
  private volatile boolean reactive = REACTIVE_DEFAULT;

  private final DeviceListener deviceListener = this::onDevice;
  private final NetworkConfigListener configListener = this::onConfig;
  private final ConfigFactory<ApplicationId, ForwardingConfig> configFactory =
      new ConfigFactory<>(
          SubjectFactories.APP_SUBJECT_FACTORY, ForwardingConfig.class, ForwardingConfig.KEY) {
        @Override
        public ForwardingConfig createConfig() {
          return new ForwardingConfig();
        }
      };

  private ApplicationId appId;
  private ScheduledExecutorService executor;
  private ReactiveProcessor reactiveProcessor;
  private volatile RoutingTable table = RoutingTable.EMPTY;

  @Activate
  void activate(Map<String, ?> properties) {
    appId = coreService.registerApplication(APP);
    componentConfig.registerProperties(getClass());
    executor =
        Executors.newSingleThreadScheduledExecutor(Tools.groupedThreads("op25b/lab", "forwarding"));
    reactiveProcessor = new ReactiveProcessor(packets, () -> table);
    networkConfig.addListener(configListener);
    networkConfig.registerConfigFactory(configFactory);
    deviceService.addListener(deviceListener);
    modified(properties);
    log.info("Started");
  }

  @Deactivate
  void deactivate() {
    deviceService.removeListener(deviceListener);
    networkConfig.removeListener(configListener);
    networkConfig.unregisterConfigFactory(configFactory);
    packets.removeProcessor(reactiveProcessor);
    cancelPackets();
    componentConfig.unregisterProperties(getClass(), false);
    executor.shutdownNow();
    log.info("Stopped");
  }

  @Modified
  void modified(Map<String, ?> properties) {
    reactive = Boolean.parseBoolean(String.valueOf(properties.get(REACTIVE)));
    packets.removeProcessor(reactiveProcessor);
    cancelPackets();
    if (reactive) {
      packets.addProcessor(reactiveProcessor, PacketProcessor.director(2));
      requestPackets();
    }
    executor.execute(this::reload);
  }

  private void onDevice(DeviceEvent event) {
    switch (event.type()) {
      case DEVICE_ADDED:
      case DEVICE_AVAILABILITY_CHANGED:
      case DEVICE_UPDATED:
        DeviceId device = event.subject().id();
        var unused =
            executor.schedule(
                () -> install(device, table.routes(device)), TAKEOVER_MILLIS, MILLISECONDS);
        break;
      default:
        break;
    }
  }

  private void onConfig(NetworkConfigEvent event) {
    boolean changed =
        event.type() == CONFIG_ADDED
            || event.type() == CONFIG_UPDATED
            || event.type() == CONFIG_REMOVED;
    // A new driver has a new pipeliner, which may put objectives into another table.
    if (changed
        && (event.configClass().equals(ForwardingConfig.class)
            || event.configClass().equals(BasicDeviceConfig.class))) {
      executor.execute(this::reload);
    }
  }

  private void reload() {
    ForwardingConfig config = networkConfig.getConfig(appId, ForwardingConfig.class);
    RoutingTable before = table;
    table = config == null ? RoutingTable.EMPTY : new RoutingTable(config.routes());
    before.devices().forEach(device -> withdraw(device, before.routes(device)));
    removeStaleRules();
    table.devices().forEach(device -> install(device, table.routes(device)));
  }

  private void install(DeviceId device, Set<Route> routes) {
    if (!reactive && deviceService.isAvailable(device)) {
      routes.forEach(route -> objectives.forward(device, route.objective(appId).add()));
    }
  }

  private void withdraw(DeviceId device, Set<Route> before) {
    for (Route route : before) {
      if (reactive || !table.routes(device).contains(route)) {
        objectives.forward(device, route.objective(appId).remove());
      }
    }
  }

  /** Rules of an earlier run of this application, which its memory does not hold any more. */
  private void removeStaleRules() {
    for (FlowEntry rule : flowRules.getFlowEntriesById(appId)) {
      boolean wanted =
          !reactive
              && table.routes(rule.deviceId()).stream()
                  .anyMatch(
                      route ->
                          route.priority() == rule.priority()
                              && route.selector().equals(rule.selector())
                              && route.treatment().equals(rule.treatment()));
      if (!wanted) {
        flowRules.removeFlowRules(rule);
      }
    }
  }

  private void requestPackets() {
    packets.requestPackets(ipv4(), PacketPriority.REACTIVE, appId);
    packets.requestPackets(ipv6(), PacketPriority.REACTIVE, appId);
  }

  private void cancelPackets() {
    packets.cancelPackets(ipv4(), PacketPriority.REACTIVE, appId);
    packets.cancelPackets(ipv6(), PacketPriority.REACTIVE, appId);
  }

  private static TrafficSelector ipv4() {
    return DefaultTrafficSelector.builder().matchEthType(Ethernet.TYPE_IPV4).build();
  }

  private static TrafficSelector ipv6() {
    return DefaultTrafficSelector.builder().matchEthType(Ethernet.TYPE_IPV6).build();
  }
}
