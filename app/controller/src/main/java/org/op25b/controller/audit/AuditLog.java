package org.op25b.controller.audit;

import java.util.Optional;
import java.util.function.Consumer;

/**
 * The append-only record of every change of exemptions and policy. It is bounded: when it holds
 * more than the configured number of changes, the oldest leave it, so export it regularly.
 */
public interface AuditLog {
  /** Returns the newest changes that {@code query} asks for. */
  AuditPage query(AuditQuery query);

  /** Returns the change {@code number}, if the log still holds it. */
  Optional<AuditEntry> entry(long number);

  /** Calls {@code consumer} with every change from number {@code from} on, oldest first. */
  void export(long from, Consumer<AuditEntry> consumer);

  /** The number of changes that the log holds. */
  long size();

  /**
   * Records a change of the policy. (Changes of exemptions record themselves, in the same write
   * that makes them.)
   *
   * @param before the policy before as JSON; absent when there was none
   * @param after the policy after as JSON; absent when there is none
   * @param note why, in a few words; may be empty
   * @return the number of the change
   * @throws JournalUnavailableException when storage does not answer
   */
  long recordPolicy(
      Actor actor,
      AuditAction action,
      Optional<String> before,
      Optional<String> after,
      String note);
}
