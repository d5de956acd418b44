package org.op25b.controller.audit;

import com.google.auto.value.AutoValue;
import java.time.Instant;
import java.util.Optional;
import org.op25b.controller.PageSize;

/** Which changes to show, newest first. What is absent does not restrict. */
@AutoValue
public abstract class AuditQuery {
  /** Only changes at or after this instant. */
  public abstract Optional<Instant> from();

  /** Only changes before this instant. */
  public abstract Optional<Instant> until();

  /** Only changes by this user. */
  public abstract Optional<String> user();

  /** Only changes of this exemption, or of {@link AuditEntry#POLICY}. */
  public abstract Optional<String> subject();

  /** Only changes of this kind. */
  public abstract Optional<AuditAction> action();

  /** Only changes with a smaller number: the cursor of the page before. */
  public abstract Optional<Long> before();

  /** The most entries to return, 1 to {@link PageSize#MOST}. */
  public abstract int limit();

  /** Returns a builder for the newest 100 changes. */
  public static Builder builder() {
    return new AutoValue_AuditQuery.Builder().setLimit(PageSize.USUAL);
  }

  /** Builds {@link AuditQuery}. */
  @AutoValue.Builder
  public abstract static class Builder {
    /** Sets {@link AuditQuery#from()}. */
    public abstract Builder setFrom(Optional<Instant> from);

    /** Sets {@link AuditQuery#until()}. */
    public abstract Builder setUntil(Optional<Instant> until);

    /** Sets {@link AuditQuery#user()}. */
    public abstract Builder setUser(Optional<String> user);

    /** Sets {@link AuditQuery#subject()}. */
    public abstract Builder setSubject(Optional<String> subject);

    /** Sets {@link AuditQuery#action()}. */
    public abstract Builder setAction(Optional<AuditAction> action);

    /** Sets {@link AuditQuery#before()}. */
    public abstract Builder setBefore(Optional<Long> number);

    /** Sets {@link AuditQuery#limit()}. */
    public abstract Builder setLimit(int limit);

    abstract AuditQuery autoBuild();

    /** Returns the query; throws {@link PageSize.OutOfRange} when the limit is. */
    public final AuditQuery build() {
      AuditQuery query = autoBuild();
      PageSize.check(query.limit());
      return query;
    }
  }
}
