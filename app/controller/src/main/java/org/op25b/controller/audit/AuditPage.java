package org.op25b.controller.audit;

import com.google.auto.value.AutoValue;
import com.google.common.collect.ImmutableList;
import java.util.Optional;

/** Some changes, newest first, and where the next page starts. */
@AutoValue
public abstract class AuditPage {
  /** The changes, in falling order of their numbers. */
  public abstract ImmutableList<AuditEntry> entries();

  /** What to give as {@link AuditQuery#before()} for the next page; absent after the last one. */
  public abstract Optional<Long> next();

  static AuditPage of(Iterable<AuditEntry> entries, Optional<Long> next) {
    return new AutoValue_AuditPage(ImmutableList.copyOf(entries), next);
  }
}
