package org.op25b.controller.meters;

import static com.google.common.truth.Truth.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.onosproject.core.ApplicationId;
import org.onosproject.core.DefaultApplicationId;
import org.onosproject.net.DeviceId;
import org.onosproject.net.meter.DefaultMeter;
import org.onosproject.net.meter.Meter;
import org.onosproject.net.meter.MeterCellId;
import org.onosproject.net.meter.MeterFailReason;
import org.onosproject.net.meter.MeterId;
import org.onosproject.net.meter.MeterRequest;
import org.onosproject.net.meter.MeterServiceAdapter;

class SwitchMetersTest {
  private static final ApplicationId OWNER = new DefaultApplicationId(7, "org.op25b");
  private static final DeviceId EDGE = DeviceId.deviceId("of:0000000000000001");
  private static final MeterRate FIFTY = MeterRate.packetsPerSecond(50);

  private final Store store = new Store();
  private long nanos;
  private final SwitchMeters meters = new SwitchMeters(store, OWNER, () -> nanos);

  @Test
  void asksOnceAndFindsItByItsPurpose() {
    assertThat(meters.ensure(EDGE, "a", FIFTY)).isEqualTo(Optional.empty());
    Optional<MeterId> a = meters.ensure(EDGE, "a", FIFTY);
    meters.ensure(EDGE, "b", FIFTY);
    Optional<MeterId> b = meters.ensure(EDGE, "b", FIFTY);

    assertThat(a.isPresent()).isTrue();
    assertThat(b.isPresent()).isTrue();
    assertThat(a).isNotEqualTo(b);
    assertThat(store.meters).hasSize(2);
    assertThat(meters.problem(EDGE, "a")).isEqualTo(Optional.empty());
  }

  @Test
  void anotherRateIsAnotherMeter() {
    meters.ensure(EDGE, "a", FIFTY);
    nanos += TimeUnit.SECONDS.toNanos(10);

    assertThat(meters.ensure(EDGE, "a", MeterRate.packetsPerSecond(60)))
        .isEqualTo(Optional.empty());
    assertThat(store.meters).hasSize(1);
    assertThat(store.meters.get(0).bands().iterator().next().rate()).isEqualTo(60);
  }

  @Test
  void aRefusalIsToldAndTriedAgainLater() {
    store.refusal = MeterFailReason.OUT_OF_METERS;
    meters.ensure(EDGE, "a", FIFTY);
    assertThat(meters.problem(EDGE, "a").get()).contains("OUT_OF_METERS");

    store.refusal = null;
    meters.ensure(EDGE, "a", FIFTY);
    assertThat(store.meters).isEmpty();

    nanos += TimeUnit.SECONDS.toNanos(10);
    meters.ensure(EDGE, "a", FIFTY);
    assertThat(meters.ensure(EDGE, "a", FIFTY).isPresent()).isTrue();
    assertThat(meters.problem(EDGE, "a")).isEqualTo(Optional.empty());
  }

  @Test
  void aSwitchWithoutMetersIsTold() {
    store.none = true;
    meters.ensure(EDGE, "a", FIFTY);

    assertThat(meters.problem(EDGE, "a").get()).contains("no meters");
  }

  /** ONOS may know a moment later how many meters a switch has, or never. */
  @Test
  void aSwitchWithoutMetersIsAskedSoonAndThenSeldom() {
    store.none = true;
    for (int millis = 0; millis < 10_000; millis += 50) {
      meters.ensure(EDGE, "a", FIFTY);
      nanos += TimeUnit.MILLISECONDS.toNanos(50);
      if (millis == 100) {
        assertThat(store.submits).isEqualTo(2);
      }
    }
    assertThat(store.submits).isAtMost(9);

    store.none = false;
    meters.askAtOnce(EDGE);
    meters.ensure(EDGE, "a", FIFTY);
    assertThat(meters.ensure(EDGE, "a", FIFTY).isPresent()).isTrue();
  }

  /** ONOS gives numbers anew after a restart, and removes the old meters a second later. */
  @Test
  void aNumberThatIsStillInUseIsAskedForAgainSoon() {
    store.refusal = MeterFailReason.EXISTING_METER;
    meters.ensure(EDGE, "a", FIFTY);
    assertThat(meters.problem(EDGE, "a").get()).contains("EXISTING_METER");

    store.refusal = null;
    nanos += TimeUnit.MILLISECONDS.toNanos(100);
    meters.ensure(EDGE, "a", FIFTY);
    assertThat(meters.ensure(EDGE, "a", FIFTY).isPresent()).isTrue();
  }

  @Test
  void whatIsGivenUpIsWithdrawn() {
    meters.ensure(EDGE, "a", FIFTY);
    meters.ensure(EDGE, "b", FIFTY);
    meters.release(EDGE, "a");

    assertThat(store.meters).hasSize(1);
  }

  private static final class Store extends MeterServiceAdapter {
    private final List<Meter> meters = new ArrayList<>();
    private MeterFailReason refusal;
    private boolean none;
    private int submits;
    private long next = 1;

    @Override
    public Meter submit(MeterRequest request) {
      submits++;
      if (none) {
        throw new NullPointerException("no id");
      }
      if (refusal != null) {
        request.context().get().onError(request, refusal);
        return null;
      }
      Meter meter =
          DefaultMeter.builder()
              .forDevice(request.deviceId())
              .fromApp(request.appId())
              .withBands(request.bands())
              .withCellId(MeterId.meterId(next++))
              .withUnit(request.unit())
              .withAnnotations(request.annotations())
              .build();
      meters.add(meter);
      return meter;
    }

    @Override
    public void withdraw(MeterRequest request, MeterCellId id) {
      meters.removeIf(meter -> meter.meterCellId().equals(id));
    }

    @Override
    public Collection<Meter> getMeters(DeviceId device) {
      return List.copyOf(meters);
    }
  }
}
