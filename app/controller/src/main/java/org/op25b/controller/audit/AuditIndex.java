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
 * What a query needs to know of each change without fetching it: some 100 bytes a change instead of
 * the change itself. Thread-safe.
 */
final class AuditIndex implements JournalFollower {
  private final NavigableMap<Long, Header[]> blocks = new TreeMap<>();
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
    Header[] headers = entries.stream().map(Header::new).toArray(Header[]::new);
    if (blocks.put(first, headers) == null) {
      size += headers.length;
    }
  }

  @Override
  public synchronized void removed(long first) {
    Header[] headers = blocks.remove(first);
    if (headers != null) {
      size -= headers.length;
    }
  }

  synchronized long size() {
    return size;
  }

  /** The first numbers of all blocks, ascending. */
  synchronized ImmutableList<Long> firsts() {
    return ImmutableList.copyOf(blocks.keySet());
  }

  /** The first number of the block that holds change {@code number}. */
  synchronized Optional<Long> blockOf(long number) {
    Map.Entry<Long, Header[]> block = blocks.floorEntry(number);
    return block != null && number < block.getKey() + block.getValue().length
        ? Optional.of(block.getKey())
        : Optional.empty();
  }

  /**
   * The oldest blocks that must go so that at most {@code limit} changes stay, as far as their
   * changes are not after {@code checkpoint} nor made at or after {@code youngest}.
   */
  synchronized ImmutableList<Long> beyond(long limit, long checkpoint, Instant youngest) {
    ImmutableList.Builder<Long> oldest = ImmutableList.builder();
    long left = size;
    for (Map.Entry<Long, Header[]> block : blocks.entrySet()) {
      Header[] headers = block.getValue();
      long last = block.getKey() + headers.length - 1;
      boolean young = headers[headers.length - 1].millis >= youngest.toEpochMilli();
      if (left <= limit || last > checkpoint || young) {
        break;
      }
      oldest.add(block.getKey());
      left -= headers.length;
    }
    return oldest.build();
  }

  /** The numbers of at most {@code query.limit() + 1} changes, newest first. */
  synchronized List<Long> find(AuditQuery query) {
    List<Long> found = new ArrayList<>();
    long before = query.before().orElse(Long.MAX_VALUE);
    for (Map.Entry<Long, Header[]> block :
        blocks.headMap(before, false).descendingMap().entrySet()) {
      Header[] headers = block.getValue();
      for (int i = headers.length - 1; i >= 0; i--) {
        long number = block.getKey() + i;
        if (number < before && headers[i].matches(query)) {
          found.add(number);
          if (found.size() > query.limit()) {
            return found;
          }
        }
      }
    }
    return found;
  }

  /** One change in brief. */
  private static final class Header {
    private final long millis;
    private final String user;
    private final AuditAction action;
    private final String subject;

    Header(AuditEntry entry) {
      this.millis = entry.time().toEpochMilli();
      this.user = entry.actor().user();
      this.action = entry.action();
      this.subject = entry.subject();
    }

    boolean matches(AuditQuery query) {
      return query.from().map(from -> millis >= from.toEpochMilli()).orElse(true)
          && query.until().map(until -> millis < until.toEpochMilli()).orElse(true)
          && query.user().map(user::equals).orElse(true)
          && query.action().map(action::equals).orElse(true)
          && query.subject().map(subject::equals).orElse(true);
    }
  }
}
