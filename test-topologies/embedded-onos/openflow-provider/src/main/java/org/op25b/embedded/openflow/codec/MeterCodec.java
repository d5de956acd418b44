package org.op25b.embedded.openflow.codec;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.onosproject.core.ApplicationId;
import org.onosproject.net.DeviceId;
import org.onosproject.net.meter.Band;
import org.onosproject.net.meter.DefaultBand;
import org.onosproject.net.meter.DefaultMeter;
import org.onosproject.net.meter.DefaultMeterFeatures;
import org.onosproject.net.meter.Meter;
import org.onosproject.net.meter.MeterFeatures;
import org.onosproject.net.meter.MeterId;
import org.onosproject.net.meter.MeterOperation;
import org.onosproject.net.meter.MeterScope;
import org.onosproject.net.meter.MeterState;
import org.projectfloodlight.openflow.protocol.OFFactory;
import org.projectfloodlight.openflow.protocol.OFMeterBandStats;
import org.projectfloodlight.openflow.protocol.OFMeterFeatures;
import org.projectfloodlight.openflow.protocol.OFMeterFlags;
import org.projectfloodlight.openflow.protocol.OFMeterMod;
import org.projectfloodlight.openflow.protocol.OFMeterModCommand;
import org.projectfloodlight.openflow.protocol.OFMeterStats;
import org.projectfloodlight.openflow.protocol.meterband.OFMeterBand;

/** Meters, their limits and their counters. */
public final class MeterCodec {
  // Bits of ofp_meter_features, OpenFlow 1.3.5, 7.3.5.14.
  private static final long DROP_BAND = 1 << 1;
  private static final long REMARK_BAND = 1 << 2;
  private static final long KBPS = 1;
  private static final long PKTPS = 1 << 1;
  private static final long BURST = 1 << 2;
  private static final long STATS = 1 << 3;

  private MeterCodec() {}

  /**
   * Encodes one operation on a meter.
   *
   * @throws CodecException if its unit or a band has no form in OpenFlow 1.3
   */
  public static OFMeterMod encode(OFFactory factory, MeterOperation operation, long xid) {
    Meter meter = operation.meter();
    OFMeterMod.Builder mod =
        factory
            .buildMeterMod()
            .setXid(xid)
            .setCommand(command(operation.type()))
            .setMeterId(meter.id().id());
    if (operation.type() == MeterOperation.Type.REMOVE) {
      return mod.setFlags(EnumSet.noneOf(OFMeterFlags.class)).setMeters(List.of()).build();
    }
    List<OFMeterBand> bands = new ArrayList<>();
    meter.bands().forEach(band -> bands.add(band(factory, meter, band)));
    return mod.setFlags(flags(meter)).setMeters(bands).build();
  }

  /** A meter that is on the switch, with its counters; its rates are not part of the report. */
  public static Meter decode(DeviceId device, ApplicationId owner, OFMeterStats stats) {
    List<Band> bands = new ArrayList<>();
    stats.getBandStats().forEach(b -> bands.add(band(b)));
    DefaultMeter meter =
        (DefaultMeter)
            DefaultMeter.builder()
                .forDevice(device)
                .withCellId(MeterId.meterId(stats.getMeterId()))
                .fromApp(owner)
                .withBands(bands)
                .build();
    meter.setState(MeterState.ADDED);
    meter.setLife(stats.getDurationSec());
    meter.setProcessedPackets(stats.getPacketInCount().getValue());
    meter.setProcessedBytes(stats.getByteInCount().getValue());
    meter.setReferenceCount(stats.getFlowCount());
    return meter;
  }

  /** What a switch can do; null stands for a switch that has no meters. */
  public static MeterFeatures decode(DeviceId device, OFMeterFeatures features) {
    if (features == null || features.getMaxMeter() == 0) {
      return DefaultMeterFeatures.noMeterFeatures(device);
    }
    Set<Band.Type> bands = EnumSet.noneOf(Band.Type.class);
    if ((features.getBandTypes() & DROP_BAND) != 0) {
      bands.add(Band.Type.DROP);
    }
    if ((features.getBandTypes() & REMARK_BAND) != 0) {
      bands.add(Band.Type.REMARK);
    }
    Set<Meter.Unit> units = EnumSet.noneOf(Meter.Unit.class);
    if ((features.getCapabilities() & KBPS) != 0) {
      units.add(Meter.Unit.KB_PER_SEC);
    }
    if ((features.getCapabilities() & PKTPS) != 0) {
      units.add(Meter.Unit.PKTS_PER_SEC);
    }
    return DefaultMeterFeatures.builder()
        .forDevice(device)
        .withScope(MeterScope.globalScope())
        .withStartIndex(1)
        .withEndIndex(features.getMaxMeter())
        .withMaxBands(features.getMaxBands())
        .withMaxColors(features.getMaxColor())
        .withBandTypes(bands)
        .withUnits(units)
        .hasBurst((features.getCapabilities() & BURST) != 0)
        .hasStats((features.getCapabilities() & STATS) != 0)
        .build();
  }

  private static OFMeterModCommand command(MeterOperation.Type type) {
    switch (type) {
      case ADD:
        return OFMeterModCommand.ADD;
      case MODIFY:
        return OFMeterModCommand.MODIFY;
      case REMOVE:
        return OFMeterModCommand.DELETE;
    }
    throw new CodecException("cannot encode operation " + type);
  }

  private static Set<OFMeterFlags> flags(Meter meter) {
    Set<OFMeterFlags> flags = EnumSet.of(OFMeterFlags.STATS);
    switch (meter.unit()) {
      case PKTS_PER_SEC:
        flags.add(OFMeterFlags.PKTPS);
        break;
      case KB_PER_SEC:
        flags.add(OFMeterFlags.KBPS);
        break;
      default:
        throw new CodecException("cannot encode meter unit " + meter.unit());
    }
    if (meter.isBurst()) {
      flags.add(OFMeterFlags.BURST);
    }
    return flags;
  }

  private static OFMeterBand band(OFFactory factory, Meter meter, Band band) {
    long burst = meter.isBurst() && band.burst() != null ? band.burst() : 0;
    switch (band.type()) {
      case DROP:
        return factory.meterBands().buildDrop().setRate(band.rate()).setBurstSize(burst).build();
      case REMARK:
        return factory
            .meterBands()
            .buildDscpRemark()
            .setRate(band.rate())
            .setBurstSize(burst)
            .setPrecLevel(band.dropPrecedence())
            .build();
      default:
        throw new CodecException("cannot encode band type " + band.type());
    }
  }

  private static Band band(OFMeterBandStats stats) {
    // The report tells neither type nor rate of a band; the core keeps those of its own.
    DefaultBand band = (DefaultBand) DefaultBand.builder().ofType(Band.Type.DROP).build();
    band.setPackets(stats.getPacketBandCount().getValue());
    band.setBytes(stats.getByteBandCount().getValue());
    return band;
  }
}
