package org.op25b.controller.audit;

import java.util.BitSet;
import java.util.function.IntConsumer;

/**
 * Some consecutive changes in brief, column by column: an object for each takes five times that.
 */
final class AuditRows {
  /** How many rows there are. */
  static final int COUNT = 256;

  private final long[] millis = new long[COUNT];
  private final String[] users = new String[COUNT];

  /** Null where there is no change. */
  private final AuditAction[] actions = new AuditAction[COUNT];

  /** Hashes: what a hash lets through is compared with the change itself. */
  private final int[] subjects = new int[COUNT];

  /** The rows with which a block starts. */
  private final BitSet starts = new BitSet(COUNT);

  private int held;

  void put(int row, AuditEntry entry, boolean start) {
    millis[row] = entry.time().toEpochMilli();
    users[row] = entry.actor().user();
    actions[row] = entry.action();
    subjects[row] = entry.subject().hashCode();
    starts.set(row, start);
    held++;
  }

  void remove(int row) {
    users[row] = null;
    actions[row] = null;
    starts.clear(row);
    held--;
  }

  boolean isEmpty() {
    return held == 0;
  }

  boolean holds(int row) {
    return actions[row] != null;
  }

  boolean isStart(int row) {
    return starts.get(row);
  }

  void eachStart(IntConsumer sink) {
    starts.stream().forEach(sink);
  }

  long millis(int row) {
    return millis[row];
  }

  boolean matches(int row, AuditQuery query) {
    return holds(row)
        && query.from().map(from -> millis[row] >= from.toEpochMilli()).orElse(true)
        && query.until().map(until -> millis[row] < until.toEpochMilli()).orElse(true)
        && query.user().map(users[row]::equals).orElse(true)
        && query.action().map(actions[row]::equals).orElse(true)
        && query.subject().map(subject -> subjects[row] == subject.hashCode()).orElse(true);
  }
}
