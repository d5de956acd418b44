package org.op25b.controller.sight;

/** Names and defaults of the component's properties. */
final class OsgiPropertyConstants {
  static final String MAX_SUSPECTS = "maxSuspects";
  static final int MAX_SUSPECTS_DEFAULT = 1000;

  static final String RETENTION = "retentionMinutes";
  static final int RETENTION_DEFAULT = 1440;

  static final String IPV4_LENGTH = "ipv4PrefixLength";
  static final int IPV4_LENGTH_DEFAULT = 32;

  static final String IPV6_LENGTH = "ipv6PrefixLength";
  static final int IPV6_LENGTH_DEFAULT = 64;

  static final String THRESHOLD = "alarmPerSecond";
  static final int THRESHOLD_DEFAULT = 10;

  static final String WEBHOOK = "alarmWebhook";
  static final String WEBHOOK_DEFAULT = "";

  static final String SYSLOG = "alarmSyslog";
  static final String SYSLOG_DEFAULT = "";

  private OsgiPropertyConstants() {}
}
