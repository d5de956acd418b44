package org.op25b.embedded.openflow.flow;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import org.onlab.util.SlidingWindowCounter;
import org.onosproject.openflow.controller.OpenFlowSwitch;
import org.onosproject.openflow.controller.RoleState;
import org.op25b.embedded.openflow.channel.Xids;
import org.projectfloodlight.openflow.protocol.OFFactory;
import org.projectfloodlight.openflow.types.OFGroup;
import org.projectfloodlight.openflow.types.OFPort;
import org.projectfloodlight.openflow.types.TableId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides, second by second, when one switch is asked for its rules; the rhythm is that of ONOS
 * 2.7's FlowStatsCollector. First 1 s after connecting, then every 5 s; not while a reply is
 * outstanding (five times at most), not while ONOS itself writes many rules, and then 5 s after the
 * load has gone down.
 */
final class FlowStatsPoller {
  private static final Logger log = LoggerFactory.getLogger(FlowStatsPoller.class);
  private static final int PERIOD_SECONDS = 5;
  private static final int WAITING_ATTEMPTS = 5;
  private static final int PAUSE_WINDOW_SECONDS = 2;
  private static final int LOW_WINDOW_SECONDS = 15;
  private static final int HIGH_WINDOW_SECONDS = 60;
  private static final double MIN_LOAD_RATE = 50;
  private static final double MAX_LOAD_RATE = 500;

  private final OpenFlowSwitch polled;
  private final SlidingWindowCounter load = new SlidingWindowCounter(HIGH_WINDOW_SECONDS);
  private int secondsToPoll = 1;
  private int waiting;
  private boolean paused;
  private final ScheduledFuture<?> ticks;

  /** Begins at once; {@link #tick} runs on the clock's thread. */
  FlowStatsPoller(OpenFlowSwitch polled, ScheduledExecutorService clock) {
    this.polled = polled;
    this.ticks = clock.scheduleAtFixedRate(this::tick, 1, 1, SECONDS);
  }

  /** So many messages were sent to the switch. */
  void sent(int messages) {
    load.incrementCount(messages);
  }

  /** The whole reply is here. */
  synchronized void received() {
    waiting = 0;
  }

  private void tick() {
    try {
      secondPassed();
    } catch (RuntimeException e) {
      log.warn("{} was not asked for its rules", polled.getStringId(), e);
    }
  }

  private synchronized void secondPassed() {
    secondsToPoll--;
    if (isHighLoad()) {
      paused = true;
    } else if (paused
        && load.getWindowRate(LOW_WINDOW_SECONDS) < load.getWindowRate(HIGH_WINDOW_SECONDS)) {
      paused = false;
      secondsToPoll = PERIOD_SECONDS;
    }
    if (paused || secondsToPoll > 0) {
      return;
    }
    secondsToPoll = PERIOD_SECONDS;
    if (waiting-- > 0 || polled.getRole() != RoleState.MASTER) {
      return;
    }
    OFFactory factory = polled.factory();
    polled.sendMsg(
        factory
            .buildFlowStatsRequest()
            .setXid(Xids.next())
            .setMatch(factory.matchWildcardAll())
            .setTableId(TableId.ALL)
            .setOutPort(OFPort.ANY)
            .setOutGroup(OFGroup.ANY)
            .build());
    polled.sendMsg(factory.buildTableStatsRequest().setXid(Xids.next()).build());
    waiting = WAITING_ATTEMPTS;
  }

  /** Asks no more. */
  void stop() {
    ticks.cancel(false);
    load.destroy();
  }

  private boolean isHighLoad() {
    double usual = 2 * load.getWindowRate(HIGH_WINDOW_SECONDS);
    return load.getWindowRate(PAUSE_WINDOW_SECONDS)
        > Math.max(Math.min(usual, MAX_LOAD_RATE), MIN_LOAD_RATE);
  }
}
