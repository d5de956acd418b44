package org.op25b.controller.exemption;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.onosproject.event.ListenerService;

/**
 * Adds, changes, ends and finds exemptions. Each change is made whole or not at all, is recorded in
 * the audit log by the same write, and is visible to all methods when the call returns.
 */
public interface ExemptionService extends ListenerService<ExemptionEvent, ExemptionListener> {
  /**
   * Adds an exemption.
   *
   * @return the exemption; when the idempotency key was used before for the same request, the one
   *     that was made then, as it is now
   * @throws ChangeRefusedException when something is wrong with it
   */
  ExemptionRecord create(ExemptionDraft draft, ChangeContext context);

  /**
   * Replaces what an exemption says.
   *
   * @param version the version that the change is based on
   * @throws ChangeRefusedException when something is wrong, or the version is not the current one
   */
  ExemptionRecord update(String id, long version, ExemptionDraft draft, ChangeContext context);

  /**
   * Ends an exemption at once. Ending one that is revoked already changes nothing.
   *
   * @param version the version that this is based on; whatever there is when empty
   * @param why the reason, at most 500 characters
   * @throws ChangeRefusedException when there is none of that id, or it is based on an old version
   */
  ExemptionRecord revoke(String id, Optional<Long> version, String why, ChangeContext context);

  /**
   * Adds many exemptions at once: all of them, or none when one of them is refused.
   *
   * @param dryRun only say what would happen
   * @throws ChangeRefusedException when storage does not answer
   */
  ImportReport importAll(List<ImportRow> rows, boolean dryRun, ChangeContext context);

  /** Returns what {@link #create} would object to, without doing anything. */
  List<Problem> check(ExemptionDraft draft);

  /** Returns the exemption {@code id}, in whatever state. */
  Optional<ExemptionRecord> find(String id);

  /** Returns one page of exemptions. */
  ExemptionPage list(ExemptionQuery query);

  /** Returns all exemptions in force at {@code instant}, and when that changes next. */
  LiveExemptions live(Instant instant);

  /** The number of the last change that all methods show; it rises with every change. */
  long version();

  /** The number of exemptions that are kept, ended ones included. */
  int size();
}
