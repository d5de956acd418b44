package org.op25b.embedded.shims;

import static com.google.common.truth.Truth.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.onosproject.core.DefaultApplicationId;
import org.onosproject.net.DeviceId;
import org.onosproject.net.meter.Band;
import org.onosproject.net.meter.DefaultBand;
import org.onosproject.net.meter.DefaultMeter;
import org.onosproject.net.meter.DefaultMeterFeatures;
import org.onosproject.net.meter.Meter;
import org.onosproject.net.meter.MeterEvent;
import org.onosproject.net.meter.MeterFailReason;
import org.onosproject.net.meter.MeterId;
import org.onosproject.net.meter.MeterKey;
import org.onosproject.net.meter.MeterOperation;
import org.onosproject.net.meter.MeterScope;
import org.onosproject.net.meter.MeterState;
import org.onosproject.net.meter.MeterStoreResult;

class MemoryMeterStoreTest {
  private static final DeviceId DEVICE = DeviceId.deviceId("of:0000000000000001");

  private final MemoryMeterStore store = new MemoryMeterStore();
  private final List<MeterEvent.Type> events = new ArrayList<>();

  @BeforeEach
  void listen() {
    store.setDelegate(e -> events.add(e.type()));
  }

  private static Meter meter(long id, MeterState state) {
    DefaultMeter meter =
        (DefaultMeter)
            DefaultMeter.builder()
                .forDevice(DEVICE)
                .withCellId(MeterId.meterId(id))
                .fromApp(new DefaultApplicationId(1, "test"))
                .withUnit(Meter.Unit.PKTS_PER_SEC)
                .withBands(
                    List.of(DefaultBand.builder().ofType(Band.Type.DROP).withRate(9).build()))
                .build();
    meter.setState(state);
    meter.setProcessedPackets(id * 100);
    return meter;
  }

  private void features(long end) {
    store.storeMeterFeatures(
        DefaultMeterFeatures.builder()
            .forDevice(DEVICE)
            .withScope(MeterScope.globalScope())
            .withStartIndex(1)
            .withEndIndex(end)
            .withBandTypes(Set.of(Band.Type.DROP))
            .withUnits(Set.of(Meter.Unit.PKTS_PER_SEC))
            .build());
  }

  @Test
  void aMeterIsAddedWhenTheSwitchReportsIt() {
    CompletableFuture<MeterStoreResult> result =
        store.addOrUpdateMeter(meter(1, MeterState.PENDING_ADD));
    assertThat(result.isDone()).isFalse();

    store.updateMeterState(meter(1, MeterState.ADDED));

    assertThat(result.join().type()).isEqualTo(MeterStoreResult.Type.SUCCESS);
    assertThat(store.getMeter(MeterKey.key(DEVICE, MeterId.meterId(1))).state())
        .isEqualTo(MeterState.ADDED);
    assertThat(events)
        .containsExactly(MeterEvent.Type.METER_ADD_REQ, MeterEvent.Type.METER_ADDED)
        .inOrder();
  }

  @Test
  void aReportDoesNotReviveAMeterThatIsBeingRemoved() {
    var unused1 = store.addOrUpdateMeter(meter(1, MeterState.PENDING_ADD));
    store.updateMeterState(meter(1, MeterState.ADDED));
    CompletableFuture<MeterStoreResult> result =
        store.deleteMeter(meter(1, MeterState.PENDING_REMOVE));

    Meter updated = store.updateMeterState(meter(1, MeterState.ADDED));
    assertThat(updated.state()).isEqualTo(MeterState.PENDING_REMOVE);
    assertThat(result.isDone()).isFalse();

    store.purgeMeter(updated);
    assertThat(result.join().type()).isEqualTo(MeterStoreResult.Type.SUCCESS);
    assertThat(store.getAllMeters(DEVICE)).isEmpty();
  }

  @Test
  void aRefusedMeterFailsWithItsReasonAndIsGone() {
    CompletableFuture<MeterStoreResult> result =
        store.addOrUpdateMeter(meter(1, MeterState.PENDING_ADD));

    store.failedMeter(
        new MeterOperation(meter(1, MeterState.PENDING_ADD), MeterOperation.Type.ADD),
        MeterFailReason.BAD_RATE);

    assertThat(result.join().reason().get()).isEqualTo(MeterFailReason.BAD_RATE);
    assertThat(store.getAllMeters()).isEmpty();
  }

  @Test
  void idsAreTheLowestThatAreFree() {
    features(2);
    assertThat(store.allocateMeterId(DEVICE, MeterScope.globalScope()))
        .isEqualTo(MeterId.meterId(1));

    var unused1 = store.addOrUpdateMeter(meter(1, MeterState.PENDING_ADD));
    assertThat(store.allocateMeterId(DEVICE, MeterScope.globalScope()))
        .isEqualTo(MeterId.meterId(2));

    var unused2 = store.addOrUpdateMeter(meter(2, MeterState.PENDING_ADD));
    assertThat(store.allocateMeterId(DEVICE, MeterScope.globalScope())).isNull();
  }

  @Test
  void aSwitchWithoutMetersHasNoIds() {
    assertThat(store.allocateMeterId(DEVICE, MeterScope.globalScope())).isNull();
  }
}
