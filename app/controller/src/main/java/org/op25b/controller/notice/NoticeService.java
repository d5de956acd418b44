package org.op25b.controller.notice;

import java.util.Optional;
import org.op25b.notice.Language;
import org.op25b.notice.Notice;

/** Tells customers what the network does to port 25. */
public interface NoticeService {
  /**
   * Returns the notice of the policy in force, with the dates at which phases began and are
   * scheduled to begin; empty when there is no policy.
   *
   * @param language chooses the contact, which is configured for each language
   * @param tenant for whose customers the notice is; absent for those of all pools. It speaks in
   *     this provider's name then, and the contact is left out, since it is another provider's
   * @throws org.op25b.notice.UnknownTenantException when no pool of the policy is the tenant's
   * @throws org.op25b.notice.NoticeTooLongException when the policy is too large to be told
   * @throws org.op25b.controller.audit.JournalUnavailableException when storage does not answer
   */
  Optional<Notice> notice(Language language, Optional<String> tenant);
}
