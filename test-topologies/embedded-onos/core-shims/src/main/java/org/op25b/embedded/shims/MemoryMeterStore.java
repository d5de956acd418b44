package org.op25b.embedded.shims;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.onosproject.core.ApplicationId;
import org.onosproject.net.DeviceId;
import org.onosproject.net.meter.*;
import org.onosproject.store.AbstractStore;
import org.osgi.service.component.annotations.Component;

/**
 * Single-node meter store for the MeterStore interface of 2.5.5+ (onos-core-dist 2.4.0's lacks nine
 * of its methods).
 */
@Component(immediate = true, service = MeterStore.class)
public class MemoryMeterStore extends AbstractStore<MeterEvent, MeterStoreDelegate>
    implements MeterStore {
  private final Map<MeterKey, Meter> meters = new ConcurrentHashMap<>();
  private final Map<MeterTableKey, MeterFeatures> features = new ConcurrentHashMap<>();
  private final Map<MeterKey, CompletableFuture<MeterStoreResult>> pending =
      new ConcurrentHashMap<>();
  private volatile boolean userIndex;

  private static MeterKey key(Meter m) {
    return MeterKey.key(m.deviceId(), m.meterCellId());
  }

  @Override
  public CompletableFuture<MeterStoreResult> addOrUpdateMeter(Meter m) {
    CompletableFuture<MeterStoreResult> f = new CompletableFuture<>();
    pending.put(key(m), f);
    meters.put(key(m), m);
    notifyDelegate(
        new MeterEvent(
            m.state() == MeterState.PENDING_ADD
                ? MeterEvent.Type.METER_ADD_REQ
                : MeterEvent.Type.METER_ADDED,
            m));
    return f;
  }

  @Override
  public CompletableFuture<MeterStoreResult> deleteMeter(Meter m) {
    Meter old = meters.get(key(m));
    if (old == null) {
      return CompletableFuture.completedFuture(MeterStoreResult.success());
    }
    CompletableFuture<MeterStoreResult> f = new CompletableFuture<>();
    pending.put(key(m), f);
    ((DefaultMeter) old).setState(MeterState.PENDING_REMOVE);
    notifyDelegate(new MeterEvent(MeterEvent.Type.METER_REM_REQ, old));
    return f;
  }

  @Override
  public MeterStoreResult storeMeterFeatures(MeterFeatures f) {
    features.put(MeterTableKey.key(f.deviceId(), f.scope()), f);
    return MeterStoreResult.success();
  }

  @Override
  public MeterStoreResult storeMeterFeatures(Collection<MeterFeatures> fs) {
    fs.forEach(this::storeMeterFeatures);
    return MeterStoreResult.success();
  }

  @Override
  public MeterStoreResult deleteMeterFeatures(DeviceId d) {
    features.keySet().removeIf(k -> k.deviceId().equals(d));
    return MeterStoreResult.success();
  }

  @Override
  public MeterStoreResult deleteMeterFeatures(Collection<MeterFeatures> fs) {
    fs.forEach(f -> features.remove(MeterTableKey.key(f.deviceId(), f.scope())));
    return MeterStoreResult.success();
  }

  @Override
  public Meter updateMeterState(Meter m) {
    return meters.computeIfPresent(
        key(m),
        (k, v) -> {
          DefaultMeter d = (DefaultMeter) v;
          d.setState(m.state());
          d.setProcessedPackets(m.packetsSeen());
          d.setProcessedBytes(m.bytesSeen());
          d.setLife(m.life());
          d.setReferenceCount(m.referenceCount());
          CompletableFuture<MeterStoreResult> f =
              m.state() == MeterState.ADDED ? pending.remove(k) : null;
          if (f != null) {
            f.complete(MeterStoreResult.success());
            notifyDelegate(new MeterEvent(MeterEvent.Type.METER_ADDED, v));
          }
          return v;
        });
  }

  @Override
  public Meter getMeter(MeterKey key) {
    return meters.get(key);
  }

  @Override
  public Collection<Meter> getAllMeters() {
    return meters.values().stream().collect(Collectors.toList());
  }

  @Override
  public Collection<Meter> getAllMeters(DeviceId d) {
    return meters.values().stream()
        .filter(m -> m.deviceId().equals(d))
        .collect(Collectors.toList());
  }

  @Override
  public Collection<Meter> getAllMeters(DeviceId d, MeterScope s) {
    return s.isGlobal() ? getAllMeters(d) : java.util.Collections.emptyList();
  }

  @Override
  public void failedMeter(MeterOperation op, MeterFailReason reason) {
    MeterKey k = key(op.meter());
    meters.remove(k);
    CompletableFuture<MeterStoreResult> f = pending.remove(k);
    if (f != null) {
      f.complete(MeterStoreResult.fail(reason));
    }
  }

  @Override
  public void purgeMeter(Meter m) {
    Meter old = meters.remove(key(m));
    CompletableFuture<MeterStoreResult> f = pending.remove(key(m));
    if (f != null) {
      f.complete(MeterStoreResult.success());
    }
    if (old != null) {
      notifyDelegate(new MeterEvent(MeterEvent.Type.METER_REMOVED, old));
    }
  }

  @Override
  public MeterCellId allocateMeterId(DeviceId d, MeterScope scope) {
    MeterFeatures f = features.get(MeterTableKey.key(d, scope));
    long max = f == null ? 0 : f.endIndex();
    for (long i = 1; i <= max; i++) {
      if (!meters.containsKey(MeterKey.key(d, MeterId.meterId(i)))) {
        return MeterId.meterId(i);
      }
    }
    return null;
  }

  @Override
  public void freeMeterId(DeviceId d, MeterId id) {}

  @Override
  public void purgeMeters(DeviceId d) {
    getAllMeters(d).forEach(this::purgeMeter);
  }

  @Override
  public void purgeMeters(DeviceId d, ApplicationId app) {
    getAllMeters(d).stream().filter(m -> m.appId().equals(app)).forEach(this::purgeMeter);
  }

  @Override
  public boolean userDefinedIndexMode(boolean enable) {
    if (meters.isEmpty()) {
      userIndex = enable;
    }
    return userIndex;
  }
}
