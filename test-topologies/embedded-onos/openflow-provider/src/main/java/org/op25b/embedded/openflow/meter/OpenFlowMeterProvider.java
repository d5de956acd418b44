package org.op25b.embedded.openflow.meter;

import static org.op25b.embedded.openflow.codec.OfValues.device;
import static org.op25b.embedded.openflow.codec.OfValues.dpid;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.onosproject.core.ApplicationId;
import org.onosproject.core.CoreService;
import org.onosproject.net.DeviceId;
import org.onosproject.net.meter.Meter;
import org.onosproject.net.meter.MeterFailReason;
import org.onosproject.net.meter.MeterOperation;
import org.onosproject.net.meter.MeterOperations;
import org.onosproject.net.meter.MeterProvider;
import org.onosproject.net.meter.MeterProviderRegistry;
import org.onosproject.net.meter.MeterProviderService;
import org.onosproject.net.provider.AbstractProvider;
import org.onosproject.net.provider.ProviderId;
import org.onosproject.openflow.controller.Dpid;
import org.onosproject.openflow.controller.OpenFlowController;
import org.onosproject.openflow.controller.OpenFlowSwitch;
import org.op25b.embedded.openflow.channel.MultipartCollector;
import org.op25b.embedded.openflow.channel.SwitchMessages;
import org.op25b.embedded.openflow.channel.SwitchPolls;
import org.op25b.embedded.openflow.channel.Xids;
import org.op25b.embedded.openflow.codec.CodecException;
import org.op25b.embedded.openflow.codec.MeterCodec;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.projectfloodlight.openflow.protocol.OFErrorMsg;
import org.projectfloodlight.openflow.protocol.OFMessage;
import org.projectfloodlight.openflow.protocol.OFMeterModFailedCode;
import org.projectfloodlight.openflow.protocol.OFMeterStatsReply;
import org.projectfloodlight.openflow.protocol.OFStatsReply;
import org.projectfloodlight.openflow.protocol.OFVersion;
import org.projectfloodlight.openflow.protocol.errormsg.OFMeterModFailedErrorMsg;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes meters to switches and tells the core which are there and what they counted. */
@Component(immediate = true)
public class OpenFlowMeterProvider extends AbstractProvider implements MeterProvider {
  private static final Logger log = LoggerFactory.getLogger(OpenFlowMeterProvider.class);
  private static final int POLL_SECONDS = 10;
  private static final long ALL_METERS = 0xffffffffL;

  @Reference protected MeterProviderRegistry registry;
  @Reference protected OpenFlowController controller;
  @Reference protected CoreService core;

  private final Map<Long, MeterOperation> pending = new ConcurrentHashMap<>();
  private MeterProviderService service;
  private ApplicationId owner;
  private Messages messages;
  private SwitchPolls polls;

  /** Made by the component runtime. */
  public OpenFlowMeterProvider() {
    super(new ProviderId("of", "org.onosproject.provider.meter"));
  }

  @Activate
  protected void activate() {
    owner = core.getAppId(CoreService.CORE_APP_NAME);
    service = registry.register(this);
    polls = new SwitchPolls("meter-clock", POLL_SECONDS, OpenFlowMeterProvider::ask);
    messages = new Messages(controller);
    messages.start();
    log.info("Started");
  }

  @Deactivate
  protected void deactivate() {
    polls.stop();
    messages.stop();
    registry.unregister(this);
    log.info("Stopped");
  }

  @Override
  public void performMeterOperation(DeviceId id, MeterOperations operations) {
    operations.operations().forEach(operation -> performMeterOperation(id, operation));
  }

  @Override
  public void performMeterOperation(DeviceId id, MeterOperation operation) {
    OpenFlowSwitch to = controller.getSwitch(dpid(id));
    if (to == null) {
      service.meterOperationFailed(operation, MeterFailReason.UNKNOWN_DEVICE);
      return;
    }
    long xid = Xids.next();
    try {
      OFMessage message = MeterCodec.encode(to.factory(), operation, xid);
      pending.put(xid, operation);
      to.sendMsg(message);
    } catch (CodecException e) {
      log.warn("{} gets no meter {}: {}", id, operation.meter().id(), e.getMessage());
      service.meterOperationFailed(operation, MeterFailReason.BAD_BAND);
      return;
    }
    if (operation.type() == MeterOperation.Type.REMOVE) {
      // Removal counts as done when a report no longer has the meter: ask for it now.
      ask(to);
    }
  }

  private static void ask(OpenFlowSwitch asked) {
    asked.sendMsg(
        asked
            .factory()
            .buildMeterStatsRequest()
            .setXid(Xids.next())
            .setMeterId(ALL_METERS)
            .build());
  }

  private final class Messages extends SwitchMessages {
    private final MultipartCollector<OFMeterStatsReply> replies =
        new MultipartCollector<>(OFMeterStatsReply.class);

    private Messages(OpenFlowController controller) {
      super(controller, "meter-messages");
    }

    @Override
    protected void connected(OpenFlowSwitch connected) {
      DeviceId id = device(connected.getDpid());
      service.pushMeterFeatures(id, MeterCodec.decode(id, connected.getMeterFeatures()));
      if (connected.factory().getVersion().getWireVersion() >= OFVersion.OF_13.getWireVersion()) {
        polls.start(connected);
      }
    }

    @Override
    protected void disconnected(Dpid dpid) {
      polls.stop(dpid);
      replies.forget(dpid);
      pending.values().removeIf(o -> o.meter().deviceId().equals(device(dpid)));
      service.deleteMeterFeatures(device(dpid));
    }

    @Override
    protected void received(Dpid dpid, OFMessage message) {
      if (message instanceof OFErrorMsg) {
        error(dpid, (OFErrorMsg) message);
      } else if (message instanceof OFStatsReply) {
        replies.add(dpid, (OFStatsReply) message).ifPresent(parts -> meters(dpid, parts));
      }
    }

    private void error(Dpid dpid, OFErrorMsg error) {
      MeterOperation operation = pending.remove(error.getXid());
      if (operation != null) {
        log.warn("{} refused meter {}: {}", dpid, operation.meter().id(), error);
        service.meterOperationFailed(operation, reason(error));
      }
    }

    private void meters(Dpid dpid, List<OFMeterStatsReply> parts) {
      List<Meter> meters = new ArrayList<>();
      parts.forEach(
          part ->
              part.getEntries()
                  .forEach(e -> meters.add(MeterCodec.decode(device(dpid), owner, e))));
      // Errors come before the answer to a later question: what was asked earlier has gone well.
      long xid = parts.get(0).getXid();
      pending
          .entrySet()
          .removeIf(p -> p.getKey() < xid && p.getValue().meter().deviceId().equals(device(dpid)));
      service.pushMeterMetrics(device(dpid), meters);
    }
  }

  private static MeterFailReason reason(OFErrorMsg error) {
    if (!(error instanceof OFMeterModFailedErrorMsg)) {
      return MeterFailReason.UNKNOWN;
    }
    OFMeterModFailedCode code = ((OFMeterModFailedErrorMsg) error).getCode();
    switch (code) {
      case METER_EXISTS:
        return MeterFailReason.EXISTING_METER;
      case INVALID_METER:
        return MeterFailReason.INVALID_METER;
      case BAD_COMMAND:
        return MeterFailReason.UNKNOWN_COMMAND;
      case BAD_FLAGS:
        return MeterFailReason.UNKNOWN_FLAGS;
      case BAD_RATE:
        return MeterFailReason.BAD_RATE;
      case BAD_BURST:
        return MeterFailReason.BAD_BURST;
      case BAD_BAND:
        return MeterFailReason.BAD_BAND;
      case BAD_BAND_VALUE:
        return MeterFailReason.BAD_BAND_VALUE;
      case OUT_OF_METERS:
        return MeterFailReason.OUT_OF_METERS;
      case OUT_OF_BANDS:
        return MeterFailReason.OUT_OF_BANDS;
      default:
        return MeterFailReason.UNKNOWN;
    }
  }
}
