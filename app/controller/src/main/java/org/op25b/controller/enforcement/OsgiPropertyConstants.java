package org.op25b.controller.enforcement;

/** Names and defaults of the enforcement component's properties. */
final class OsgiPropertyConstants {
  static final String LOWEST_PRIORITY = "lowestPriority";
  static final int LOWEST_PRIORITY_DEFAULT = 41000;

  static final String HIGHEST_PRIORITY = "highestPriority";
  static final int HIGHEST_PRIORITY_DEFAULT = 60000;

  static final String BATCH_SIZE = "batchSize";
  static final int BATCH_SIZE_DEFAULT = 2000;

  static final String ANSWER_TIMEOUT = "answerTimeoutMillis";
  static final int ANSWER_TIMEOUT_DEFAULT = 10000;

  static final String FIRST_RETRY = "firstRetryMillis";
  static final int FIRST_RETRY_DEFAULT = 200;

  static final String LONGEST_RETRY = "longestRetryMillis";
  static final int LONGEST_RETRY_DEFAULT = 30000;

  static final String AUDIT_PERIOD = "auditPeriodMillis";
  static final int AUDIT_PERIOD_DEFAULT = 10000;

  static final String KEEP_BLOCKING = "keepBlockingWhenDeactivated";
  static final boolean KEEP_BLOCKING_DEFAULT = false;

  static final String MAX_DROP_RULES = "maxDropRules";
  static final int MAX_DROP_RULES_DEFAULT = 20000;

  static final String COUNTERS_PER_POOL = "countersPerPool";
  static final boolean COUNTERS_PER_POOL_DEFAULT = true;

  static final String RESTART_SHIELD = "restartShield";
  static final boolean RESTART_SHIELD_DEFAULT = true;

  private OsgiPropertyConstants() {}
}
