package org.op25b.controller.exemption.store;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.op25b.controller.audit.Journal;
import org.op25b.controller.audit.JournalUnavailableException;
import org.op25b.controller.exemption.ChangeRefusedException;
import org.op25b.controller.exemption.Problem;
import org.op25b.controller.exemption.ProblemCode;
import org.op25b.controller.exemption.rules.ExemptionView;

/**
 * Makes changes one after the other, but writes those that wait together in one block: with many
 * clients a change takes two writes at most, not one for each client before it.
 */
final class CommitQueue {
  private static final int MAX_GROUP = 256;
  private static final int MAX_ATTEMPTS = 1000;

  private final Journal journal;
  private final ExemptionView current;
  private final Queue<Pending<?>> waiting = new ConcurrentLinkedQueue<>();
  private final ReentrantLock leading = new ReentrantLock(true);

  CommitQueue(Journal journal, ExemptionView current) {
    this.journal = journal;
    this.current = current;
  }

  /**
   * Runs {@code operation}, perhaps several times on newer and newer states, until what it stages
   * is written; returns what it returned the last time.
   */
  <T> T submit(Function<Staging, T> operation) {
    Pending<T> pending = new Pending<>(operation);
    waiting.add(pending);
    leading.lock();
    try {
      // Whoever led before may have done it already.
      while (!pending.done) {
        commit(nextGroup());
      }
    } finally {
      leading.unlock();
    }
    return pending.outcome();
  }

  private List<Pending<?>> nextGroup() {
    List<Pending<?>> group = new ArrayList<>();
    Pending<?> next;
    while (group.size() < MAX_GROUP && (next = waiting.poll()) != null) {
      group.add(next);
    }
    return group;
  }

  private void commit(List<Pending<?>> group) {
    try {
      for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
        Staging staging = new Staging(current, journal.next());
        group.forEach(pending -> pending.prepare(staging));
        // Nobody is refused because this node has not yet heard of another node's change.
        boolean news = group.stream().anyMatch(Pending::isRefused) && journal.catchUp();
        if (!news
            && (staging.entries().isEmpty()
                || journal.tryAppend(staging.first(), staging.entries()))) {
          return;
        }
      }
      throw new IllegalStateException("other nodes change exemptions without pause");
    } catch (RuntimeException e) {
      group.forEach(pending -> pending.fail(unavailable(e)));
    } finally {
      group.forEach(pending -> pending.done = true);
    }
  }

  private static RuntimeException unavailable(RuntimeException e) {
    if (e instanceof JournalUnavailableException
        || e instanceof org.onosproject.store.service.StorageException) {
      ChangeRefusedException refused =
          new ChangeRefusedException(
              ImmutableList.of(
                  Problem.of(
                      ProblemCode.UNAVAILABLE,
                      "",
                      "The controller's storage does not answer, so it is not known whether the"
                          + " change was made.",
                      "Look at the current state, then ask again.")));
      refused.initCause(e);
      return refused;
    }
    return e;
  }

  /** One caller's operation. Guarded by {@link #leading}. */
  private static final class Pending<T> {
    private final Function<Staging, T> operation;
    private T result;
    private RuntimeException failure;
    private boolean done;

    Pending(Function<Staging, T> operation) {
      this.operation = operation;
    }

    void prepare(Staging group) {
      Staging child = group.child();
      failure = null;
      try {
        result = operation.apply(child);
        group.merge(child);
      } catch (RuntimeException e) {
        failure = e;
      }
    }

    boolean isRefused() {
      return failure != null;
    }

    void fail(RuntimeException e) {
      failure = e;
    }

    T outcome() {
      if (failure != null) {
        throw failure;
      }
      return result;
    }
  }
}
