package org.op25b.controller.policyops.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import com.google.common.collect.ImmutableList;
import com.google.common.io.ByteStreams;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.onlab.util.KryoNamespace;
import org.onosproject.core.ApplicationId;
import org.onosproject.store.serializers.KryoNamespaces;
import org.onosproject.store.service.ConsistentMap;
import org.onosproject.store.service.MapEventListener;
import org.onosproject.store.service.Serializer;
import org.onosproject.store.service.StorageException;
import org.onosproject.store.service.StorageService;
import org.onosproject.store.service.Versioned;
import org.op25b.controller.audit.JournalUnavailableException;
import org.op25b.controller.policyops.PhaseChange;

/**
 * The cluster's record of policies and schedules: one entry with everything that is decided, which
 * is only ever replaced by who has seen its present state; and the policies themselves, written
 * before the entry that names them. So whenever a node dies, a decision is there whole or not.
 */
public final class Ledger {
  private static final String ENTRY = "ledger";
  private static final String PHASES = "/phases";
  private static final int ATTEMPTS = 3;
  private static final long ORPHAN_MILLIS = 60 * 60 * 1000L;

  /** ONOS's storage takes at most 1 MiB in one entry (Atomix 3.1.9, RaftStorageConfig). */
  private static final int MAX_BYTES = 900 * 1024;

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final ConsistentMap<String, byte[]> entry;
  private final ConsistentMap<String, byte[]> contents;
  private final List<MapEventListener<String, byte[]>> listeners = new CopyOnWriteArrayList<>();

  /** The policies that were asked for last: the current one is asked for all the time. */
  private final Cache<String, JsonNode> policies = CacheBuilder.newBuilder().maximumSize(3).build();

  /** What never changes once it is written, by key. */
  private final Map<String, ImmutableList<PhaseChange>> phases = new ConcurrentHashMap<>();

  private volatile LedgerState known = LedgerState.EMPTY;

  private Ledger(ConsistentMap<String, byte[]> entry, ConsistentMap<String, byte[]> contents) {
    this.entry = entry;
    this.contents = contents;
  }

  /** Opens the ledger of the application {@code appId}, creating it if need be. */
  public static Ledger open(StorageService storage, ApplicationId appId) {
    return new Ledger(
        map(storage, appId, "op25b-policy-ledger"), map(storage, appId, "op25b-policy-contents"));
  }

  private static ConsistentMap<String, byte[]> map(
      StorageService storage, ApplicationId appId, String name) {
    return storage
        .<String, byte[]>consistentMapBuilder()
        .withName(name)
        .withApplicationId(appId)
        .withSerializer(
            Serializer.using(
                KryoNamespace.newBuilder().register(KryoNamespaces.BASIC).build("op25b-policy")))
        .build();
  }

  /**
   * Returns what is decided now.
   *
   * @throws JournalUnavailableException when storage does not answer
   */
  public LedgerState state() {
    try {
      return decode(entry.get(ENTRY));
    } catch (StorageException e) {
      throw new JournalUnavailableException(e);
    }
  }

  /**
   * Replaces {@code from} by {@code to}.
   *
   * @return false when somebody else has changed the state since {@code from} was read; nothing is
   *     changed then
   * @throws JournalUnavailableException when storage does not answer: it may be changed or not
   * @throws IllegalArgumentException when there is more in it than storage takes
   */
  public boolean commit(LedgerState from, LedgerState to) {
    String writer = UUID.randomUUID().toString();
    byte[] bytes = pack(LedgerJson.write(to, writer));
    StorageException last = null;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        return from.revision() == 0
            ? entry.putIfAbsent(ENTRY, bytes) == null || isBy(writer)
            : entry.replace(ENTRY, from.revision(), bytes) || isBy(writer);
      } catch (StorageException e) {
        last = e;
      }
    }
    throw new JournalUnavailableException(last);
  }

  /** Whether an attempt whose answer was lost has arrived all the same. */
  private boolean isBy(String writer) {
    Versioned<byte[]> stored = entry.get(ENTRY);
    return stored != null && LedgerJson.writer(unpack(stored.value())).equals(writer);
  }

  /**
   * Keeps a policy, for a version that is about to be committed.
   *
   * @return the key for {@link #policy} and {@link #phases}
   * @throws JournalUnavailableException when storage does not answer
   * @throws IllegalArgumentException when it is larger than storage takes
   */
  public String keep(JsonNode policy, List<PhaseChange> changes) {
    String key = UUID.randomUUID().toString();
    try {
      contents.put(key, pack(policy));
      contents.put(key + PHASES, pack(LedgerJson.writePhases(changes)));
    } catch (StorageException e) {
      throw new JournalUnavailableException(e);
    }
    return key;
  }

  /** Returns the policy that is kept under {@code key}; not to be changed. */
  public JsonNode policy(String key) {
    JsonNode cached = policies.getIfPresent(key);
    if (cached == null) {
      cached = content(key);
      policies.put(key, cached);
    }
    return cached;
  }

  /** Returns what the version that is kept under {@code key} changed about phases. */
  public ImmutableList<PhaseChange> phases(String key) {
    return phases.computeIfAbsent(key, unused -> LedgerJson.readPhases(content(key + PHASES)));
  }

  private JsonNode content(String key) {
    try {
      Versioned<byte[]> stored = contents.get(key);
      if (stored == null) {
        throw new IllegalStateException("A version of the policy is missing in storage.");
      }
      return unpack(stored.value());
    } catch (StorageException e) {
      throw new JournalUnavailableException(e);
    }
  }

  /** Forgets a policy that no version names (any more). */
  public void discard(String key) {
    phases.remove(key);
    contents.remove(key);
    contents.remove(key + PHASES);
  }

  /** Removes policies that no version names: a node died before it committed, or while trimming. */
  public void removeOrphans() {
    Set<String> named = new HashSet<>();
    state().versions().forEach(version -> version.content().ifPresent(named::add));
    for (String key : ImmutableList.copyOf(contents.keySet())) {
      Versioned<byte[]> stored = contents.get(key);
      boolean old =
          stored != null && System.currentTimeMillis() - stored.creationTime() > ORPHAN_MILLIS;
      if (old && !named.contains(key.replace(PHASES, ""))) {
        contents.remove(key);
      }
    }
  }

  /** Calls {@code listener} on {@code executor} after every change, by whatever node. */
  public void addListener(Runnable listener, Executor executor) {
    MapEventListener<String, byte[]> wrapped = event -> listener.run();
    listeners.add(wrapped);
    entry.addListener(wrapped, executor);
  }

  /** Stops calling any listener; what is stored stays. */
  public void close() {
    listeners.forEach(entry::removeListener);
    listeners.clear();
  }

  private LedgerState decode(Versioned<byte[]> stored) {
    if (stored == null) {
      return LedgerState.EMPTY;
    }
    LedgerState last = known;
    if (last.revision() != stored.version()) {
      last = LedgerJson.read(unpack(stored.value()), stored.version());
      known = last;
    }
    return last;
  }

  private static byte[] pack(JsonNode node) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      MAPPER.writeValue(out, node);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (bytes.size() > MAX_BYTES) {
      throw new IllegalArgumentException(
          String.format("%,d bytes when compressed, more than %,d", bytes.size(), MAX_BYTES));
    }
    return bytes.toByteArray();
  }

  private static JsonNode unpack(byte[] bytes) {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return MAPPER.readTree(ByteStreams.toByteArray(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
