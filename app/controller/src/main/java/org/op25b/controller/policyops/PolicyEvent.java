package org.op25b.controller.policyops;

import java.util.Optional;
import org.onosproject.event.AbstractEvent;

/** Something happened to the policy; the subject is the current version, if there is one. */
public final class PolicyEvent extends AbstractEvent<PolicyEvent.Type, Optional<PolicyVersion>> {
  /** What can happen. */
  public enum Type {
    /** There is a new version. */
    POLICY_CHANGED,
    /** A schedule was made, changed, called off, or its time came. */
    SCHEDULES_CHANGED
  }

  /** An event at the time of the system clock. */
  public PolicyEvent(Type type, Optional<PolicyVersion> current) {
    super(type, current);
  }
}
