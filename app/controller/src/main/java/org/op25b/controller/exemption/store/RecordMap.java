package org.op25b.controller.exemption.store;

import static java.util.stream.Collectors.groupingBy;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.onlab.util.KryoNamespace;
import org.onosproject.core.ApplicationId;
import org.onosproject.store.serializers.KryoNamespaces;
import org.onosproject.store.service.ConsistentMap;
import org.onosproject.store.service.ConsistentMapException;
import org.onosproject.store.service.Serializer;
import org.onosproject.store.service.StorageService;
import org.onosproject.store.service.Versioned;
import org.op25b.controller.PackedJson;
import org.op25b.controller.exemption.ExemptionRecord;

/**
 * Every exemption as the journal left it: what a start reads instead of the whole history. It
 * trails the journal; the journal's checkpoint says by how much.
 *
 * <p>An entry of the cluster's map takes more memory than an exemption that is in it, and as long
 * to write as many of them. So each holds a page: the exemptions whose ids have one hash, some 25
 * of 100,000.
 */
public final class RecordMap {
  /** The largest million of exemptions there can be stays below 1 MiB a page, ONOS's limit. */
  private static final int PAGES = 4096;

  private static final int ATTEMPTS = 16;

  private final ConsistentMap<Integer, byte[]> map;

  /** A view of {@code map}, from the numbers of pages to {@link PackedJson}. */
  public RecordMap(ConsistentMap<Integer, byte[]> map) {
    this.map = map;
  }

  /** Opens the map of the application {@code appId}, creating it if it does not exist. */
  public static RecordMap open(StorageService storage, ApplicationId appId) {
    // Numbers and bytes: how an exemption may evolve is RecordJson's matter, not Kryo's.
    return new RecordMap(
        storage
            .<Integer, byte[]>consistentMapBuilder()
            .withName("op25b-exemptions")
            .withApplicationId(appId)
            .withSerializer(
                Serializer.using(
                    KryoNamespace.newBuilder()
                        .register(KryoNamespaces.BASIC)
                        .build("op25b-exemptions")))
            .build());
  }

  void load(Consumer<ExemptionRecord> consumer) {
    map.stream().forEach(page -> decode(page.getValue().value()).forEach(consumer));
  }

  /**
   * Brings the map up to date with some exemptions, but changes none that it has in the same
   * version or a newer one.
   *
   * @param changes what each of them has become, by id; empty when it was purged
   * @param upTo the last change that {@code changes} knows of
   */
  void save(Map<String, Optional<ExemptionRecord>> changes, long upTo) {
    changes.keySet().stream()
        .collect(groupingBy(RecordMap::pageOf))
        .forEach((page, ids) -> savePage(page, ids, changes, upTo));
  }

  private void savePage(
      int page, List<String> ids, Map<String, Optional<ExemptionRecord>> changes, long upTo) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Versioned<byte[]> stored = map.get(page);
      Map<String, ExemptionRecord> records = new TreeMap<>();
      if (stored != null) {
        decode(stored.value()).forEach(record -> records.put(record.id(), record));
      }
      boolean news = false;
      for (String id : ids) {
        news |= merge(records, id, changes.get(id), upTo);
      }
      if (!news || replace(page, stored, records.values())) {
        return;
      }
    }
    throw new ConsistentMapException.ConcurrentModification();
  }

  /** Returns whether that changes the page. */
  private static boolean merge(
      Map<String, ExemptionRecord> records,
      String id,
      Optional<ExemptionRecord> change,
      long upTo) {
    ExemptionRecord known = records.get(id);
    if (change.isPresent()) {
      boolean newer = known == null || known.version() < change.get().version();
      if (newer) {
        records.put(id, change.get());
      }
      return newer;
    }
    return known != null && known.version() <= upTo && records.remove(id) != null;
  }

  private boolean replace(int page, Versioned<byte[]> stored, Collection<ExemptionRecord> records) {
    if (records.isEmpty()) {
      return map.remove(page, stored.version());
    }
    byte[] packed = PackedJson.pack(RecordJson.encodeAll(records));
    return stored == null
        ? map.putIfAbsent(page, packed) == null
        : map.replace(page, stored.version(), packed);
  }

  private static List<ExemptionRecord> decode(byte[] page) {
    return RecordJson.decodeAll(PackedJson.open(page));
  }

  private static int pageOf(String id) {
    // Part of the format: Java has specified String.hashCode once for all.
    return Math.floorMod(id.hashCode(), PAGES);
  }
}
