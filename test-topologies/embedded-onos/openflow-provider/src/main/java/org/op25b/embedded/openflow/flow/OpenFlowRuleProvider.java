package org.op25b.embedded.openflow.flow;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.onlab.util.Tools.groupedThreads;
import static org.op25b.embedded.openflow.codec.OfValues.device;
import static org.op25b.embedded.openflow.codec.OfValues.dpid;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.onosproject.net.DeviceId;
import org.onosproject.net.flow.FlowEntry;
import org.onosproject.net.flow.FlowRule;
import org.onosproject.net.flow.FlowRuleProvider;
import org.onosproject.net.flow.FlowRuleProviderRegistry;
import org.onosproject.net.flow.FlowRuleProviderService;
import org.onosproject.net.flow.oldbatch.FlowRuleBatchEntry.FlowRuleOperation;
import org.onosproject.net.flow.oldbatch.FlowRuleBatchOperation;
import org.onosproject.net.provider.AbstractProvider;
import org.onosproject.net.provider.ProviderId;
import org.onosproject.openflow.controller.Dpid;
import org.onosproject.openflow.controller.OpenFlowController;
import org.onosproject.openflow.controller.OpenFlowSwitch;
import org.op25b.embedded.openflow.channel.MultipartCollector;
import org.op25b.embedded.openflow.channel.SwitchMessages;
import org.op25b.embedded.openflow.channel.Xids;
import org.op25b.embedded.openflow.codec.CodecException;
import org.op25b.embedded.openflow.codec.FlowEntryDecoder;
import org.op25b.embedded.openflow.codec.FlowModEncoder;
import org.op25b.embedded.openflow.codec.TableStatsDecoder;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.projectfloodlight.openflow.protocol.OFErrorMsg;
import org.projectfloodlight.openflow.protocol.OFFlowRemoved;
import org.projectfloodlight.openflow.protocol.OFFlowStatsReply;
import org.projectfloodlight.openflow.protocol.OFMessage;
import org.projectfloodlight.openflow.protocol.OFStatsReply;
import org.projectfloodlight.openflow.protocol.OFTableStatsReply;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes flow rules to switches and tells the core which rules are there. */
@Component(immediate = true)
public class OpenFlowRuleProvider extends AbstractProvider implements FlowRuleProvider {
  private static final Logger log = LoggerFactory.getLogger(OpenFlowRuleProvider.class);
  private static final long BATCH_TIMEOUT_SECONDS = 10;

  @Reference protected FlowRuleProviderRegistry registry;
  @Reference protected OpenFlowController controller;

  private final Map<Dpid, FlowStatsPoller> pollers = new ConcurrentHashMap<>();
  private final PendingBatches batches =
      new PendingBatches(
          (id, result) -> toCore(() -> service().batchOperationCompleted(id, result)),
          SECONDS.toNanos(BATCH_TIMEOUT_SECONDS));
  private volatile FlowRuleProviderService service;
  private Messages messages;
  private ScheduledExecutorService clock;
  // The core takes seconds over thousands of rules; results of batches must not wait for that.
  private ExecutorService results;
  private ExecutorService statistics;

  /** Made by the component runtime. */
  public OpenFlowRuleProvider() {
    super(new ProviderId("of", "org.onosproject.provider.openflow"));
  }

  @Activate
  protected void activate() {
    service = registry.register(this);
    clock =
        Executors.newSingleThreadScheduledExecutor(groupedThreads("onos/of", "flow-clock", log));
    results = Executors.newSingleThreadExecutor(groupedThreads("onos/of", "flow-results", log));
    statistics = Executors.newSingleThreadExecutor(groupedThreads("onos/of", "flow-stats", log));
    messages = new Messages(controller);
    messages.start();
    var unused = clock.scheduleAtFixedRate(this::expire, 1, 1, SECONDS);
    log.info("Started");
  }

  @Deactivate
  protected void deactivate() {
    clock.shutdownNow();
    messages.stop();
    results.shutdownNow();
    statistics.shutdownNow();
    registry.unregister(this);
    pollers.values().forEach(FlowStatsPoller::stop);
    pollers.clear();
    log.info("Stopped");
  }

  @Override
  public void applyFlowRule(FlowRule... rules) {
    send(FlowRuleOperation.ADD, rules);
  }

  @Override
  public void removeFlowRule(FlowRule... rules) {
    send(FlowRuleOperation.REMOVE, rules);
  }

  /**
   * Sends one message for each rule, outside of any batch.
   *
   * @throws CodecException if OpenFlow 1.3 has no form for one of the rules; the others are sent
   */
  private void send(FlowRuleOperation operation, FlowRule... rules) {
    List<CodecException> failures = new ArrayList<>();
    for (FlowRule rule : rules) {
      OpenFlowSwitch to = controller.getSwitch(dpid(rule.deviceId()));
      if (to == null) {
        continue;
      }
      try {
        to.sendMsg(FlowModEncoder.encode(to.factory(), rule, operation, Xids.next()));
        sent(to.getDpid(), 1);
      } catch (CodecException e) {
        failures.add(e);
      }
    }
    if (!failures.isEmpty()) {
      throw failures.get(0);
    }
  }

  @Override
  public void executeBatch(FlowRuleBatchOperation batch) {
    OpenFlowSwitch to = controller.getSwitch(dpid(batch.deviceId()));
    if (to == null || !to.isConnected()) {
      batches.unreachable(batch);
      return;
    }
    List<OFMessage> out = batches.open(batch, to.factory(), System.nanoTime());
    if (!out.isEmpty()) {
      to.sendMsg(out);
      sent(to.getDpid(), out.size());
    }
  }

  private FlowRuleProviderService service() {
    return service;
  }

  private void sent(Dpid dpid, int count) {
    FlowStatsPoller poller = pollers.get(dpid);
    if (poller != null) {
      poller.sent(count);
    }
  }

  private void expire() {
    try {
      batches.expire(System.nanoTime());
    } catch (RuntimeException e) {
      log.warn("Batches that wait too long were not failed", e);
    }
  }

  private void toCore(Runnable report) {
    results.execute(
        () -> {
          try {
            report.run();
          } catch (RuntimeException e) {
            log.warn("The core did not take the result of a batch", e);
          }
        });
  }

  private final class Messages extends SwitchMessages {
    private final MultipartCollector<OFFlowStatsReply> flowReplies =
        new MultipartCollector<>(OFFlowStatsReply.class);
    private final MultipartCollector<OFTableStatsReply> tableReplies =
        new MultipartCollector<>(OFTableStatsReply.class);

    private Messages(OpenFlowController controller) {
      super(controller, "flow-messages");
    }

    @Override
    protected void connected(OpenFlowSwitch connected) {
      FlowStatsPoller former =
          pollers.put(connected.getDpid(), new FlowStatsPoller(connected, clock));
      if (former != null) {
        former.stop();
      }
    }

    @Override
    protected void disconnected(Dpid dpid) {
      FlowStatsPoller former = pollers.remove(dpid);
      if (former != null) {
        former.stop();
      }
      flowReplies.forget(dpid);
      tableReplies.forget(dpid);
      batches.disconnected(device(dpid));
    }

    @Override
    protected void received(Dpid dpid, OFMessage message) {
      switch (message.getType()) {
        case BARRIER_REPLY:
          batches.barrier(message.getXid());
          break;
        case ERROR:
          error(dpid, (OFErrorMsg) message);
          break;
        case FLOW_REMOVED:
          service.flowRemoved(FlowEntryDecoder.decode(device(dpid), (OFFlowRemoved) message));
          break;
        case STATS_REPLY:
          OFStatsReply reply = (OFStatsReply) message;
          flowReplies
              .add(dpid, reply)
              .ifPresent(parts -> statistics.execute(() -> flows(dpid, parts)));
          tableReplies
              .add(dpid, reply)
              .ifPresent(parts -> statistics.execute(() -> tables(dpid, parts)));
          break;
        default:
      }
    }

    private void error(Dpid dpid, OFErrorMsg error) {
      if (batches.refused(error.getXid())) {
        log.warn("{} refused a rule: {}", dpid, error);
      }
    }

    private void flows(Dpid dpid, List<OFFlowStatsReply> parts) {
      FlowStatsPoller poller = pollers.get(dpid);
      if (poller != null) {
        poller.received();
      }
      DeviceId device = device(dpid);
      List<FlowEntry> entries = new ArrayList<>();
      parts.forEach(
          part -> part.getEntries().forEach(e -> entries.add(FlowEntryDecoder.decode(device, e))));
      service.pushFlowMetrics(device, entries);
    }

    private void tables(Dpid dpid, List<OFTableStatsReply> parts) {
      service.pushTableStatistics(device(dpid), TableStatsDecoder.decode(device(dpid), parts));
    }
  }
}
