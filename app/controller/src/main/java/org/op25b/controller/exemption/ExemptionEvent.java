package org.op25b.controller.exemption;

import java.util.Optional;
import org.onosproject.event.AbstractEvent;

/** Something happened to an exemption. */
public final class ExemptionEvent extends AbstractEvent<ExemptionEvent.Type, ExemptionRecord> {
  private final Optional<ExemptionRecord> previous;

  /** What can happen. */
  public enum Type {
    /** It is new. It may be in force already: ask {@link ExemptionRecord#stateAt}. */
    ADDED,
    /** It was changed, or a clock that was set back made it pending again. */
    UPDATED,
    /** It was ended by hand. */
    REVOKED,
    /** Its first instant came. */
    ACTIVATED,
    /** Its last instant passed. */
    EXPIRED
  }

  /** An event at the time of the system clock. */
  public ExemptionEvent(Type type, ExemptionRecord record, Optional<ExemptionRecord> previous) {
    super(type, record);
    this.previous = previous;
  }

  /** The exemption before, for {@link Type#UPDATED} and {@link Type#REVOKED}. */
  public Optional<ExemptionRecord> previous() {
    return previous;
  }
}
