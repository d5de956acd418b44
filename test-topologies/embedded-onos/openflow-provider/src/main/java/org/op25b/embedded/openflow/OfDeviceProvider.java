package org.op25b.embedded.openflow;

import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.onlab.packet.ChassisId;
import org.onosproject.net.*;
import org.onosproject.net.device.*;
import org.onosproject.net.provider.AbstractProvider;
import org.onosproject.net.provider.ProviderId;
import org.onosproject.openflow.controller.*;
import org.osgi.service.component.annotations.*;
import org.projectfloodlight.openflow.protocol.*;
import org.projectfloodlight.openflow.types.OFPort;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Devices, ports, roles and port statistics of OpenFlow switches. */
@Component(immediate = true)
public class OfDeviceProvider extends AbstractProvider
    implements DeviceProvider, OpenFlowSwitchListener, OpenFlowEventListener {
  private final Logger log = LoggerFactory.getLogger(getClass());

  @Reference protected DeviceProviderRegistry registry;
  @Reference protected OpenFlowController controller;

  private DeviceProviderService service;
  private ScheduledExecutorService poller;

  public OfDeviceProvider() {
    super(new ProviderId("of", "org.onosproject.provider.openflow"));
  }

  @Activate
  protected void activate() {
    service = registry.register(this);
    controller.addListener(this);
    controller.addEventListener(this);
    controller.getSwitches().forEach(s -> switchAdded(s.getDpid()));
    poller = Executors.newSingleThreadScheduledExecutor();
    poller.scheduleWithFixedDelay(this::poll, 5, 5, TimeUnit.SECONDS);
    log.info("Started");
  }

  @Deactivate
  protected void deactivate() {
    poller.shutdownNow();
    controller.removeListener(this);
    controller.removeEventListener(this);
    controller.getSwitches().forEach(s -> service.deviceDisconnected(OfCodec.device(s.getDpid())));
    registry.unregister(this);
  }

  private void poll() {
    try {
      controller
          .getMasterSwitches()
          .forEach(
              s -> s.sendMsg(s.factory().buildPortStatsRequest().setPortNo(OFPort.ANY).build()));
    } catch (RuntimeException e) {
      log.warn("Port statistics poll failed", e);
    }
  }

  // --- DeviceProvider
  @Override
  public void triggerProbe(DeviceId id) {}

  @Override
  public boolean isReachable(DeviceId id) {
    OpenFlowSwitch s = controller.getSwitch(OfCodec.dpid(id));
    return s != null && s.isConnected();
  }

  @Override
  public void roleChanged(DeviceId id, MastershipRole role) {
    if (role == MastershipRole.MASTER) {
      controller.setRole(OfCodec.dpid(id), RoleState.MASTER);
    } else if (role == MastershipRole.STANDBY) {
      controller.setRole(OfCodec.dpid(id), RoleState.EQUAL);
    }
  }

  @Override
  public void changePortState(DeviceId id, PortNumber port, boolean enable) {
    OpenFlowSwitch s = controller.getSwitch(OfCodec.dpid(id));
    s.getPorts().stream()
        .filter(p -> OfCodec.port(p.getPortNo()).equals(port))
        .findFirst()
        .ifPresent(
            p ->
                s.sendMsg(
                    s.factory()
                        .buildPortMod()
                        .setPortNo(p.getPortNo())
                        .setHwAddr(p.getHwAddr())
                        .setMask(java.util.Collections.singleton(OFPortConfig.PORT_DOWN))
                        .setConfig(
                            enable
                                ? java.util.Collections.emptySet()
                                : java.util.Collections.singleton(OFPortConfig.PORT_DOWN))
                        .build()));
  }

  @Override
  public void triggerDisconnect(DeviceId id) {
    controller.getSwitch(OfCodec.dpid(id)).disconnectSwitch();
  }

  // --- OpenFlowSwitchListener
  @Override
  public void switchAdded(Dpid dpid) {
    OpenFlowSwitch s = controller.getSwitch(dpid);
    if (s == null) {
      return;
    }
    DeviceId id = OfCodec.device(dpid);
    SparseAnnotations a =
        DefaultAnnotations.builder()
            .set(AnnotationKeys.PROTOCOL, s.factory().getVersion().toString())
            .set(AnnotationKeys.CHANNEL_ID, s.channelId())
            .set(AnnotationKeys.MANAGEMENT_ADDRESS, s.channelId().split(":")[0])
            .set(AnnotationKeys.DATAPATH_DESCRIPTION, String.valueOf(s.datapathDescription()))
            .build();
    service.deviceConnected(
        id,
        new DefaultDeviceDescription(
            id.uri(),
            s.deviceType(),
            s.manufacturerDescription(),
            s.hardwareDescription(),
            s.softwareDescription(),
            s.serialNumber(),
            new ChassisId(dpid.value()),
            a));
    service.updatePorts(id, ports(s));
  }

  @Override
  public void switchRemoved(Dpid dpid) {
    service.deviceDisconnected(OfCodec.device(dpid));
  }

  @Override
  public void switchChanged(Dpid dpid) {
    OpenFlowSwitch s = controller.getSwitch(dpid);
    if (s != null) {
      service.updatePorts(OfCodec.device(dpid), ports(s));
    }
  }

  @Override
  public void portChanged(Dpid dpid, OFPortStatus status) {
    PortDescription p = port(status.getDesc());
    service.portStatusChanged(
        OfCodec.device(dpid),
        status.getReason() == OFPortReason.DELETE
            ? DefaultPortDescription.builder(p).isEnabled(false).isRemoved(true).build()
            : p);
  }

  @Override
  public void receivedRoleReply(Dpid dpid, RoleState requested, RoleState response) {
    service.receivedRoleReply(OfCodec.device(dpid), role(requested), role(response));
  }

  // --- OpenFlowEventListener
  @Override
  public void handleMessage(Dpid dpid, OFMessage msg) {
    if (msg instanceof OFPortStatsReply) {
      DeviceId id = OfCodec.device(dpid);
      service.updatePortStatistics(
          id,
          ((OFPortStatsReply) msg)
              .getEntries().stream()
                  .map(
                      e ->
                          DefaultPortStatistics.builder()
                              .setDeviceId(id)
                              .setPort(OfCodec.port(e.getPortNo()))
                              .setPacketsReceived(e.getRxPackets().getValue())
                              .setPacketsSent(e.getTxPackets().getValue())
                              .setBytesReceived(e.getRxBytes().getValue())
                              .setBytesSent(e.getTxBytes().getValue())
                              .setPacketsRxDropped(e.getRxDropped().getValue())
                              .setPacketsTxDropped(e.getTxDropped().getValue())
                              .setPacketsRxErrors(e.getRxErrors().getValue())
                              .setPacketsTxErrors(e.getTxErrors().getValue())
                              .setDurationSec(e.getDurationSec())
                              .setDurationNano(e.getDurationNsec())
                              .build())
                  .collect(Collectors.toList()));
    }
  }

  private static MastershipRole role(RoleState r) {
    return r == null
        ? null
        : r == RoleState.MASTER
            ? MastershipRole.MASTER
            : r == RoleState.EQUAL ? MastershipRole.STANDBY : MastershipRole.NONE;
  }

  private static List<PortDescription> ports(OpenFlowSwitch s) {
    return s.getPorts().stream().map(OfDeviceProvider::port).collect(Collectors.toList());
  }

  private static PortDescription port(OFPortDesc p) {
    boolean up =
        !p.getState().contains(OFPortState.LINK_DOWN)
            && !p.getConfig().contains(OFPortConfig.PORT_DOWN);
    long speed =
        p.getVersion().getWireVersion() < OFVersion.OF_14.getWireVersion()
            ? p.getCurrSpeed() / 1000
            : 0;
    return DefaultPortDescription.builder()
        .withPortNumber(
            PortNumber.portNumber(p.getPortNo().getPortNumber() & 0xffffffffL, p.getName()))
        .isEnabled(up)
        .type(Port.Type.COPPER)
        .portSpeed(speed)
        .annotations(
            DefaultAnnotations.builder()
                .set(AnnotationKeys.PORT_NAME, p.getName())
                .set(AnnotationKeys.PORT_MAC, p.getHwAddr().toString())
                .build())
        .build();
  }
}
