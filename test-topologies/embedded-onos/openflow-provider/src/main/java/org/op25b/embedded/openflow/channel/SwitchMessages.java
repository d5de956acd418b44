package org.op25b.embedded.openflow.channel;

import static org.onlab.util.Tools.groupedThreads;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.onosproject.openflow.controller.Dpid;
import org.onosproject.openflow.controller.OpenFlowController;
import org.onosproject.openflow.controller.OpenFlowMessageListener;
import org.onosproject.openflow.controller.OpenFlowSwitch;
import org.onosproject.openflow.controller.OpenFlowSwitchListener;
import org.onosproject.openflow.controller.RoleState;
import org.projectfloodlight.openflow.protocol.OFMessage;
import org.projectfloodlight.openflow.protocol.OFPortStatus;
import org.projectfloodlight.openflow.protocol.OFType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What switches say and what becomes of them, in the order in which it happened, on a thread of its
 * own. The controller's event listeners do not keep that order: there, an error and the barrier
 * reply that follows it run on different threads.
 */
public abstract class SwitchMessages implements OpenFlowMessageListener, OpenFlowSwitchListener {
  private static final Logger log = LoggerFactory.getLogger(SwitchMessages.class);

  // Anything else, a flood of packet-ins above all, must not queue up in front of these.
  private static final Set<OFType> ANSWERS =
      EnumSet.of(OFType.BARRIER_REPLY, OFType.ERROR, OFType.FLOW_REMOVED, OFType.STATS_REPLY);

  private final OpenFlowController controller;
  private final ExecutorService executor;

  /** Nothing is heard before {@link #start}. */
  protected SwitchMessages(OpenFlowController controller, String name) {
    this.controller = controller;
    this.executor = Executors.newSingleThreadExecutor(groupedThreads("onos/of", name, log));
  }

  /** An answer, an error or the removal of a rule came in. */
  protected abstract void received(Dpid dpid, OFMessage message);

  /** A switch is there, or was there at the start. */
  protected void connected(OpenFlowSwitch connected) {}

  /** A switch is gone; what was asked of it stays unanswered. */
  protected void disconnected(Dpid dpid) {}

  /** Begins to listen; switches that are there already come as {@link #connected}. */
  public final void start() {
    controller.addListener(this);
    controller.addMessageListener(this);
    controller.getSwitches().forEach(s -> switchAdded(s.getDpid()));
  }

  /** Ends listening; what waits is dropped. */
  public final void stop() {
    controller.removeListener(this);
    controller.removeMessageListener(this);
    executor.shutdownNow();
  }

  /** Runs a task after all that has happened so far. */
  protected final void later(Runnable task) {
    try {
      executor.execute(() -> guarded(task));
    } catch (RejectedExecutionException e) {
      log.debug("Stopped; nothing more is taken in");
    }
  }

  private static void guarded(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      log.warn("A message from a switch was not handled", e);
    }
  }

  @Override
  public final void handleIncomingMessage(Dpid dpid, OFMessage message) {
    if (ANSWERS.contains(message.getType())) {
      later(() -> received(dpid, message));
    }
  }

  @Override
  public final void handleOutgoingMessage(Dpid dpid, List<OFMessage> messages) {}

  @Override
  public final void switchAdded(Dpid dpid) {
    later(
        () -> {
          OpenFlowSwitch added = controller.getSwitch(dpid);
          if (added != null) {
            connected(added);
          }
        });
  }

  @Override
  public final void switchRemoved(Dpid dpid) {
    later(() -> disconnected(dpid));
  }

  @Override
  public final void switchChanged(Dpid dpid) {}

  @Override
  public final void portChanged(Dpid dpid, OFPortStatus status) {}

  @Override
  public final void receivedRoleReply(Dpid dpid, RoleState requested, RoleState response) {}
}
