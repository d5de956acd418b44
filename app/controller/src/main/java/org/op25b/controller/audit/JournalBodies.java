package org.op25b.controller.audit;

import com.google.common.collect.ImmutableList;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.onosproject.store.service.ConsistentMap;
import org.onosproject.store.service.StorageException;
import org.onosproject.store.service.Versioned;
import org.op25b.controller.PackedJson;

/**
 * Writes and reads the bodies of blocks. ONOS's storage takes at most 1 MiB in one entry (Atomix
 * 3.1.9, {@code RaftStorageConfig}), so a large body is written in parts first; the block that
 * names them is the single write that makes them count.
 */
final class JournalBodies {
  /** Well below 1 MiB: the same entry carries Raft's and the map's own framing. */
  static final int MAX_INLINE = 256 * 1024;

  private static final byte[] IN_PARTS = new byte[0];
  private static final long ORPHAN_MILLIS = 60 * 60 * 1000L;
  private static final long MAX_STAGING_NANOS = 30L * 60 * 1_000_000_000;

  private final ConsistentMap<String, byte[]> parts;

  JournalBodies(ConsistentMap<String, byte[]> parts) {
    this.parts = parts;
  }

  /** Returns a block for {@code entries}, its parts written. */
  JournalBlock write(List<AuditEntry> entries) {
    byte[] body = PackedJson.pack(AuditJson.encode(entries));
    String nonce = UUID.randomUUID().toString();
    if (body.length <= MAX_INLINE) {
      return new JournalBlock(JournalBlock.FORMAT, nonce, entries.size(), 0, body);
    }
    int count = (body.length + MAX_INLINE - 1) / MAX_INLINE;
    long start = System.nanoTime();
    for (int part = 0; part < count; part++) {
      int from = part * MAX_INLINE;
      parts.put(
          key(nonce, part),
          Arrays.copyOfRange(body, from, Math.min(from + MAX_INLINE, body.length)));
    }
    if (System.nanoTime() - start > MAX_STAGING_NANOS) {
      // Another node may already have taken the parts for abandoned.
      throw new StorageException.Timeout();
    }
    return new JournalBlock(JournalBlock.FORMAT, nonce, entries.size(), count, IN_PARTS);
  }

  /**
   * Gives {@code sink} the changes of a block, from the one at {@code first} to before {@code end}.
   */
  void read(JournalBlock block, int first, int end, Consumer<AuditEntry> sink) {
    if (block.format > JournalBlock.FORMAT) {
      throw new IllegalStateException(
          String.format(
              "The journal holds format %d, this software reads up to %d: run the newer software.",
              block.format, JournalBlock.FORMAT));
    }
    byte[] body = block.parts == 0 ? block.body : joined(block);
    AuditJson.decode(PackedJson.open(body), first, end, sink);
  }

  private byte[] joined(JournalBlock block) {
    ByteArrayOutputStream body = new ByteArrayOutputStream(block.parts * MAX_INLINE);
    for (int part = 0; part < block.parts; part++) {
      byte[] bytes = Versioned.valueOrNull(parts.get(key(block.nonce, part)));
      if (bytes == null) {
        throw new IllegalStateException("Part " + part + " of a journal block is missing.");
      }
      body.write(bytes, 0, bytes.length);
    }
    return body.toByteArray();
  }

  void discard(JournalBlock block) {
    for (int part = 0; part < block.parts; part++) {
      parts.remove(key(block.nonce, part));
    }
  }

  /** Removes old parts whose nonce is not in {@code owned}; young ones may be about to count. */
  void removeOrphans(Set<String> owned) {
    for (String key : ImmutableList.copyOf(parts.keySet())) {
      String nonce = key.substring(0, key.indexOf('/'));
      if (owned.contains(nonce)) {
        continue;
      }
      Versioned<byte[]> part = parts.get(key);
      if (part != null && System.currentTimeMillis() - part.creationTime() > ORPHAN_MILLIS) {
        parts.remove(key);
      }
    }
  }

  private static String key(String nonce, int part) {
    return nonce + "/" + part;
  }
}
