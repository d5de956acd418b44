package org.op25b.controller.enforcement;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.onosproject.net.DeviceId;

/**
 * Switches whose rules ONOS's flow rule store cannot tell yet, since it learns of a new master on
 * its own: they are looked at again until it can, more and more seldom. All methods run on one
 * executor.
 */
final class UnreadyStores {
  private static final Duration FIRST_WAIT = Duration.ofMillis(20);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

  private final Connection.Scheduler scheduler;
  private final Consumer<DeviceId> look;

  /** The waits of each; whose object is not there any more is no longer looked at. */
  private final Map<DeviceId, Backoff> waits = new HashMap<>();

  /**
   * None yet.
   *
   * @param look looks at a switch again, and calls {@link #remove} when there is no need to go on
   */
  UnreadyStores(Connection.Scheduler scheduler, Consumer<DeviceId> look) {
    this.scheduler = scheduler;
    this.look = look;
  }

  /** Looks at the switch again, soon; does nothing when that is going on. */
  void add(DeviceId device) {
    if (!waits.containsKey(device)) {
      Backoff young = new Backoff(FIRST_WAIT, LONGEST_WAIT);
      waits.put(device, young);
      after(young, device);
    }
  }

  /** The store can tell, or the switch has gone. */
  void remove(DeviceId device) {
    waits.remove(device);
  }

  private void after(Backoff wait, DeviceId device) {
    scheduler.after(
        wait.failed(),
        () -> {
          if (waits.get(device) == wait) {
            look.accept(device);
          }
          if (waits.get(device) == wait) {
            after(wait, device);
          }
        });
  }
}
