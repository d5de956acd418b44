package org.op25b.embedded.openflow.channel;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.onlab.util.Tools.groupedThreads;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.function.Consumer;
import org.onosproject.openflow.controller.Dpid;
import org.onosproject.openflow.controller.OpenFlowSwitch;
import org.onosproject.openflow.controller.RoleState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One question put to each switch again and again: first 1 s after it connects, then at a fixed
 * interval, as ONOS's group and meter collectors do; only while this node is master.
 */
public final class SwitchPolls {
  private static final Logger log = LoggerFactory.getLogger(SwitchPolls.class);

  private final int seconds;
  private final Consumer<OpenFlowSwitch> question;
  private final Map<Dpid, ScheduledFuture<?>> polls = new ConcurrentHashMap<>();
  private final ScheduledExecutorService clock;

  /** Asks nobody yet. */
  public SwitchPolls(String name, int seconds, Consumer<OpenFlowSwitch> question) {
    this.seconds = seconds;
    this.question = question;
    this.clock = Executors.newSingleThreadScheduledExecutor(groupedThreads("onos/of", name, log));
  }

  /** Begins with a switch, afresh if it was asked before. */
  public void start(OpenFlowSwitch asked) {
    ScheduledFuture<?> former =
        polls.put(
            asked.getDpid(), clock.scheduleAtFixedRate(() -> ask(asked), 1, seconds, SECONDS));
    if (former != null) {
      former.cancel(false);
    }
  }

  /** Leaves a switch alone. */
  public void stop(Dpid dpid) {
    ScheduledFuture<?> poll = polls.remove(dpid);
    if (poll != null) {
      poll.cancel(false);
    }
  }

  /** Leaves all alone, for good. */
  public void stop() {
    clock.shutdownNow();
    polls.clear();
  }

  private void ask(OpenFlowSwitch asked) {
    try {
      if (asked.isConnected() && asked.getRole() == RoleState.MASTER) {
        question.accept(asked);
      }
    } catch (RuntimeException e) {
      log.warn("{} was not asked", asked.getStringId(), e);
    }
  }
}
