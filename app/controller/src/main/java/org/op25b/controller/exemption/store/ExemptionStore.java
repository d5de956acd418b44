package org.op25b.controller.exemption.store;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.op25b.controller.audit.AuditAction;
import org.op25b.controller.audit.AuditEntry;
import org.op25b.controller.audit.Journal;
import org.op25b.controller.audit.JournalFollower;
import org.op25b.controller.exemption.ExemptionRecord;

/**
 * The exemptions of the cluster, held in memory and fed from the journal. See
 * docs/design/exemption-store.md for why nothing is ever half done.
 */
public final class ExemptionStore {
  private static final int OPEN_ATTEMPTS = 5;

  private final Journal journal;
  private final RecordMap records;
  private final SharedIndex index = new SharedIndex();
  private final CommitQueue queue;
  private final JournalFollower follower = new Follower();
  private final List<ChangeListener> listeners = new CopyOnWriteArrayList<>();

  /** Ids that changed since they were last saved; guarded by itself, with {@link #applied}. */
  private final Set<String> unsaved = new LinkedHashSet<>();

  private long applied;

  /** The number of the last change that the index has. */
  private volatile long readable;

  /** A store over a started journal and the map that it is saved to. */
  public ExemptionStore(Journal journal, RecordMap records) {
    this.journal = journal;
    this.records = records;
    this.queue = new CommitQueue(journal, index);
  }

  /** Reads everything; returns when the store is as new as the journal. */
  public void open() {
    for (int attempt = 1; ; attempt++) {
      long checkpoint = journal.checkpoint();
      load(checkpoint);
      try {
        journal.follow(checkpoint + 1, follower);
        return;
      } catch (IllegalStateException e) {
        // Another node may have saved and trimmed what was about to be read: then start again.
        if (attempt == OPEN_ATTEMPTS || journal.checkpoint() == checkpoint) {
          throw e;
        }
      }
    }
  }

  /** Reads the saved copy, which was complete up to {@code checkpoint} before this call. */
  private void load(long checkpoint) {
    Map<String, ExemptionRecord> stored = new LinkedHashMap<>();
    records.load(record -> stored.put(record.id(), record));
    index.write(
        all -> {
          stored.values().forEach(record -> putIfNewer(all, record));
          // What is not saved although it is old enough was purged.
          ImmutableList.copyOf(all.all()).stream()
              .filter(record -> record.version() <= checkpoint && !stored.containsKey(record.id()))
              .forEach(record -> all.remove(record.id()));
        });
    readable = Math.max(readable, checkpoint);
  }

  /** Stops following the journal. */
  public void close() {
    journal.unfollow(follower);
  }

  /** Calls {@code listener} after every change. */
  public void addListener(ChangeListener listener) {
    listeners.add(listener);
  }

  /**
   * Makes a change. The operation sees the newest state, stages what it wants, and may be called
   * again on a newer state: it must have no other effect. When it throws, nothing is changed.
   *
   * @return what the operation returned
   */
  public <T> T change(Function<Staging, T> operation) {
    return queue.submit(operation);
  }

  /** Runs {@code operation} and forgets what it stages. */
  public <T> T preview(Function<Staging, T> operation) {
    return operation.apply(new Staging(index, journal.next()));
  }

  /** Runs {@code reader} on a consistent state; it must be quick and keep no collection. */
  public <T> T read(Function<ExemptionIndex, T> reader) {
    return index.read(reader);
  }

  /**
   * The number of the last change that {@link #read} shows; what is read later may be newer, never
   * older. The journal itself is ahead of that while it tells its followers.
   */
  public long version() {
    return readable;
  }

  /**
   * Saves what changed to the map of records and moves the checkpoint. Does nothing when another
   * node has done it. May be called at any time, by one thread at a time; when it throws, what was
   * not saved will be saved by the next call.
   */
  public void save() {
    List<String> ids;
    long upTo;
    synchronized (unsaved) {
      ids = ImmutableList.copyOf(unsaved);
      upTo = applied;
      unsaved.clear();
    }
    try {
      if (upTo == 0 || journal.checkpoint() >= upTo) {
        return;
      }
      Map<String, Optional<ExemptionRecord>> changes = new HashMap<>();
      ids.forEach(id -> changes.put(id, index.find(id)));
      records.save(changes, upTo);
      journal.advanceCheckpoint(upTo);
    } catch (RuntimeException e) {
      synchronized (unsaved) {
        unsaved.addAll(ids);
      }
      throw e;
    }
  }

  private void apply(long first, ImmutableList<AuditEntry> entries) {
    List<Applied> changes = new ArrayList<>(entries.size());
    index.write(
        all -> {
          for (AuditEntry entry : entries) {
            if (entry.action() == AuditAction.PURGED) {
              all.remove(entry.subject());
            } else if (!entry.subject().equals(AuditEntry.POLICY) && entry.after().isPresent()) {
              ExemptionRecord after = RecordJson.decode(entry.after().get());
              Optional<ExemptionRecord> before = all.find(after.id());
              if (putIfNewer(all, after)) {
                changes.add(new Applied(entry, before, after));
              }
            }
          }
        });
    readable = first + entries.size() - 1;
    synchronized (unsaved) {
      entries.stream()
          .filter(entry -> !entry.subject().equals(AuditEntry.POLICY))
          .forEach(entry -> unsaved.add(entry.subject()));
      applied = Math.max(applied, first + entries.size() - 1);
    }
    for (Applied change : changes) {
      listeners.forEach(listener -> listener.changed(change.entry, change.before, change.after));
    }
  }

  private static boolean putIfNewer(ExemptionIndex all, ExemptionRecord record) {
    if (all.find(record.id()).map(known -> known.version() >= record.version()).orElse(false)) {
      return false;
    }
    all.put(record);
    return true;
  }

  /** Takes in the journal. */
  private final class Follower implements JournalFollower {
    @Override
    public void applied(long first, String nonce, ImmutableList<AuditEntry> entries) {
      apply(first, entries);
    }

    @Override
    public void skipped() {
      load(journal.checkpoint());
    }
  }

  /** One change with what it replaced. */
  private static final class Applied {
    private final AuditEntry entry;
    private final Optional<ExemptionRecord> before;
    private final ExemptionRecord after;

    Applied(AuditEntry entry, Optional<ExemptionRecord> before, ExemptionRecord after) {
      this.entry = entry;
      this.before = before;
      this.after = after;
    }
  }
}
