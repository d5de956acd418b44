package org.op25b.controller.sight;

import com.google.auto.value.AutoValue;

/** How alarms fare on their way to one receiver, since its settings were last changed. */
@AutoValue
public abstract class AlarmStatus {
  /** Whom they are for: {@code webhook} or {@code syslog}. */
  public abstract String receiver();

  /** Alarms that it took. */
  public abstract long delivered();

  /** Alarms that it did not take, or that came when too many were waiting. */
  public abstract long lost();

  /** Why the last one was lost; empty when it was not. */
  public abstract String problem();

  static AlarmStatus of(String receiver, long delivered, long lost, String problem) {
    return new AutoValue_AlarmStatus(receiver, delivered, lost, problem);
  }
}
