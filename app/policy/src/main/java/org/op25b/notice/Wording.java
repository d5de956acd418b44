package org.op25b.notice;

import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Set;
import org.op25b.policy.BlockStyle;

/** The sentences of a notice in one language. Everything in them was decided elsewhere. */
interface Wording {
  String title();

  /** Who says this, and of which day; {@code provider} may be empty. */
  String dateline(String provider, ZonedDateTime now);

  /** What is done and why. */
  String introduction(Extent extent);

  /** That services come one after the other. */
  String stepByStep();

  /** That no mail is read. */
  String privacy();

  /** What stays as it is. */
  String untouched();

  String affectedHeading();

  /** Headings of the columns kind, service, provider, area, status and plan, in this order. */
  List<String> affectedColumns();

  String kind(int number);

  /**
   * How far a service is.
   *
   * @param someServers whether only some of the own mail servers are reached, or could be
   */
  String status(Stage stage, boolean someServers);

  String since(ZonedDateTime since, String status);

  String planned(ZonedDateTime at, Stage stage, boolean someServers);

  /** Puts names side by side. */
  String list(Iterable<String> names);

  /** Puts the steps of a plan together. */
  String steps(List<String> steps);

  /** In which zone times are given. */
  String timesIn(ZoneId zone);

  /** That areas are those of the access carrier. */
  String areaNote();

  String unaffectedHeading();

  String unaffectedLead();

  /** One line of the list of unaffected services; {@code areas} and {@code tenant} may be empty. */
  String unaffected(String name, String tenant, Set<String> areas);

  String tableHeading();

  /** Headings of the columns use, mail server, port and outcome, in this order. */
  List<String> tableColumns();

  String sender(Row.Sender sender, int kind, int kinds);

  /** The provider's own mail servers; {@code names} is empty when all are meant. */
  String ownServers(List<String> names);

  String otherServers();

  String outcome(Row row);

  /** What to know about the table. */
  List<String> tableNotes();

  String remediesHeading(boolean inForce);

  /** What a customer can do with a mail program. */
  String submission();

  /** What a customer with a mail server can do. */
  String relay(boolean onPort25);

  /** What a customer with a mail server can do for those who use it. */
  String openSubmission();

  String fixedAddress(boolean listed);

  String exemption();

  String symptomsHeading();

  String symptoms(Set<BlockStyle> styles);

  String contactHeading();

  /** Where to ask; {@code contact} may be empty. */
  String contact(String provider, String contact);
}
