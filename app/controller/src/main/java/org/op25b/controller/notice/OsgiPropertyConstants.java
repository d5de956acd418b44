package org.op25b.controller.notice;

/** Names and defaults of the notice component's properties. */
final class OsgiPropertyConstants {
  static final String PROVIDER = "provider";
  static final String PROVIDER_DEFAULT = "";

  static final String CONTACT = "contact";
  static final String CONTACT_DEFAULT = "";

  static final String CONTACT_ENGLISH = "contactEnglish";
  static final String CONTACT_ENGLISH_DEFAULT = "";

  static final String TIME_ZONE = "timeZone";
  static final String TIME_ZONE_DEFAULT = "Asia/Tokyo";

  private OsgiPropertyConstants() {}
}
