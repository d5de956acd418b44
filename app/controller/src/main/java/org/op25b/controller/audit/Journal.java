package org.op25b.controller.audit;

import static com.google.common.base.Preconditions.checkState;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.onosproject.store.service.MapEvent;
import org.onosproject.store.service.MapEventListener;
import org.onosproject.store.service.StorageException;
import org.onosproject.store.service.Versioned;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one order of all changes of the cluster. A change is made at the moment at which its block is
 * put under the next free number, by a put-if-absent on a consistent map: all nodes compete for the
 * same key, so each sees the state that its predecessor left, and a block is there whole or not at
 * all. State is what the changes add up to; the audit log is the changes themselves. So the two
 * cannot disagree, whenever a node dies.
 */
public final class Journal {
  private static final Logger log = LoggerFactory.getLogger(Journal.class);
  private static final String CHECKPOINT = "materialised";
  private static final int PUT_ATTEMPTS = 3;

  private final JournalMaps maps;
  private final JournalBodies bodies;
  private final ReentrantLock lock = new ReentrantLock();
  private final List<JournalFollower> followers = new CopyOnWriteArrayList<>();
  private final MapEventListener<Long, JournalBlock> listener = this::onEvent;
  private volatile long next = 1;

  /** Makes a journal over {@code maps}; {@link #start} must come before use. */
  public Journal(JournalMaps maps) {
    this.maps = maps;
    this.bodies = new JournalBodies(maps.parts);
  }

  /**
   * Finds the end of the journal and listens to other nodes.
   *
   * @param executor runs the reaction to other nodes' changes; it may block on storage
   */
  public void start(Executor executor) {
    maps.blocks.addListener(listener, executor);
    resync();
  }

  /**
   * Takes in what other nodes have appended, also when this node was away for so long that some of
   * it has left the journal: then followers are told to read the saved state again. Called every
   * few seconds, it also mends events that got lost.
   */
  public void resync() {
    lock.lock();
    try {
      catchUp();
      // What has left the journal was saved before, so a position below the checkpoint where
      // nothing is stored is not the end but a gap.
      while (checkpoint() >= next && !catchUp()) {
        next = checkpoint() + 1;
        catchUp();
        followers.forEach(JournalFollower::skipped);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Stops listening; what is stored stays. */
  public void stop() {
    maps.blocks.removeListener(listener);
  }

  /** The number that the next change will get. */
  public long next() {
    return next;
  }

  /**
   * Calls {@code follower} for every change from number {@code from} on, first those that exist,
   * then each one that comes, in order and without gaps.
   */
  public void follow(long from, JournalFollower follower) {
    lock.lock();
    try {
      long number = from;
      while (number < next) {
        JournalBlock block = Versioned.valueOrNull(maps.blocks.get(number));
        checkState(block != null, "change %s of the journal is missing", number);
        follower.applied(number, block.nonce, read(block));
        number += block.count;
      }
      followers.add(follower);
    } finally {
      lock.unlock();
    }
  }

  /** Stops calling {@code follower}. */
  public void unfollow(JournalFollower follower) {
    followers.remove(follower);
  }

  /** Takes in what other nodes have appended; returns whether there was anything. */
  public boolean catchUp() {
    lock.lock();
    try {
      long before = next;
      JournalBlock block;
      while ((block = Versioned.valueOrNull(maps.blocks.get(next))) != null) {
        deliver(block, read(block));
      }
      return next != before;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Appends changes that were made from the state before number {@code first}, and tells the
   * followers before it returns.
   *
   * @return false when another change came first: nothing was written, the other change has been
   *     taken in, and the caller decides again on the new state
   * @throws JournalUnavailableException when storage does not answer
   */
  public boolean tryAppend(long first, List<AuditEntry> entries) {
    checkState(!entries.isEmpty() && entries.get(0).number() == first, "misnumbered changes");
    lock.lock();
    try {
      if (first != next) {
        return false;
      }
      JournalBlock block = bodies.write(entries);
      if (put(first, block)) {
        // Unless the event of the write came first, on this very thread.
        if (first == next) {
          deliver(block, ImmutableList.copyOf(entries));
        }
        return true;
      }
      bodies.discard(block);
      catchUp();
      return false;
    } catch (StorageException e) {
      throw new JournalUnavailableException(e);
    } finally {
      lock.unlock();
    }
  }

  /** Appends changes that do not depend on the state, given the number of the first. */
  public void append(LongFunction<List<AuditEntry>> entries) {
    long first;
    do {
      first = next;
    } while (!tryAppend(first, entries.apply(first)));
  }

  /** The last change that the map of records contains; 0 at first. */
  public long checkpoint() {
    Versioned<Long> stored = maps.checkpoint.get(CHECKPOINT);
    return stored == null ? 0 : stored.value();
  }

  /** Records that the map of records contains every change up to {@code number}. */
  public void advanceCheckpoint(long number) {
    Versioned<Long> stored = maps.checkpoint.putIfAbsent(CHECKPOINT, number);
    while (stored != null
        && stored.value() < number
        && !maps.checkpoint.replace(CHECKPOINT, stored.version(), Long.valueOf(number))) {
      stored = maps.checkpoint.get(CHECKPOINT);
    }
  }

  /** Calls {@code visitor} with every block that is stored, in no order. */
  void forEachStored(BiConsumer<Long, JournalBlock> visitor) {
    maps.blocks.stream().forEach(e -> visitor.accept(e.getKey(), e.getValue().value()));
  }

  /** Returns the block that starts at {@code first}, or null when it has been removed. */
  JournalBlock block(long first) {
    return Versioned.valueOrNull(maps.blocks.get(first));
  }

  /** Returns the changes of {@code block}. */
  ImmutableList<AuditEntry> read(JournalBlock block) {
    ImmutableList.Builder<AuditEntry> entries = ImmutableList.builder();
    read(block, 0, block.count, entries::add);
    return entries.build();
  }

  /**
   * Gives {@code sink} the changes of {@code block} from its {@code first}, counted from 0, to
   * before its {@code end}: an import has more than are needed at once.
   */
  void read(JournalBlock block, int first, int end, Consumer<AuditEntry> sink) {
    bodies.read(block, first, end, sink);
  }

  /** Removes the block that starts at {@code first}; the caller has checked the checkpoint. */
  void remove(long first) {
    Versioned<JournalBlock> removed = maps.blocks.remove(first);
    if (removed != null) {
      // After the block, so that a block never points to parts that are gone.
      bodies.discard(removed.value());
    }
  }

  /** Removes parts that no stored block owns: a node died between writing them and the block. */
  void removeOrphans(Set<String> nonces) {
    bodies.removeOrphans(nonces);
  }

  private boolean put(long key, JournalBlock block) {
    StorageException last = null;
    for (int attempt = 0; attempt < PUT_ATTEMPTS; attempt++) {
      try {
        Versioned<JournalBlock> existing = maps.blocks.putIfAbsent(key, block);
        // Our own block is found when an earlier attempt arrived but its answer was lost.
        return existing == null || existing.value().nonce.equals(block.nonce);
      } catch (StorageException e) {
        last = e;
      }
    }
    throw last;
  }

  private void deliver(JournalBlock block, ImmutableList<AuditEntry> entries) {
    long first = next;
    next = first + block.count;
    for (JournalFollower follower : followers) {
      follower.applied(first, block.nonce, entries);
    }
  }

  private void onEvent(MapEvent<Long, JournalBlock> event) {
    if (event.type() == MapEvent.Type.REMOVE) {
      followers.forEach(follower -> follower.removed(event.key()));
    } else if (event.key() >= next) {
      try {
        catchUp();
      } catch (RuntimeException e) {
        log.warn("Another node's change cannot be read yet; trying again shortly", e);
      }
    }
  }
}
