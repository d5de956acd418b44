package org.op25b.controller.enforcement;

import com.google.auto.value.AutoValue;
import java.time.Duration;

/** What operators can tune; see {@link OsgiPropertyConstants} for the meaning of each. */
@AutoValue
abstract class EnforcementSettings {
  /** Rules in one request to a switch, at least 1. */
  abstract int batchSize();

  /** How long a switch may take to confirm a request. */
  abstract Duration answerTimeout();

  /** The wait after a first failure. */
  abstract Duration firstRetry();

  /** The longest wait after repeated failures. */
  abstract Duration longestRetry();

  static EnforcementSettings of(
      int batchSize, Duration answerTimeout, Duration firstRetry, Duration longestRetry) {
    return new AutoValue_EnforcementSettings(batchSize, answerTimeout, firstRetry, longestRetry);
  }
}
