package org.op25b.controller.enforcement;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.onosproject.core.ApplicationId;
import org.onosproject.core.DefaultApplicationId;
import org.onosproject.net.DeviceId;
import org.onosproject.net.meter.DefaultMeter;
import org.onosproject.net.meter.MeterId;
import org.onosproject.net.meter.MeterRequest;
import org.onosproject.net.meter.MeterServiceAdapter;
import org.op25b.compile.Meter;
import org.op25b.controller.meters.SwitchMeters;
import org.op25b.policy.RateLimit;

class RateMetersTest {
  private static final ApplicationId OWNER = new DefaultApplicationId(7, "org.op25b");
  private static final RateLimit LIMIT = RateLimit.of(100, RateLimit.Unit.PACKETS_PER_SECOND);
  private static final Meter WANTED = Meter.of("own", Meter.Part.DEFAULT, LIMIT);

  private final Set<DeviceId> connected = new HashSet<>(Set.of(TestRules.EDGE));
  private final Store store = new Store();
  private final RateMeters meters =
      new RateMeters(store, new SwitchMeters(store, OWNER, System::nanoTime), connected::contains);

  /** Planning anew as long as a meter is lacking would never let anything else come to rest. */
  @Test
  void isPlannedAnewWhenTheMeterHasComeAndNotBefore() {
    UnsupportedOperationException lacking =
        assertThrows(
            UnsupportedOperationException.class, () -> meters.meter(TestRules.EDGE, WANTED));
    assertThat(lacking).hasMessageThat().contains("own");
    assertThat(meters.haveCome()).isFalse();

    store.addAsked();
    assertThat(meters.haveCome()).isTrue();

    meters.plan(TestRules.EDGE);
    assertThat(meters.meter(TestRules.EDGE, WANTED)).isEqualTo(MeterId.meterId(3));
    assertThat(meters.haveCome()).isFalse();
    assertThat(meters.rates(TestRules.EDGE)).containsExactly(3L, LIMIT);
  }

  /** A switch removes the rules of a meter with it; for a while nothing would be limited. */
  @Test
  void theMeterOfTheRateBeforeStandsUntilTheNewOneHasCome() {
    RateLimit other = RateLimit.of(64, RateLimit.Unit.KBIT_PER_SECOND);
    Meter wantedNow = Meter.of("own", Meter.Part.DEFAULT, other);
    assertThrows(UnsupportedOperationException.class, () -> meters.meter(TestRules.EDGE, WANTED));
    store.addAsked();
    meters.plan(TestRules.EDGE);
    meters.meter(TestRules.EDGE, WANTED);

    meters.plan(TestRules.EDGE);
    assertThat(meters.meter(TestRules.EDGE, wantedNow)).isEqualTo(MeterId.meterId(3));
    assertThat(meters.haveCome()).isFalse();

    store.addAsked();
    assertThat(meters.haveCome()).isTrue();
    meters.plan(TestRules.EDGE);
    assertThat(meters.meter(TestRules.EDGE, wantedNow)).isEqualTo(MeterId.meterId(4));
    assertThat(meters.rates(TestRules.EDGE)).containsExactly(3L, LIMIT, 4L, other);
  }

  /** ONOS has no meter for who is away; who comes back does not wait for having been away. */
  @Test
  void whoHasConnectedIsAskedAtOnce() {
    connected.clear();
    store.unknown = true;
    assertThrows(UnsupportedOperationException.class, () -> meters.meter(TestRules.EDGE, WANTED));
    assertThat(meters.haveCome()).isFalse();
    assertThat(store.asked).isNull();

    connected.add(TestRules.EDGE);
    store.unknown = false;
    assertThat(meters.haveCome()).isFalse();
    store.addAsked();
    assertThat(meters.haveCome()).isTrue();
  }

  private static final class Store extends MeterServiceAdapter {
    private final List<org.onosproject.net.meter.Meter> held = new ArrayList<>();
    private MeterRequest asked;
    private boolean unknown;

    @Override
    public org.onosproject.net.meter.Meter submit(MeterRequest request) {
      if (unknown) {
        throw new NullPointerException("no id");
      }
      asked = request;
      return null;
    }

    private void addAsked() {
      held.add(
          DefaultMeter.builder()
              .forDevice(asked.deviceId())
              .fromApp(asked.appId())
              .withBands(asked.bands())
              .withCellId(MeterId.meterId(3 + held.size()))
              .withUnit(asked.unit())
              .withAnnotations(asked.annotations())
              .build());
    }

    @Override
    public Collection<org.onosproject.net.meter.Meter> getMeters(DeviceId device) {
      return List.copyOf(held);
    }
  }
}
