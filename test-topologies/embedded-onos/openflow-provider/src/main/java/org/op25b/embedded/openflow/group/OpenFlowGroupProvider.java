package org.op25b.embedded.openflow.group;

import static org.op25b.embedded.openflow.codec.OfValues.device;
import static org.op25b.embedded.openflow.codec.OfValues.dpid;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.onosproject.net.DeviceId;
import org.onosproject.net.group.GroupOperation;
import org.onosproject.net.group.GroupOperation.GroupMsgErrorCode;
import org.onosproject.net.group.GroupOperations;
import org.onosproject.net.group.GroupProvider;
import org.onosproject.net.group.GroupProviderRegistry;
import org.onosproject.net.group.GroupProviderService;
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
import org.op25b.embedded.openflow.codec.GroupCodec;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.projectfloodlight.openflow.protocol.OFErrorMsg;
import org.projectfloodlight.openflow.protocol.OFGroupDescStatsEntry;
import org.projectfloodlight.openflow.protocol.OFGroupDescStatsReply;
import org.projectfloodlight.openflow.protocol.OFGroupStatsEntry;
import org.projectfloodlight.openflow.protocol.OFGroupStatsReply;
import org.projectfloodlight.openflow.protocol.OFMessage;
import org.projectfloodlight.openflow.protocol.OFStatsReply;
import org.projectfloodlight.openflow.protocol.OFVersion;
import org.projectfloodlight.openflow.protocol.errormsg.OFGroupModFailedErrorMsg;
import org.projectfloodlight.openflow.types.OFGroup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes groups to switches and tells the core which are there. */
@Component(immediate = true)
public class OpenFlowGroupProvider extends AbstractProvider implements GroupProvider {
  private static final Logger log = LoggerFactory.getLogger(OpenFlowGroupProvider.class);
  private static final int POLL_SECONDS = 10;

  @Reference protected GroupProviderRegistry registry;
  @Reference protected OpenFlowController controller;

  private final Map<Long, Pending> pending = new ConcurrentHashMap<>();
  private GroupProviderService service;
  private Messages messages;
  private SwitchPolls polls;

  /** Made by the component runtime. */
  public OpenFlowGroupProvider() {
    super(new ProviderId("of", "org.onosproject.provider.openflow"));
  }

  @Activate
  protected void activate() {
    service = registry.register(this);
    polls = new SwitchPolls("group-clock", POLL_SECONDS, OpenFlowGroupProvider::ask);
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
  public void performGroupOperation(DeviceId id, GroupOperations operations) {
    OpenFlowSwitch to = controller.getSwitch(dpid(id));
    for (GroupOperation operation : operations.operations()) {
      if (to == null) {
        log.warn("{} gets no group {}: it is not connected", id, operation.groupId());
        continue;
      }
      long xid = Xids.next();
      try {
        OFMessage message = GroupCodec.encode(to.factory(), operation, xid);
        pending.put(xid, new Pending(id, operation));
        to.sendMsg(message);
      } catch (CodecException e) {
        log.warn("{} gets no group {}: {}", id, operation.groupId(), e.getMessage());
        failed(id, operation, GroupMsgErrorCode.INVALID_GROUP);
      }
    }
  }

  private void failed(DeviceId id, GroupOperation operation, GroupMsgErrorCode code) {
    service.groupOperationFailed(id, GroupOperation.createFailedGroupOperation(operation, code));
  }

  /** The descriptions last, so that the counters are there when they come. */
  private static void ask(OpenFlowSwitch asked) {
    asked.sendMsg(
        asked.factory().buildGroupStatsRequest().setXid(Xids.next()).setGroup(OFGroup.ALL).build());
    asked.sendMsg(asked.factory().buildGroupDescStatsRequest().setXid(Xids.next()).build());
  }

  private final class Messages extends SwitchMessages {
    private final MultipartCollector<OFGroupStatsReply> counterReplies =
        new MultipartCollector<>(OFGroupStatsReply.class);
    private final MultipartCollector<OFGroupDescStatsReply> groupReplies =
        new MultipartCollector<>(OFGroupDescStatsReply.class);
    private final Map<Dpid, List<OFGroupStatsEntry>> counters = new HashMap<>();

    private Messages(OpenFlowController controller) {
      super(controller, "group-messages");
    }

    @Override
    protected void connected(OpenFlowSwitch connected) {
      if (connected.factory().getVersion().getWireVersion() >= OFVersion.OF_13.getWireVersion()) {
        polls.start(connected);
      }
    }

    @Override
    protected void disconnected(Dpid dpid) {
      polls.stop(dpid);
      counterReplies.forget(dpid);
      groupReplies.forget(dpid);
      counters.remove(dpid);
      pending.values().removeIf(p -> p.device.equals(device(dpid)));
    }

    @Override
    protected void received(Dpid dpid, OFMessage message) {
      if (message instanceof OFErrorMsg) {
        error(dpid, (OFErrorMsg) message);
      } else if (message instanceof OFStatsReply) {
        OFStatsReply reply = (OFStatsReply) message;
        counterReplies.add(dpid, reply).ifPresent(parts -> counters(dpid, parts));
        groupReplies.add(dpid, reply).ifPresent(parts -> groups(dpid, parts));
      }
    }

    private void error(Dpid dpid, OFErrorMsg error) {
      Pending refused = pending.remove(error.getXid());
      if (refused != null) {
        log.warn("{} refused group {}: {}", dpid, refused.operation.groupId(), error);
        failed(refused.device, refused.operation, code(error));
      }
    }

    private void counters(Dpid dpid, List<OFGroupStatsReply> parts) {
      List<OFGroupStatsEntry> entries = new ArrayList<>();
      parts.forEach(part -> entries.addAll(part.getEntries()));
      counters.put(dpid, entries);
    }

    private void groups(Dpid dpid, List<OFGroupDescStatsReply> parts) {
      List<OFGroupDescStatsEntry> entries = new ArrayList<>();
      parts.forEach(part -> entries.addAll(part.getEntries()));
      // Errors come before the answer to a later question: what was asked earlier has gone well.
      long xid = parts.get(0).getXid();
      pending
          .entrySet()
          .removeIf(p -> p.getKey() < xid && p.getValue().device.equals(device(dpid)));
      service.pushGroupMetrics(
          device(dpid),
          GroupCodec.decode(device(dpid), entries, counters.getOrDefault(dpid, List.of())));
    }
  }

  private static final class Pending {
    private final DeviceId device;
    private final GroupOperation operation;

    private Pending(DeviceId device, GroupOperation operation) {
      this.device = device;
      this.operation = operation;
    }
  }

  /** Codes that only OpenFlow 1.4 and later have, and errors in an action, are bad buckets. */
  private static GroupMsgErrorCode code(OFErrorMsg error) {
    if (error instanceof OFGroupModFailedErrorMsg) {
      String name = ((OFGroupModFailedErrorMsg) error).getCode().name();
      for (GroupMsgErrorCode code : GroupMsgErrorCode.values()) {
        if (code.name().equals(name)) {
          return code;
        }
      }
    }
    return GroupMsgErrorCode.BAD_BUCKET;
  }
}
