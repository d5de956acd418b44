package org.op25b.notice;

import com.google.common.collect.ImmutableList;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.op25b.policy.BlockStyle;
import org.op25b.policy.TcpPacket;

/** English. */
final class English implements Wording {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH);
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("HH:mm 'on' d MMMM yyyy", Locale.ENGLISH);
  private static final String NAME = " This is known as Outbound Port 25 Blocking (OP25B).";

  @Override
  public String title() {
    return "Outbound Port 25 Blocking (OP25B)";
  }

  @Override
  public String dateline(String provider, ZonedDateTime now) {
    return provider.isEmpty()
        ? "As of " + DAY.format(now)
        : provider + ", as of " + DAY.format(now);
  }

  @Override
  public String introduction(Extent extent) {
    String start = "To keep spam from being sent from our network, we ";
    String port = "connections from lines with a dynamic IP address to port 25 (TCP) of ";
    switch (extent) {
      case NONE:
        return "We do not restrict sending mail on port 25 (TCP) at present; in other words, we do"
            + " not operate Outbound Port 25 Blocking (OP25B).";
      case MEASURED:
        return start
            + "are preparing to block "
            + port
            + "mail servers."
            + NAME
            + " Nothing is blocked yet. We will let you know as soon as a date has been set.";
      case PLANNED:
        return start
            + "are going to block "
            + port
            + "mail servers."
            + NAME
            + " Nothing is blocked yet.";
      case OWN_SERVERS_ONLY:
        return start
            + "block "
            + port
            + "outside mail servers. Mail sent through our own mail servers is not affected."
            + NAME;
      case CLOSED:
        return start + "block " + port + "any mail server, including our own." + NAME;
      default:
        return start
            + "block "
            + port
            + "mail servers. Whether our own mail servers can still be reached on port 25 depends"
            + " on your service."
            + NAME;
    }
  }

  @Override
  public String stepByStep() {
    return "We are introducing this service by service.";
  }

  @Override
  public String privacy() {
    return "Only IP addresses and TCP port numbers decide what is blocked. We never look at the"
        + " content of your mail.";
  }

  @Override
  public String untouched() {
    return "Receiving mail, webmail, and sending on port 587 (mail submission) or port 465 (SMTP"
        + " over TLS) continue to work as before.";
  }

  @Override
  public String affectedHeading() {
    return "Services affected";
  }

  @Override
  public List<String> affectedColumns() {
    return ImmutableList.of("Group", "Service", "Provider", "Area", "Status", "What comes next");
  }

  @Override
  public String kind(int number) {
    return "Group " + number;
  }

  @Override
  public String status(Stage stage, boolean someServers) {
    switch (stage) {
      case OPEN:
        return "Not blocked";
      case MEASURED:
        return "In preparation (not blocked yet)";
      default:
        return "Blocked" + scope(stage, someServers);
    }
  }

  private static String scope(Stage stage, boolean someServers) {
    if (stage == Stage.CLOSED) {
      return ", including to our own mail servers";
    }
    return someServers
        ? ", except to some of our own mail servers"
        : ", except to our own mail servers";
  }

  @Override
  public String since(ZonedDateTime since, String status) {
    return status + ", since " + time(since);
  }

  @Override
  public String planned(ZonedDateTime at, Stage stage, boolean someServers) {
    switch (stage) {
      case OPEN:
        return "no longer blocked from " + time(at);
      case MEASURED:
        return "in preparation (not blocked) from " + time(at);
      default:
        return "blocked from " + time(at) + scope(stage, someServers);
    }
  }

  @Override
  public String list(Iterable<String> names) {
    return String.join(", ", names);
  }

  @Override
  public String steps(List<String> steps) {
    String all = String.join("; then ", steps);
    return all.isEmpty() ? "" : Character.toUpperCase(all.charAt(0)) + all.substring(1);
  }

  @Override
  public String timesIn(ZoneId zone) {
    return "Dates and times are given in "
        + zone.getDisplayName(TextStyle.FULL, Locale.ENGLISH)
        + ".";
  }

  @Override
  public String areaNote() {
    return "Areas are those of the carrier that provides your access line and need not match"
        + " prefectures.";
  }

  @Override
  public String unaffectedHeading() {
    return "Services not affected";
  }

  @Override
  public String unaffectedLead() {
    return "With these services you can go on sending on port 25:";
  }

  @Override
  public String unaffected(String name, String tenant, Set<String> areas) {
    StringBuilder line = new StringBuilder(name);
    if (!tenant.isEmpty()) {
      line.append(" by ").append(tenant);
    }
    if (!areas.isEmpty()) {
      line.append(areas.size() > 1 ? " (areas: " : " (area: ");
      line.append(list(areas)).append(")");
    }
    return line.toString();
  }

  @Override
  public String tableHeading() {
    return "What works and what does not";
  }

  @Override
  public List<String> tableColumns() {
    return ImmutableList.of("Your line", "Mail server you send through", "Port", "Sending");
  }

  @Override
  public String sender(Row.Sender sender, int kind, int kinds) {
    switch (sender) {
      case AFFECTED:
        return kinds > 1 ? "Affected service (" + kind(kind) + ")" : "Affected service";
      case UNAFFECTED:
        return kinds == 0 ? "One of our lines" : "Service that is not affected";
      case ELSEWHERE:
        return "Another provider's line";
      case DENIED:
        return "Another provider's line from which we restrict mail (such as dynamic IP addresses)";
      default:
        return "Another provider's mail server that we have approved";
    }
  }

  @Override
  public String ownServers(List<String> names) {
    return "Our mail servers" + (names.isEmpty() ? "" : " (" + list(names) + ")");
  }

  @Override
  public String otherServers() {
    return "Another provider's mail server";
  }

  @Override
  public String outcome(Row row) {
    boolean smtp = row.port() == TcpPacket.SMTP;
    switch (row.outcome()) {
      case REFUSED:
        return "Blocked";
      case VARIES:
        return "Depends on the server";
      case LIMITED:
        return "Works within limits";
      default:
        if (row.sender() == Row.Sender.ELSEWHERE && smtp) {
          return "Works, unless that provider operates OP25B";
        }
        return row.groups().isEmpty() && !smtp ? "Works, if that provider offers it" : "Works";
    }
  }

  @Override
  public List<String> tableNotes() {
    return ImmutableList.of(
        "Sending on port 587 (mail submission) requires authentication (SMTP AUTH). Port 465 is"
            + " treated in the same way as port 587.",
        "If you have been granted an exemption, this table may not apply to you.");
  }

  @Override
  public String remediesHeading(boolean inForce) {
    return inForce ? "If you cannot send mail" : "What we ask you to do";
  }

  @Override
  public String submission() {
    return "In the outgoing mail (SMTP) settings of your mail program, change the port from 25 to"
        + " 587 and turn on authentication (SMTP AUTH). If you use another provider's mail server,"
        + " please follow that provider's instructions.";
  }

  @Override
  public String relay(boolean onPort25) {
    return "If you run your own mail server, set it up to relay outgoing mail through "
        + (onPort25 ? "our mail servers" : "port 587 of our mail servers")
        + " (as a smarthost).";
  }

  @Override
  public String openSubmission() {
    return "If people use your own mail server from other providers' networks, offer them port 587"
        + " with authentication (SMTP AUTH) on it.";
  }

  @Override
  public String fixedAddress(boolean listed) {
    return "If your mail server has to send directly to others, please consider a service with a"
        + " fixed IP address. "
        + (listed
            ? "The services that are not affected are listed above."
            : "Lines with a fixed IP address are not affected.");
  }

  @Override
  public String exemption() {
    return "If none of this is possible for you, you can apply for an exemption. Please contact us;"
        + " the details are below.";
  }

  @Override
  public String symptomsHeading() {
    return "What you see when a connection is blocked";
  }

  @Override
  public String symptoms(Set<BlockStyle> styles) {
    if (styles.size() > 1) {
      return "Depending on your service, a connection to port 25 is either refused at once or not"
          + " answered until it times out; your mail program then shows an error.";
    }
    return styles.contains(BlockStyle.REJECT)
        ? "A connection to port 25 is normally refused at once, and your mail program shows an"
            + " error."
        : "A connection to port 25 is not answered, and after a while your mail program reports"
            + " that it timed out.";
  }

  @Override
  public String contactHeading() {
    return "Contact";
  }

  @Override
  public String contact(String provider, String contact) {
    if (contact.isEmpty()) {
      return "Please contact the support desk of the provider with whom you have your contract.";
    }
    return provider.isEmpty() ? contact : provider + ": " + contact;
  }

  private static String time(ZonedDateTime time) {
    return (time.toLocalTime().equals(LocalTime.MIDNIGHT) ? DAY : MINUTE).format(time);
  }
}
