package org.op25b.controller.audit;

import org.onosproject.core.ApplicationId;
import org.onosproject.store.service.ConsistentMap;
import org.onosproject.store.service.ConsistentMapBuilder;
import org.onosproject.store.service.StorageService;

/** The consistent maps that a journal lives in. */
public final class JournalMaps {
  /** First change number to the block that starts with it. */
  final ConsistentMap<Long, JournalBlock> blocks;

  /** {@code nonce/index} to a part of a body that is too large for one entry. */
  final ConsistentMap<String, byte[]> parts;

  /** One key: the last change that is also contained in the map of records. */
  final ConsistentMap<String, Long> checkpoint;

  /** Gathers maps that exist. */
  public JournalMaps(
      ConsistentMap<Long, JournalBlock> blocks,
      ConsistentMap<String, byte[]> parts,
      ConsistentMap<String, Long> checkpoint) {
    this.blocks = blocks;
    this.parts = parts;
    this.checkpoint = checkpoint;
  }

  /** Opens the maps of the application {@code appId}, creating what does not exist. */
  public static JournalMaps open(StorageService storage, ApplicationId appId) {
    return new JournalMaps(
        JournalMaps.<Long, JournalBlock>builder(storage, appId, "op25b-journal").build(),
        JournalMaps.<String, byte[]>builder(storage, appId, "op25b-journal-parts").build(),
        JournalMaps.<String, Long>builder(storage, appId, "op25b-journal-checkpoint").build());
  }

  private static <K, V> ConsistentMapBuilder<K, V> builder(
      StorageService storage, ApplicationId appId, String name) {
    return storage
        .<K, V>consistentMapBuilder()
        .withName(name)
        .withApplicationId(appId)
        .withSerializer(JournalBlock.SERIALIZER);
  }
}
