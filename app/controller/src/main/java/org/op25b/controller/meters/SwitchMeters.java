package org.op25b.controller.meters;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.onosproject.core.ApplicationId;
import org.onosproject.net.DefaultAnnotations;
import org.onosproject.net.DeviceId;
import org.onosproject.net.meter.Band;
import org.onosproject.net.meter.DefaultBand;
import org.onosproject.net.meter.DefaultMeterRequest;
import org.onosproject.net.meter.Meter;
import org.onosproject.net.meter.MeterContext;
import org.onosproject.net.meter.MeterFailReason;
import org.onosproject.net.meter.MeterId;
import org.onosproject.net.meter.MeterRequest;
import org.onosproject.net.meter.MeterService;
import org.onosproject.net.meter.MeterState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Meters that an application has on switches, each known by its purpose. ONOS's store holds them
 * and restores them on a switch that has lost them; after a restart of ONOS the store may be empty:
 * then ONOS removes what is left on the switch, with all rules that name it (OpenFlow 1.3, section
 * 6.5). Thread-safe.
 */
public final class SwitchMeters {
  private static final Logger log = LoggerFactory.getLogger(SwitchMeters.class);
  private static final String PURPOSE = "op25b-purpose";
  private static final Duration ASK_AGAIN = Duration.ofSeconds(3);

  /** The first wait for who could not be asked: ONOS may not know yet how many meters it has. */
  private static final Duration ASK_SOON = Duration.ofMillis(100);

  private final MeterService service;
  private final ApplicationId owner;
  private final LongSupplier nanoTime;
  private final Map<String, Asked> asked = new ConcurrentHashMap<>();

  /** Keeps meters in the name of {@code owner}; {@code nanoTime} is {@link System#nanoTime}. */
  public SwitchMeters(MeterService service, ApplicationId owner, LongSupplier nanoTime) {
    this.service = service;
    this.owner = owner;
    this.nanoTime = nanoTime;
  }

  /**
   * Returns the meter for a purpose, or asks the switch for it. It may not be there yet when this
   * returns it; a rule that names it is then refused and has to be repeated.
   */
  public Optional<MeterId> ensure(DeviceId device, String purpose, MeterRate rate) {
    Optional<MeterId> found = Optional.empty();
    for (Meter meter : own(device, purpose)) {
      if (found.isEmpty() && has(meter, rate)) {
        found = Optional.of((MeterId) meter.meterCellId());
      } else {
        withdraw(meter);
      }
    }
    if (found.isEmpty()) {
      ask(device, purpose, rate);
    } else {
      asked.computeIfPresent(key(device, purpose), (key, before) -> before.withoutProblem());
    }
    return found;
  }

  /** Returns the meter for a purpose, if there is one, whatever its rate. */
  public Optional<MeterId> find(DeviceId device, String purpose) {
    return own(device, purpose).stream()
        .map(Meter::meterCellId)
        .filter(MeterId.class::isInstance)
        .map(MeterId.class::cast)
        .findFirst();
  }

  /** Returns the purposes of all meters of a switch that are the owner's. */
  public Set<String> purposes(DeviceId device) {
    Set<String> purposes = new HashSet<>();
    for (Meter meter : service.getMeters(device)) {
      String purpose = meter.annotations().value(PURPOSE);
      if (owner.equals(meter.appId())
          && purpose != null
          && meter.state() != MeterState.PENDING_REMOVE) {
        purposes.add(purpose);
      }
    }
    return purposes;
  }

  /** Why a switch has no meter for a purpose; empty while it has one or may still get it. */
  public Optional<String> problem(DeviceId device, String purpose) {
    return Optional.ofNullable(asked.get(key(device, purpose))).flatMap(last -> last.problem);
  }

  /** Gives a purpose up. */
  public void release(DeviceId device, String purpose) {
    own(device, purpose).forEach(this::withdraw);
    asked.remove(key(device, purpose));
  }

  /** Forgets what a switch was asked for in vain: it has connected, and is asked at once. */
  public void askAtOnce(DeviceId device) {
    asked.keySet().removeIf(key -> key.startsWith(key(device, "")));
  }

  private List<Meter> own(DeviceId device, String purpose) {
    Collection<Meter> all = service.getMeters(device);
    List<Meter> own = new ArrayList<>();
    for (Meter meter : all) {
      if (owner.equals(meter.appId())
          && purpose.equals(meter.annotations().value(PURPOSE))
          && meter.state() != MeterState.PENDING_REMOVE) {
        own.add(meter);
      }
    }
    return own;
  }

  private static boolean has(Meter meter, MeterRate rate) {
    return meter.meterCellId() instanceof MeterId
        && meter.unit() == rate.unit()
        && meter.bands().size() == 1
        && meter.bands().iterator().next().rate() == rate.value();
  }

  private void ask(DeviceId device, String purpose, MeterRate rate) {
    String key = key(device, purpose);
    Optional<Asked> last = Optional.ofNullable(asked.get(key));
    long now = nanoTime.getAsLong();
    if (last.isPresent() && now - last.get().at < last.get().wait.toNanos()) {
      return;
    }
    asked.put(key, new Asked(now, ASK_AGAIN, last.flatMap(before -> before.problem)));
    try {
      service.submit(
          request(device, rate)
              .withAnnotations(DefaultAnnotations.builder().set(PURPOSE, purpose).build())
              .withContext(
                  new MeterContext() {
                    @Override
                    public void onError(MeterRequest request, MeterFailReason reason) {
                      // A number from before ONOS's restart is free when ONOS has looked.
                      boolean soon = reason == MeterFailReason.EXISTING_METER;
                      refused(
                          device,
                          purpose,
                          soon ? ASK_SOON : ASK_AGAIN,
                          "the switch refused a meter: " + reason);
                    }
                  })
              .add());
    } catch (RuntimeException e) {
      // That is how ONOS says that the switch has no meters, or no more of them.
      log.debug("{} has no meter for {}", device, purpose, e);
      Duration wait = last.map(before -> before.wait.multipliedBy(2)).orElse(ASK_SOON);
      refused(
          device,
          purpose,
          wait.compareTo(ASK_AGAIN) < 0 ? wait : ASK_AGAIN,
          "the switch has no meters");
    }
  }

  private void refused(DeviceId device, String purpose, Duration wait, String why) {
    Optional<String> before = problem(device, purpose);
    asked.put(key(device, purpose), new Asked(nanoTime.getAsLong(), wait, Optional.of(why)));
    if (!before.equals(Optional.of(why))) {
      log.info("{}, {}: {}", device, purpose, why);
    }
  }

  private MeterRequest.Builder request(DeviceId device, MeterRate rate) {
    return DefaultMeterRequest.builder()
        .forDevice(device)
        .fromApp(owner)
        .withUnit(rate.unit())
        .withBands(
            List.of(DefaultBand.builder().ofType(Band.Type.DROP).withRate(rate.value()).build()));
  }

  private void withdraw(Meter meter) {
    MeterRate rate = MeterRate.of(meter.unit(), meter.bands().iterator().next().rate());
    service.withdraw(request(meter.deviceId(), rate).remove(), meter.meterCellId());
  }

  private static String key(DeviceId device, String purpose) {
    return device + " " + purpose;
  }

  private static final class Asked {
    private final long at;
    private final Duration wait;
    private final Optional<String> problem;

    Asked(long at, Duration wait, Optional<String> problem) {
      this.at = at;
      this.wait = wait;
      this.problem = problem;
    }

    Asked withoutProblem() {
      return new Asked(at, wait, Optional.empty());
    }
  }
}
