package org.op25b.controller.exemption.store;

import java.util.function.Consumer;
import org.onlab.util.KryoNamespace;
import org.onosproject.core.ApplicationId;
import org.onosproject.store.serializers.KryoNamespaces;
import org.onosproject.store.service.ConsistentMap;
import org.onosproject.store.service.ConsistentMapException;
import org.onosproject.store.service.Serializer;
import org.onosproject.store.service.StorageService;
import org.onosproject.store.service.Versioned;
import org.op25b.controller.exemption.ExemptionRecord;

/**
 * Every exemption as the journal left it, by id: what a start reads instead of the whole history.
 * It trails the journal; the journal's checkpoint says by how much.
 */
public final class RecordMap {
  private static final int ATTEMPTS = 16;

  private final ConsistentMap<String, String> map;

  /** A view of {@code map}, from ids to {@link RecordJson}. */
  public RecordMap(ConsistentMap<String, String> map) {
    this.map = map;
  }

  /** Opens the map of the application {@code appId}, creating it if it does not exist. */
  public static RecordMap open(StorageService storage, ApplicationId appId) {
    // Only strings: how an exemption may evolve is RecordJson's matter, not Kryo's.
    return new RecordMap(
        storage
            .<String, String>consistentMapBuilder()
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
    map.stream().forEach(entry -> consumer.accept(RecordJson.decode(entry.getValue().value())));
  }

  /** Puts {@code record} unless the map has it in this version or a newer one. */
  void save(ExemptionRecord record) {
    String json = RecordJson.encode(record);
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Versioned<String> existing = map.putIfAbsent(record.id(), json);
      if (existing == null
          || RecordJson.decode(existing.value()).version() >= record.version()
          || map.replace(record.id(), existing.version(), json)) {
        return;
      }
    }
    throw new ConsistentMapException.ConcurrentModification();
  }

  /** Removes the record {@code id} unless the map has it in a version above {@code purged}. */
  void remove(String id, long purged) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Versioned<String> existing = map.get(id);
      if (existing == null
          || RecordJson.decode(existing.value()).version() > purged
          || map.remove(id, existing.version())) {
        return;
      }
    }
    throw new ConsistentMapException.ConcurrentModification();
  }
}
