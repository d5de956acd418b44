package org.op25b.embedded.openflow.codec;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.onosproject.core.DefaultApplicationId;
import org.onosproject.net.DeviceId;
import org.onosproject.net.meter.Band;
import org.onosproject.net.meter.DefaultBand;
import org.onosproject.net.meter.DefaultMeter;
import org.onosproject.net.meter.Meter;
import org.onosproject.net.meter.MeterFeatures;
import org.onosproject.net.meter.MeterId;
import org.onosproject.net.meter.MeterOperation;
import org.onosproject.net.meter.MeterState;
import org.projectfloodlight.openflow.protocol.OFMeterFlags;
import org.projectfloodlight.openflow.protocol.OFMeterMod;
import org.projectfloodlight.openflow.protocol.OFMeterStats;
import org.projectfloodlight.openflow.protocol.meterband.OFMeterBandDrop;
import org.projectfloodlight.openflow.protocol.meterband.OFMeterBandDscpRemark;
import org.projectfloodlight.openflow.types.U64;

class MeterCodecTest {
  private static final DeviceId DEVICE = DeviceId.deviceId("of:0000000000000001");
  private static final DefaultApplicationId APP = new DefaultApplicationId(1, "test");

  private static Meter meter(Meter.Unit unit, boolean burst, Band band) {
    Meter.Builder meter =
        DefaultMeter.builder()
            .forDevice(DEVICE)
            .withCellId(MeterId.meterId(0xfffe))
            .fromApp(APP)
            .withUnit(unit)
            .withBands(List.of(band));
    return burst ? meter.burst().build() : meter.build();
  }

  private static OFMeterMod encode(Meter meter, MeterOperation.Type type) {
    return Wire.through(
        MeterCodec.encode(Wire.OF13, new MeterOperation(meter, type), 5), OFMeterMod.class);
  }

  private static Band drop() {
    return DefaultBand.builder().ofType(Band.Type.DROP).withRate(100).burstSize(10).build();
  }

  @Test
  void unitsAndBurstBecomeFlags() {
    assertThat(
            encode(meter(Meter.Unit.PKTS_PER_SEC, false, drop()), MeterOperation.Type.ADD)
                .getFlags())
        .containsExactly(OFMeterFlags.PKTPS, OFMeterFlags.STATS);
    assertThat(
            encode(meter(Meter.Unit.KB_PER_SEC, true, drop()), MeterOperation.Type.MODIFY)
                .getFlags())
        .containsExactly(OFMeterFlags.KBPS, OFMeterFlags.BURST, OFMeterFlags.STATS);
  }

  @Test
  void bandsCarryRateAndBurst() {
    OFMeterMod mod = encode(meter(Meter.Unit.PKTS_PER_SEC, true, drop()), MeterOperation.Type.ADD);

    assertThat(mod.getMeterId()).isEqualTo(0xfffe);
    OFMeterBandDrop band = (OFMeterBandDrop) mod.getMeters().get(0);
    assertThat(band.getRate()).isEqualTo(100);
    assertThat(band.getBurstSize()).isEqualTo(10);
  }

  @Test
  void aRemarkBandCarriesItsPrecedence() {
    Band remark =
        DefaultBand.builder()
            .ofType(Band.Type.REMARK)
            .withRate(7)
            .burstSize(0)
            .dropPrecedence((short) 2)
            .build();

    OFMeterMod mod = encode(meter(Meter.Unit.KB_PER_SEC, false, remark), MeterOperation.Type.ADD);

    OFMeterBandDscpRemark band = (OFMeterBandDscpRemark) mod.getMeters().get(0);
    assertThat(band.getRate()).isEqualTo(7);
    assertThat(band.getPrecLevel()).isEqualTo(2);
  }

  @Test
  void aRemovalHasNoBands() {
    OFMeterMod mod =
        encode(meter(Meter.Unit.PKTS_PER_SEC, true, drop()), MeterOperation.Type.REMOVE);

    assertThat(mod.getCommand().name()).isEqualTo("DELETE");
    assertThat(mod.getMeters()).isEmpty();
  }

  @Test
  void aUnitThatOpenFlow13LacksIsNamed() {
    Meter bytes = meter(Meter.Unit.BYTES_PER_SEC, false, drop());

    CodecException e =
        assertThrows(CodecException.class, () -> encode(bytes, MeterOperation.Type.ADD));

    assertThat(e).hasMessageThat().contains("BYTES_PER_SEC");
  }

  @Test
  void countersComeBack() {
    OFMeterStats stats =
        Wire.OF13
            .buildMeterStats()
            .setMeterId(3)
            .setFlowCount(2)
            .setPacketInCount(U64.of(50))
            .setByteInCount(U64.of(5000))
            .setDurationSec(9)
            .setBandStats(
                List.of(
                    Wire.OF13
                        .buildMeterBandStats()
                        .setPacketBandCount(U64.of(8))
                        .setByteBandCount(U64.of(800))
                        .build()))
            .build();

    Meter meter = MeterCodec.decode(DEVICE, APP, stats);

    assertThat(meter.meterCellId()).isEqualTo(MeterId.meterId(3));
    assertThat(meter.state()).isEqualTo(MeterState.ADDED);
    assertThat(meter.packetsSeen()).isEqualTo(50);
    assertThat(meter.bytesSeen()).isEqualTo(5000);
    assertThat(meter.life()).isEqualTo(9);
    assertThat(meter.referenceCount()).isEqualTo(2);
    assertThat(meter.bands().iterator().next().packets()).isEqualTo(8);
  }

  @Test
  void featuresSayWhatTheSwitchCanDo() {
    MeterFeatures features =
        MeterCodec.decode(
            DEVICE,
            Wire.OF13
                .buildMeterFeatures()
                .setMaxMeter(64)
                .setBandTypes(1 << 1)
                .setCapabilities(0b1111)
                .setMaxBands((short) 8)
                .setMaxColor((short) 0)
                .build());

    assertThat(features.startIndex()).isEqualTo(1);
    assertThat(features.endIndex()).isEqualTo(64);
    assertThat(features.bandTypes()).containsExactly(Band.Type.DROP);
    assertThat(features.unitTypes())
        .containsExactly(Meter.Unit.KB_PER_SEC, Meter.Unit.PKTS_PER_SEC);
    assertThat(features.isBurstSupported()).isTrue();
    assertThat(features.isStatsSupported()).isTrue();
  }

  @Test
  void aSwitchWithoutMetersHasNone() {
    assertThat(MeterCodec.decode(DEVICE, null).maxMeter()).isEqualTo(0);
  }
}
