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

  /**
   * How long to wait for the first answer on a connection. ONOS's flow rule store (2.7.0,
   * DeviceFlowTable.activateMaster) loses what it is asked in the very moment in which it takes
   * over a switch, and then stands still for 5 s for each rule lost; a request made anew goes
   * through.
   */
  final Duration firstPatience() {
    Duration shortly = Duration.ofMillis(300);
    return answerTimeout().compareTo(shortly) < 0 ? answerTimeout() : shortly;
  }

  /** The most rules in the first request on a connection: few, for they may be sent twice. */
  final int firstBatch() {
    return Math.min(batchSize(), 50);
  }

  /** The wait after a first failure. */
  abstract Duration firstRetry();

  /** The longest wait after repeated failures. */
  abstract Duration longestRetry();

  /**
   * How long the gate may stay in ONOS's store after a switch has connected while it is not known
   * whether the guards stand. ONOS looks at a new switch 1.07 s after it connects at the earliest,
   * and then puts back what is missing there, in any order.
   */
  final Duration gateGrace() {
    return Duration.ofMillis(500);
  }

  static EnforcementSettings of(
      int batchSize, Duration answerTimeout, Duration firstRetry, Duration longestRetry) {
    return new AutoValue_EnforcementSettings(batchSize, answerTimeout, firstRetry, longestRetry);
  }
}
