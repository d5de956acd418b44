package org.op25b.controller.notice;

import java.util.Optional;
import org.op25b.notice.Language;
import org.op25b.notice.Notice;

/** Tells customers what the network does to port 25. */
public interface NoticeService {
  /**
   * Returns the notice of the policy in force; empty when there is no policy.
   *
   * @param language chooses the contact, which is configured for each language
   * @throws org.op25b.notice.NoticeTooLongException when the policy is too large to be told
   */
  Optional<Notice> notice(Language language);
}
