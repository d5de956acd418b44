package org.op25b.controller.enforcement;

import com.google.common.collect.HashBasedTable;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Table;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.onosproject.net.DeviceId;
import org.onosproject.net.meter.Band;
import org.onosproject.net.meter.Meter;
import org.onosproject.net.meter.MeterId;
import org.onosproject.net.meter.MeterService;
import org.op25b.controller.meters.MeterRate;
import org.op25b.controller.meters.SwitchMeters;
import org.op25b.policy.RateLimit;

/**
 * The meters behind the rate limits of mail-server groups. A rate has a meter of its own, so that
 * another rate is there before the rules leave the meter of the one before. Planning and {@link
 * #haveCome} run on one thread.
 */
class RateMeters {
  /** For switches of which no meter is wanted. */
  static final RateMeters NONE = new RateMeters(null, null, device -> false);

  /** Takes every meter to be there: for plans that nobody carries out. */
  static final RateMeters ASSUMED =
      new RateMeters(null, null, device -> true) {
        @Override
        MeterId meter(DeviceId device, org.op25b.compile.Meter wanted) {
          return MeterId.meterId(Integer.toUnsignedLong(wanted.hashCode()));
        }
      };

  /** Longer than a switch takes to go from one plan to the next. */
  private static final Duration UNUSED_FOR = Duration.ofSeconds(30);

  /** How often it is looked for meters that nobody needs. */
  private static final Duration TIDY_AGAIN = Duration.ofSeconds(1);

  private final MeterService service;
  private final SwitchMeters meters;
  private final Predicate<DeviceId> connected;

  /** What each switch's last plan lacks, by purpose. */
  private final Map<DeviceId, Map<String, MeterRate>> lacking = new ConcurrentHashMap<>();

  /** What each switch's last plan names, by purpose. */
  private final Map<DeviceId, Set<String>> used = new ConcurrentHashMap<>();

  /** The purpose that a limit had when its meter was last there. */
  private final Table<DeviceId, String, String> last = HashBasedTable.create();

  /** When a meter was first seen that no plan names. */
  private final Table<DeviceId, String, Long> unusedSince = HashBasedTable.create();

  /** When it was last looked for them. */
  private long tidiedAt;

  /** Switches that lack a meter and were not connected at the last look. */
  private final Set<DeviceId> absent = new HashSet<>();

  /** Asks only switches that are {@code connected}: of others ONOS knows no meters. */
  RateMeters(MeterService service, SwitchMeters meters, Predicate<DeviceId> connected) {
    this.service = service;
    this.meters = meters;
    this.connected = connected;
    tidiedAt = System.nanoTime();
  }

  /** Begins to plan a switch: nothing is missing there yet. */
  void plan(DeviceId device) {
    if (meters == null) {
      return;
    }
    lacking.remove(device);
    used.put(device, ConcurrentHashMap.newKeySet());
  }

  /**
   * Asks again for what is lacking; whether something has come, so that it can be planned with.
   * Gives up what no plan has named for a while. To be called several times a second: after a
   * restart ONOS removes the meters that it finds about a second after a switch has connected, and
   * the rules that limit with them.
   */
  boolean haveCome() {
    giveUpUnused();
    boolean come = false;
    for (Map.Entry<DeviceId, Map<String, MeterRate>> ofDevice : lacking.entrySet()) {
      DeviceId device = ofDevice.getKey();
      if (!connected.test(device)) {
        absent.add(device);
        continue;
      }
      if (absent.remove(device)) {
        meters.askAtOnce(device);
      }
      for (Map.Entry<String, MeterRate> each : ofDevice.getValue().entrySet()) {
        come |= meters.ensure(device, each.getKey(), each.getValue()).isPresent();
      }
    }
    return come;
  }

  /**
   * Returns the meter of a rate limit on a switch; while it is on its way the one of the rate
   * before, for a switch removes the rules of a meter with it, and nothing would be limited.
   *
   * @throws UnsupportedOperationException when neither is there (yet), with a reason for people
   */
  MeterId meter(DeviceId device, org.op25b.compile.Meter wanted) {
    String group = wanted.mailServerGroup();
    if (meters == null) {
      throw new UnsupportedOperationException(
          "rate limit of mail-server group " + group + ": meters are not available");
    }
    MeterRate rate = rate(wanted.rate());
    String limit = group + "/" + wanted.part();
    String purpose = limit + "/" + rate.value() + " " + rate.unit();
    use(device, purpose);
    Optional<MeterId> found = meters.ensure(device, purpose, rate);
    if (found.isPresent()) {
      last.put(device, limit, purpose);
      return found.get();
    }
    lacking.computeIfAbsent(device, unused -> new ConcurrentHashMap<>()).put(purpose, rate);
    String before = last.get(device, limit);
    Optional<MeterId> old = before == null ? Optional.empty() : meters.find(device, before);
    if (old.isPresent()) {
      use(device, before);
      return old.get();
    }
    throw new UnsupportedOperationException(
        "rate limit of mail-server group "
            + group
            + ": "
            + meters.problem(device, purpose).orElse("the meter is on its way"));
  }

  private void use(DeviceId device, String purpose) {
    used.computeIfAbsent(device, unused -> ConcurrentHashMap.newKeySet()).add(purpose);
  }

  private void giveUpUnused() {
    long now = System.nanoTime();
    if (now - tidiedAt < TIDY_AGAIN.toNanos()) {
      return;
    }
    tidiedAt = now;
    used.forEach(
        (device, purposes) -> {
          for (String purpose : meters.purposes(device)) {
            if (purposes.contains(purpose)) {
              unusedSince.remove(device, purpose);
            } else if (!unusedSince.contains(device, purpose)) {
              unusedSince.put(device, purpose, now);
            } else if (now - unusedSince.get(device, purpose) > UNUSED_FOR.toNanos()) {
              meters.release(device, purpose);
              unusedSince.remove(device, purpose);
            }
          }
        });
  }

  private static MeterRate rate(RateLimit limit) {
    return MeterRate.of(
        limit.unit() == RateLimit.Unit.PACKETS_PER_SECOND
            ? Meter.Unit.PKTS_PER_SEC
            : Meter.Unit.KB_PER_SEC,
        limit.rate());
  }

  /** Returns the rates of a switch's meters, as far as one drop band makes them up. */
  Map<Long, RateLimit> rates(DeviceId device) {
    if (service == null) {
      return ImmutableMap.of();
    }
    ImmutableMap.Builder<Long, RateLimit> rates = ImmutableMap.builder();
    for (Meter meter : service.getMeters(device)) {
      if (meter.meterCellId() instanceof MeterId && meter.bands().size() == 1) {
        Band band = meter.bands().iterator().next();
        boolean known =
            meter.unit() == Meter.Unit.PKTS_PER_SEC || meter.unit() == Meter.Unit.KB_PER_SEC;
        if (known
            && band.type() == Band.Type.DROP
            && band.rate() >= 1
            && band.rate() <= RateLimit.MAX_RATE) {
          rates.put(
              ((MeterId) meter.meterCellId()).id(),
              RateLimit.of(
                  (int) band.rate(),
                  meter.unit() == Meter.Unit.PKTS_PER_SEC
                      ? RateLimit.Unit.PACKETS_PER_SECOND
                      : RateLimit.Unit.KBIT_PER_SECOND));
        }
      }
    }
    return rates.build();
  }
}
