package org.op25b.controller.audit;

import com.google.common.collect.ImmutableList;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a query needs to know of each change without fetching it: some 20 bytes a change instead of
 * the change itself. Thread-safe.
 */
final class AuditIndex implements JournalFollower {
  /** By the number of its first row, divided by {@link AuditRows#COUNT}. */
  private final NavigableMap<Long, AuditRows> pages = new TreeMap<>();

  private long size;
  private boolean gap;

  @Override
  public synchronized void skipped() {
    gap = true;
  }

  synchronized boolean hasGap() {
    return gap;
  }

  synchronized void closeGap() {
    gap = false;
  }

  @Override
  public synchronized void applied(long first, String nonce, ImmutableList<AuditEntry> entries) {
    if (holds(first)) {
      return;
    }
    long number = first;
    for (AuditEntry entry : entries) {
      pages
          .computeIfAbsent(number / AuditRows.COUNT, unused -> new AuditRows())
          .put(row(number), entry, number == first);
      number++;
    }
    size += entries.size();
  }

  @Override
  public synchronized void removed(long first) {
    if (!holds(first)) {
      return;
    }
    long end = endOf(first);
    for (long number = first; number < end; number++) {
      AuditRows rows = rows(number);
      rows.remove(row(number));
      if (rows.isEmpty()) {
        pages.remove(number / AuditRows.COUNT);
      }
    }
    size -= end - first;
  }

  synchronized long size() {
    return size;
  }

  /** The first numbers of all blocks, ascending. */
  synchronized ImmutableList<Long> firsts() {
    ImmutableList.Builder<Long> firsts = ImmutableList.builder();
    pages.forEach((page, rows) -> rows.eachStart(row -> firsts.add(page * AuditRows.COUNT + row)));
    return firsts.build();
  }

  /** The first number of the block that holds change {@code number}. */
  synchronized Optional<Long> blockOf(long number) {
    if (!holds(number)) {
      return Optional.empty();
    }
    long first = number;
    while (!rows(first).isStart(row(first))) {
      first--;
    }
    return Optional.of(first);
  }

  /**
   * The oldest blocks that must go so that at most {@code limit} changes stay, as far as their
   * changes are not after {@code checkpoint} nor made at or after {@code youngest}.
   */
  synchronized ImmutableList<Long> beyond(long limit, long checkpoint, Instant youngest) {
    ImmutableList.Builder<Long> oldest = ImmutableList.builder();
    long left = size;
    for (long first : firsts()) {
      long last = endOf(first) - 1;
      boolean young = rows(last).millis(row(last)) >= youngest.toEpochMilli();
      if (left <= limit || last > checkpoint || young) {
        break;
      }
      oldest.add(first);
      left -= last + 1 - first;
    }
    return oldest.build();
  }

  /**
   * The numbers of at most {@code query.limit() + 1} changes, newest first. In a billion of them
   * one may be of another subject.
   */
  synchronized List<Long> find(AuditQuery query) {
    List<Long> found = new ArrayList<>();
    long before = query.before().orElse(Long.MAX_VALUE);
    for (Map.Entry<Long, AuditRows> page :
        pages.headMap(before / AuditRows.COUNT, true).descendingMap().entrySet()) {
      for (int row = AuditRows.COUNT - 1; row >= 0; row--) {
        long number = page.getKey() * AuditRows.COUNT + row;
        if (number < before && page.getValue().matches(row, query)) {
          found.add(number);
          if (found.size() > query.limit()) {
            return found;
          }
        }
      }
    }
    return found;
  }

  private boolean holds(long number) {
    AuditRows rows = rows(number);
    return rows != null && rows.holds(row(number));
  }

  /** The number after the last one of the block that starts with {@code first}. */
  private long endOf(long first) {
    long number = first + 1;
    while (holds(number) && !rows(number).isStart(row(number))) {
      number++;
    }
    return number;
  }

  private AuditRows rows(long number) {
    return pages.get(number / AuditRows.COUNT);
  }

  private static int row(long number) {
    return (int) (number % AuditRows.COUNT);
  }
}
