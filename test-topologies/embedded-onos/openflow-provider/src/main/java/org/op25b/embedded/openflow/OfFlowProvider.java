package org.op25b.embedded.openflow;

import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.onosproject.net.DeviceId;
import org.onosproject.net.flow.*;
import org.onosproject.net.flow.oldbatch.FlowRuleBatchEntry;
import org.onosproject.net.flow.oldbatch.FlowRuleBatchOperation;
import org.onosproject.net.provider.AbstractProvider;
import org.onosproject.net.provider.ProviderId;
import org.onosproject.openflow.controller.*;
import org.osgi.service.component.annotations.*;
import org.projectfloodlight.openflow.protocol.*;
import org.projectfloodlight.openflow.protocol.errormsg.*;
import org.projectfloodlight.openflow.types.OFErrorCauseData;
import org.projectfloodlight.openflow.types.OFGroup;
import org.projectfloodlight.openflow.types.OFPort;
import org.projectfloodlight.openflow.types.TableId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Programs flow rules, confirms batches with barriers, and reports flow and table statistics. */
@Component(immediate = true)
public class OfFlowProvider extends AbstractProvider
    implements FlowRuleProvider, OpenFlowEventListener, OpenFlowSwitchListener {
  private final Logger log = LoggerFactory.getLogger(getClass());

  @Reference protected FlowRuleProviderRegistry registry;
  @Reference protected FlowRuleService flowRules;
  @Reference protected OpenFlowController controller;

  private static final class Batch {
    final FlowRuleBatchOperation op;
    final Set<FlowRule> failed = ConcurrentHashMap.newKeySet();

    Batch(FlowRuleBatchOperation op) {
      this.op = op;
    }
  }

  private final Map<Long, Batch> pending = new ConcurrentHashMap<>();
  private final AtomicLong xids = new AtomicLong(0x10000);
  private FlowRuleProviderService service;
  private ScheduledExecutorService poller;

  public OfFlowProvider() {
    super(new ProviderId("of", "org.onosproject.provider.openflow"));
  }

  @Activate
  protected void activate() {
    service = registry.register(this);
    controller.addListener(this);
    controller.addEventListener(this);
    poller = Executors.newSingleThreadScheduledExecutor();
    poller.scheduleWithFixedDelay(this::poll, 5, 5, TimeUnit.SECONDS);
    log.info("Started");
  }

  @Deactivate
  protected void deactivate() {
    poller.shutdownNow();
    controller.removeListener(this);
    controller.removeEventListener(this);
    registry.unregister(this);
  }

  private void poll() {
    try {
      for (OpenFlowSwitch s : controller.getMasterSwitches()) {
        s.sendMsg(
            s.factory()
                .buildFlowStatsRequest()
                .setMatch(s.factory().matchWildcardAll())
                .setTableId(TableId.ALL)
                .setOutPort(OFPort.ANY)
                .setOutGroup(OFGroup.ANY)
                .build());
        s.sendMsg(s.factory().buildTableStatsRequest().build());
      }
    } catch (RuntimeException e) {
      log.warn("Flow statistics poll failed", e);
    }
  }

  // --- FlowRuleProvider
  @Override
  public void applyFlowRule(FlowRule... rules) {
    send(OfCodec.Op.ADD, rules);
  }

  @Override
  public void removeFlowRule(FlowRule... rules) {
    send(OfCodec.Op.DELETE, rules);
  }

  private void send(OfCodec.Op op, FlowRule... rules) {
    for (FlowRule r : rules) {
      OpenFlowSwitch s = controller.getSwitch(OfCodec.dpid(r.deviceId()));
      if (s != null) {
        s.sendMsg(OfCodec.flowMod(s.factory(), r, op, xids.incrementAndGet()));
      }
    }
  }

  @Override
  public void executeBatch(FlowRuleBatchOperation batch) {
    OpenFlowSwitch s = controller.getSwitch(OfCodec.dpid(batch.deviceId()));
    if (s == null) {
      service.batchOperationCompleted(
          batch.id(),
          new CompletedBatchOperation(
              false,
              batch.getOperations().stream()
                  .map(FlowRuleBatchEntry::target)
                  .collect(Collectors.toSet()),
              batch.deviceId()));
      return;
    }
    long xid = xids.incrementAndGet();
    Batch b = new Batch(batch);
    pending.put(xid, b);
    List<OFMessage> out = new ArrayList<>();
    for (FlowRuleBatchEntry e : batch.getOperations()) {
      try {
        out.add(
            OfCodec.flowMod(
                s.factory(),
                e.target(),
                OfCodec.Op.valueOf(e.operator().name().replace("REMOVE", "DELETE")),
                xid));
      } catch (RuntimeException ex) {
        log.warn("Cannot encode {}: {}", e.target(), ex.getMessage());
        b.failed.add(e.target());
      }
    }
    out.add(s.factory().buildBarrierRequest().setXid(xid).build());
    s.sendMsg(out);
  }

  // --- OpenFlowEventListener
  @Override
  public void handleMessage(Dpid dpid, OFMessage msg) {
    DeviceId id = OfCodec.device(dpid);
    switch (msg.getType()) {
      case BARRIER_REPLY:
        complete(pending.remove(msg.getXid()));
        break;
      case ERROR:
        error((OFErrorMsg) msg);
        break;
      case FLOW_REMOVED:
        removed(id, (OFFlowRemoved) msg);
        break;
      case STATS_REPLY:
        if (msg instanceof OFFlowStatsReply) {
          flowStats(dpid, id, (OFFlowStatsReply) msg);
        } else if (msg instanceof OFTableStatsReply) {
          service.pushTableStatistics(
              id,
              ((OFTableStatsReply) msg)
                  .getEntries().stream()
                      .filter(e -> e.getActiveCount() > 0 || e.getTableId().getValue() == 0)
                      .map(
                          e ->
                              DefaultTableStatisticsEntry.builder()
                                  .withDeviceId(id)
                                  .withTableId(IndexTableId.of(e.getTableId().getValue()))
                                  .withActiveFlowEntries(e.getActiveCount())
                                  .withPacketsLookedUpCount(e.getLookupCount().getValue())
                                  .withPacketsMatchedCount(e.getMatchedCount().getValue())
                                  .build())
                      .collect(Collectors.toList()));
        }
        break;
      default:
        break;
    }
  }

  private void complete(Batch b) {
    if (b != null) {
      service.batchOperationCompleted(
          b.op.id(), new CompletedBatchOperation(b.failed.isEmpty(), b.failed, b.op.deviceId()));
    }
  }

  private void error(OFErrorMsg msg) {
    Batch b = pending.get(msg.getXid());
    OFErrorCauseData data =
        msg instanceof OFFlowModFailedErrorMsg
            ? ((OFFlowModFailedErrorMsg) msg).getData()
            : msg instanceof OFBadMatchErrorMsg
                ? ((OFBadMatchErrorMsg) msg).getData()
                : msg instanceof OFBadActionErrorMsg
                    ? ((OFBadActionErrorMsg) msg).getData()
                    : msg instanceof OFBadInstructionErrorMsg
                        ? ((OFBadInstructionErrorMsg) msg).getData()
                        : null;
    if (b == null || data == null) {
      return;
    }
    log.warn("Switch rejected a flow: {}", msg);
    com.google.common.base.Optional<OFMessage> cause = data.getParsedMessage();
    long cookie =
        cause.isPresent() && cause.get() instanceof OFFlowMod
            ? ((OFFlowMod) cause.get()).getCookie().getValue()
            : 0;
    b.op.getOperations().stream()
        .map(FlowRuleBatchEntry::target)
        .filter(r -> cookie == 0 || r.id().value() == cookie)
        .forEach(b.failed::add);
  }

  private void removed(DeviceId id, OFFlowRemoved msg) {
    for (FlowEntry e : flowRules.getFlowEntries(id)) {
      if (e.id().value() == msg.getCookie().getValue()) {
        service.flowRemoved(
            new DefaultFlowEntry(
                e,
                FlowEntry.FlowEntryState.REMOVED,
                msg.getDurationSec(),
                TimeUnit.SECONDS,
                msg.getPacketCount().getValue(),
                msg.getByteCount().getValue()));
      }
    }
  }

  private void flowStats(Dpid dpid, DeviceId id, OFFlowStatsReply reply) {
    OFFactory f = controller.getSwitch(dpid).factory();
    Map<Long, FlowEntry> known = new HashMap<>();
    flowRules.getFlowEntries(id).forEach(e -> known.put(e.id().value(), e));
    List<FlowEntry> seen = new ArrayList<>();
    for (OFFlowStatsEntry e : reply.getEntries()) {
      FlowEntry r = known.get(e.getCookie().getValue());
      seen.add(r != null && OfCodec.same(f, r, e) ? OfCodec.entry(r, e) : OfCodec.decode(id, e));
    }
    service.pushFlowMetrics(id, seen);
  }

  // --- OpenFlowSwitchListener: fail what was in flight when a switch goes
  @Override
  public void switchAdded(Dpid dpid) {}

  @Override
  public void switchChanged(Dpid dpid) {}

  @Override
  public void portChanged(Dpid dpid, OFPortStatus status) {}

  @Override
  public void receivedRoleReply(Dpid dpid, RoleState requested, RoleState response) {}

  @Override
  public void switchRemoved(Dpid dpid) {
    pending
        .entrySet()
        .removeIf(
            e -> {
              boolean gone = e.getValue().op.deviceId().equals(OfCodec.device(dpid));
              if (gone) {
                e.getValue().op.getOperations().forEach(o -> e.getValue().failed.add(o.target()));
                complete(e.getValue());
              }
              return gone;
            });
  }
}
