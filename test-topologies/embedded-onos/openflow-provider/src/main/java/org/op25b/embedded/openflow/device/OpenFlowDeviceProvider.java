package org.op25b.embedded.openflow.device;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.onlab.util.Tools.groupedThreads;
import static org.op25b.embedded.openflow.codec.OfValues.device;
import static org.op25b.embedded.openflow.codec.OfValues.dpid;
import static org.op25b.embedded.openflow.codec.OfValues.port;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.onlab.packet.ChassisId;
import org.onosproject.net.AnnotationKeys;
import org.onosproject.net.DefaultAnnotations;
import org.onosproject.net.DeviceId;
import org.onosproject.net.MastershipRole;
import org.onosproject.net.PortNumber;
import org.onosproject.net.device.DefaultDeviceDescription;
import org.onosproject.net.device.DeviceDescription;
import org.onosproject.net.device.DeviceProvider;
import org.onosproject.net.device.DeviceProviderRegistry;
import org.onosproject.net.device.DeviceProviderService;
import org.onosproject.net.provider.AbstractProvider;
import org.onosproject.net.provider.ProviderId;
import org.onosproject.openflow.controller.Dpid;
import org.onosproject.openflow.controller.OpenFlowController;
import org.onosproject.openflow.controller.OpenFlowEventListener;
import org.onosproject.openflow.controller.OpenFlowSwitch;
import org.onosproject.openflow.controller.OpenFlowSwitchListener;
import org.onosproject.openflow.controller.RoleState;
import org.op25b.embedded.openflow.channel.MultipartCollector;
import org.op25b.embedded.openflow.channel.Xids;
import org.op25b.embedded.openflow.codec.PortCodec;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.projectfloodlight.openflow.protocol.OFMessage;
import org.projectfloodlight.openflow.protocol.OFPortStatsReply;
import org.projectfloodlight.openflow.protocol.OFPortStatus;
import org.projectfloodlight.openflow.protocol.OFStatsReply;
import org.projectfloodlight.openflow.protocol.OFVersion;
import org.projectfloodlight.openflow.types.OFPort;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Switches as devices: their ports, roles and port counters. */
@Component(immediate = true)
public class OpenFlowDeviceProvider extends AbstractProvider implements DeviceProvider {
  private static final Logger log = LoggerFactory.getLogger(OpenFlowDeviceProvider.class);
  private static final int POLL_SECONDS = 5;

  @Reference protected DeviceProviderRegistry registry;
  @Reference protected OpenFlowController controller;

  private final Listener listener = new Listener();
  private DeviceProviderService service;
  private ScheduledExecutorService clock;

  /** Made by the component runtime. */
  public OpenFlowDeviceProvider() {
    super(new ProviderId("of", "org.onosproject.provider.openflow"));
  }

  @Activate
  protected void activate() {
    service = registry.register(this);
    controller.addListener(listener);
    controller.addEventListener(listener);
    controller.getSwitches().forEach(s -> listener.switchAdded(s.getDpid()));
    clock = Executors.newSingleThreadScheduledExecutor(groupedThreads("onos/of", "ports", log));
    var unused = clock.scheduleWithFixedDelay(this::poll, 1, POLL_SECONDS, SECONDS);
    log.info("Started");
  }

  @Deactivate
  protected void deactivate() {
    clock.shutdownNow();
    controller.removeListener(listener);
    controller.removeEventListener(listener);
    registry.unregister(this);
    log.info("Stopped");
  }

  private void poll() {
    for (OpenFlowSwitch master : controller.getMasterSwitches()) {
      try {
        master.sendMsg(
            master
                .factory()
                .buildPortStatsRequest()
                .setXid(Xids.next())
                .setPortNo(OFPort.ANY)
                .build());
      } catch (RuntimeException e) {
        log.warn("{} was not asked for its port counters", master.getStringId(), e);
      }
    }
  }

  @Override
  public void triggerProbe(DeviceId id) {
    OpenFlowSwitch probed = controller.getSwitch(dpid(id));
    if (probed == null || !probed.isConnected()) {
      service.deviceDisconnected(id);
    } else if (probed.factory().getVersion() != OFVersion.OF_10) {
      probed.sendMsg(probed.factory().buildPortDescStatsRequest().setXid(Xids.next()).build());
    }
  }

  @Override
  public boolean isReachable(DeviceId id) {
    OpenFlowSwitch asked = controller.getSwitch(dpid(id));
    return asked != null && asked.isConnected();
  }

  @Override
  public void roleChanged(DeviceId id, MastershipRole role) {
    switch (role) {
      case MASTER:
        controller.setRole(dpid(id), RoleState.MASTER);
        break;
      case STANDBY:
        controller.setRole(dpid(id), RoleState.EQUAL);
        break;
      case NONE:
        controller.setRole(dpid(id), RoleState.SLAVE);
        break;
    }
  }

  @Override
  public void changePortState(DeviceId id, PortNumber number, boolean enable) {
    OpenFlowSwitch changed = controller.getSwitch(dpid(id));
    if (changed == null || !changed.isConnected()) {
      log.warn("Port {} of {} stays as it is: no such switch is connected", number, id);
      return;
    }
    changed.getPorts().stream()
        .filter(p -> port(p.getPortNo()).equals(number))
        .findFirst()
        .ifPresent(
            p -> changed.sendMsg(PortCodec.encode(changed.factory(), p, enable, Xids.next())));
  }

  @Override
  public void triggerDisconnect(DeviceId id) {
    OpenFlowSwitch gone = controller.getSwitch(dpid(id));
    if (gone != null) {
      gone.disconnectSwitch();
    }
  }

  private static DeviceDescription description(OpenFlowSwitch described) {
    String channel = described.channelId();
    return new DefaultDeviceDescription(
        Dpid.uri(described.getDpid()),
        described.deviceType(),
        described.manufacturerDescription(),
        described.hardwareDescription(),
        described.softwareDescription(),
        described.serialNumber(),
        new ChassisId(described.getId()),
        DefaultAnnotations.builder()
            .set(AnnotationKeys.PROTOCOL, described.factory().getVersion().toString())
            .set(AnnotationKeys.CHANNEL_ID, channel)
            .set(AnnotationKeys.MANAGEMENT_ADDRESS, channel.substring(0, channel.lastIndexOf(':')))
            .set(
                AnnotationKeys.DATAPATH_DESCRIPTION,
                String.valueOf(described.datapathDescription()))
            .build());
  }

  private final class Listener implements OpenFlowSwitchListener, OpenFlowEventListener {
    private final MultipartCollector<OFPortStatsReply> replies =
        new MultipartCollector<>(OFPortStatsReply.class);

    @Override
    public void switchAdded(Dpid dpid) {
      OpenFlowSwitch added = controller.getSwitch(dpid);
      if (added != null) {
        service.deviceConnected(device(dpid), description(added));
        service.updatePorts(device(dpid), PortCodec.decode(added.getPorts()));
      }
    }

    @Override
    public void switchRemoved(Dpid dpid) {
      replies.forget(dpid);
      service.deviceDisconnected(device(dpid));
    }

    @Override
    public void switchChanged(Dpid dpid) {
      OpenFlowSwitch changed = controller.getSwitch(dpid);
      if (changed != null) {
        service.updatePorts(device(dpid), PortCodec.decode(changed.getPorts()));
      }
    }

    @Override
    public void portChanged(Dpid dpid, OFPortStatus status) {
      service.portStatusChanged(device(dpid), PortCodec.decode(status));
    }

    @Override
    public void receivedRoleReply(Dpid dpid, RoleState requested, RoleState response) {
      service.receivedRoleReply(device(dpid), role(requested), role(response));
    }

    @Override
    public void handleMessage(Dpid dpid, OFMessage message) {
      if (message instanceof OFStatsReply) {
        replies
            .add(dpid, (OFStatsReply) message)
            .ifPresent(
                parts ->
                    service.updatePortStatistics(
                        device(dpid), PortCodec.decode(device(dpid), parts)));
      }
    }
  }

  private static MastershipRole role(RoleState state) {
    if (state == null) {
      return null;
    }
    switch (state) {
      case MASTER:
        return MastershipRole.MASTER;
      case EQUAL:
        return MastershipRole.STANDBY;
      default:
        return MastershipRole.NONE;
    }
  }
}
