package org.op25b.embedded.shims;

import static java.util.stream.Collectors.toList;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.onosproject.core.ApplicationId;
import org.onosproject.net.DeviceId;
import org.onosproject.net.meter.DefaultMeter;
import org.onosproject.net.meter.Meter;
import org.onosproject.net.meter.MeterCellId;
import org.onosproject.net.meter.MeterEvent;
import org.onosproject.net.meter.MeterFailReason;
import org.onosproject.net.meter.MeterFeatures;
import org.onosproject.net.meter.MeterId;
import org.onosproject.net.meter.MeterKey;
import org.onosproject.net.meter.MeterOperation;
import org.onosproject.net.meter.MeterScope;
import org.onosproject.net.meter.MeterState;
import org.onosproject.net.meter.MeterStore;
import org.onosproject.net.meter.MeterStoreDelegate;
import org.onosproject.net.meter.MeterStoreResult;
import org.onosproject.net.meter.MeterTableKey;
import org.onosproject.store.AbstractStore;
import org.osgi.service.component.annotations.Component;

/**
 * Meters of one node, in memory; the DistributedMeterStore of onos-core-dist 2.4.0 lacks nine
 * methods of this interface. Meters are lost at a restart, after which MeterManager removes those
 * that are still on switches.
 */
@Component(immediate = true, service = MeterStore.class)
public class MemoryMeterStore extends AbstractStore<MeterEvent, MeterStoreDelegate>
    implements MeterStore {
  private final Map<MeterKey, Meter> meters = new ConcurrentHashMap<>();
  private final Map<MeterTableKey, MeterFeatures> features = new ConcurrentHashMap<>();
  private final Map<MeterKey, CompletableFuture<MeterStoreResult>> pending =
      new ConcurrentHashMap<>();
  private volatile boolean userDefinedIndex;

  private static MeterKey key(Meter meter) {
    return MeterKey.key(meter.deviceId(), meter.meterCellId());
  }

  private static MeterTableKey key(MeterFeatures features) {
    return MeterTableKey.key(features.deviceId(), features.scope());
  }

  @Override
  public CompletableFuture<MeterStoreResult> addOrUpdateMeter(Meter meter) {
    CompletableFuture<MeterStoreResult> result = new CompletableFuture<>();
    pending.put(key(meter), result);
    meters.put(key(meter), meter);
    boolean add = meter.state() == MeterState.PENDING_ADD;
    notifyDelegate(
        new MeterEvent(add ? MeterEvent.Type.METER_ADD_REQ : MeterEvent.Type.METER_ADDED, meter));
    if (!add) {
      complete(key(meter), MeterStoreResult.success());
    }
    return result;
  }

  @Override
  public CompletableFuture<MeterStoreResult> deleteMeter(Meter meter) {
    Meter stored = meters.get(key(meter));
    if (stored == null) {
      return CompletableFuture.completedFuture(MeterStoreResult.success());
    }
    CompletableFuture<MeterStoreResult> result = new CompletableFuture<>();
    pending.put(key(meter), result);
    ((DefaultMeter) stored).setState(MeterState.PENDING_REMOVE);
    notifyDelegate(new MeterEvent(MeterEvent.Type.METER_REM_REQ, stored));
    return result;
  }

  @Override
  public MeterStoreResult storeMeterFeatures(MeterFeatures toStore) {
    features.put(key(toStore), toStore);
    return MeterStoreResult.success();
  }

  @Override
  public MeterStoreResult storeMeterFeatures(Collection<MeterFeatures> toStore) {
    toStore.forEach(this::storeMeterFeatures);
    return MeterStoreResult.success();
  }

  @Override
  public MeterStoreResult deleteMeterFeatures(DeviceId device) {
    features.keySet().removeIf(key -> key.deviceId().equals(device));
    return MeterStoreResult.success();
  }

  @Override
  public MeterStoreResult deleteMeterFeatures(Collection<MeterFeatures> toDelete) {
    toDelete.forEach(f -> features.remove(key(f)));
    return MeterStoreResult.success();
  }

  @Override
  public Meter updateMeterState(Meter reported) {
    MeterKey key = key(reported);
    Meter stored = meters.get(key);
    if (stored == null) {
      return null;
    }
    DefaultMeter meter = (DefaultMeter) stored;
    meter.setProcessedPackets(reported.packetsSeen());
    meter.setProcessedBytes(reported.bytesSeen());
    meter.setLife(reported.life());
    meter.setReferenceCount(reported.referenceCount());
    if (meter.state() == MeterState.PENDING_ADD && reported.state() == MeterState.ADDED) {
      meter.setState(MeterState.ADDED);
      complete(key, MeterStoreResult.success());
      notifyDelegate(new MeterEvent(MeterEvent.Type.METER_ADDED, meter));
    }
    return meter;
  }

  @Override
  public Meter getMeter(MeterKey key) {
    return meters.get(key);
  }

  @Override
  public Collection<Meter> getAllMeters() {
    return List.copyOf(meters.values());
  }

  @Override
  public Collection<Meter> getAllMeters(DeviceId device) {
    return meters.values().stream().filter(m -> m.deviceId().equals(device)).collect(toList());
  }

  @Override
  public Collection<Meter> getAllMeters(DeviceId device, MeterScope scope) {
    return scope.isGlobal() ? getAllMeters(device) : List.of();
  }

  @Override
  public void failedMeter(MeterOperation operation, MeterFailReason reason) {
    MeterKey key = key(operation.meter());
    meters.remove(key);
    complete(key, MeterStoreResult.fail(reason));
  }

  @Override
  public void purgeMeter(Meter meter) {
    Meter stored = meters.remove(key(meter));
    complete(key(meter), MeterStoreResult.success());
    if (stored != null) {
      notifyDelegate(new MeterEvent(MeterEvent.Type.METER_REMOVED, stored));
    }
  }

  private void complete(MeterKey key, MeterStoreResult result) {
    CompletableFuture<MeterStoreResult> waiting = pending.remove(key);
    if (waiting != null) {
      waiting.complete(result);
    }
  }

  /** The lowest id that is free; null when the switch has no meters or no more of them. */
  @Override
  public MeterCellId allocateMeterId(DeviceId device, MeterScope scope) {
    MeterFeatures of = features.get(MeterTableKey.key(device, scope));
    if (of == null) {
      return null;
    }
    for (long id = Math.max(1, of.startIndex()); id <= of.endIndex(); id++) {
      if (!meters.containsKey(MeterKey.key(device, MeterId.meterId(id)))) {
        return MeterId.meterId(id);
      }
    }
    return null;
  }

  @Override
  public void freeMeterId(DeviceId device, MeterId id) {
    // An id is free as soon as no meter has it.
  }

  @Override
  public void purgeMeters(DeviceId device) {
    getAllMeters(device).forEach(this::purgeMeter);
  }

  @Override
  public void purgeMeters(DeviceId device, ApplicationId application) {
    getAllMeters(device).stream()
        .filter(m -> m.appId().equals(application))
        .forEach(this::purgeMeter);
  }

  @Override
  public boolean userDefinedIndexMode(boolean enable) {
    if (meters.isEmpty()) {
      userDefinedIndex = enable;
    }
    return userDefinedIndex;
  }
}
