package org.op25b.controller.audit;

import com.google.common.collect.ImmutableList;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.op25b.controller.PageSize;

/** The audit log as a view of the journal. */
public final class JournalAuditLog implements AuditLog {
  /** The largest policy that is kept word for word, in characters. */
  static final int MAX_DOCUMENT = 4_000_000;

  /** Nodes that are away for less than this miss nothing. */
  static final Duration KEPT_IN_ANY_CASE = Duration.ofHours(1);

  private static final int MAX_NOTE = 500;

  private final Journal journal;
  private final Clock clock;
  private final LongSupplier limit;
  private final AuditIndex index = new AuditIndex();
  private final AtomicBoolean loaded = new AtomicBoolean();

  /**
   * Makes a log over {@code journal}.
   *
   * @param limit the number of changes to keep, at least 1, asked at every trim
   */
  public JournalAuditLog(Journal journal, Clock clock, LongSupplier limit) {
    this.journal = journal;
    this.clock = clock;
    this.limit = limit;
  }

  /**
   * Reads what the journal holds, once; queries before that see only later changes. Takes seconds
   * for 100,000 changes, so it runs beside the start of everything else. To be called again when it
   * throws.
   */
  public void load() {
    journal.unfollow(index);
    journal.follow(journal.next(), index);
    journal.removeOrphans(readAll());
    loaded.set(true);
  }

  /** Indexes what is stored; returns the names of the blocks. */
  private Set<String> readAll() {
    Set<String> nonces = new HashSet<>();
    journal.forEachStored(
        (first, block) -> {
          nonces.add(block.nonce);
          index.applied(first, block.nonce, journal.read(block));
        });
    return nonces;
  }

  /** Whether this node was away so long that {@link #load} is needed again. */
  public boolean hasGap() {
    return index.hasGap();
  }

  /** Reads what was missed; see {@link #hasGap}. */
  public void closeGap() {
    index.closeGap();
    readAll();
  }

  /** Whether {@link #load} is done. */
  public boolean isLoaded() {
    return loaded.get();
  }

  /** Removes the oldest changes beyond the limit, but none that the state still needs. */
  public void trim() {
    Instant youngest = clock.instant().minus(KEPT_IN_ANY_CASE);
    for (long first : index.beyond(limit.getAsLong(), journal.checkpoint(), youngest)) {
      journal.remove(first);
      index.removed(first);
    }
  }

  @Override
  public AuditPage query(AuditQuery query) {
    List<Long> numbers = index.find(query);
    boolean more = numbers.size() > query.limit();
    List<Long> page = more ? numbers.subList(0, query.limit()) : numbers;
    List<AuditEntry> entries = new ArrayList<>(page.size());
    Reader reader = new Reader();
    page.forEach(
        number ->
            reader
                .find(number)
                // The index has found hashes of subjects.
                .filter(entry -> query.subject().map(entry.subject()::equals).orElse(true))
                .ifPresent(entries::add));
    return AuditPage.of(entries, more ? Optional.of(page.get(page.size() - 1)) : Optional.empty());
  }

  @Override
  public Optional<AuditEntry> entry(long number) {
    return new Reader().find(number);
  }

  @Override
  public void export(long from, Consumer<AuditEntry> consumer) {
    for (long first : index.firsts()) {
      JournalBlock block = journal.block(first);
      if (block != null && first + block.count > from) {
        journal.read(block, (int) Math.max(0, from - first), block.count, consumer);
      }
    }
  }

  @Override
  public long size() {
    return index.size();
  }

  @Override
  public long recordPolicy(
      Actor actor,
      AuditAction action,
      Optional<String> before,
      Optional<String> after,
      String note) {
    AuditEntry.Builder entry =
        AuditEntry.builder()
            .setTime(clock.instant())
            .setActor(actor)
            .setAction(action)
            .setSubject(AuditEntry.POLICY)
            .setBefore(before.map(JournalAuditLog::bounded))
            .setAfter(after.map(JournalAuditLog::bounded))
            .setNote(
                Optional.of(note.length() > MAX_NOTE ? note.substring(0, MAX_NOTE) : note)
                    .filter(text -> !text.isEmpty()));
    long[] number = new long[1];
    journal.append(
        first -> {
          number[0] = first;
          return ImmutableList.of(entry.setNumber(first).build());
        });
    return number[0];
  }

  private static String bounded(String json) {
    return json.length() <= MAX_DOCUMENT
        ? AuditJson.normalize(json)
        : AuditJson.normalize(
            String.format("Too large for the log: %,d characters.", json.length()));
  }

  /** Reads changes in falling order, as many at once as are on a page. */
  private final class Reader {
    private long first = -1;
    private List<AuditEntry> entries = ImmutableList.of();

    Optional<AuditEntry> find(long number) {
      if (number < first || number >= first + entries.size()) {
        Optional<Long> start = index.blockOf(number);
        JournalBlock block = start.map(journal::block).orElse(null);
        if (block == null) {
          return Optional.empty();
        }
        int end = (int) (number - start.get()) + 1;
        int begin = Math.max(0, end - PageSize.MOST);
        entries = new ArrayList<>(end - begin);
        journal.read(block, begin, end, entries::add);
        first = start.get() + begin;
      }
      return Optional.of(entries.get((int) (number - first)));
    }
  }
}
