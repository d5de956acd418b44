package org.op25b.notice;

import com.google.common.collect.ImmutableList;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import org.op25b.policy.Policy;
import org.op25b.policy.TcpPacket;

/** What a provider tells its customers about port 25. Immutable and safe for threads. */
public final class Notice {
  private final Situation situation;
  private final NoticeSettings settings;
  private final Instant now;

  private Notice(Situation situation, NoticeSettings settings, Instant now) {
    this.situation = situation;
    this.settings = settings;
    this.now = now;
  }

  /**
   * Returns the notice for a policy. It tells what the decision function answers at {@code now}.
   *
   * @param plan when pools entered their phase, and when they will enter another one
   * @throws NoticeTooLongException when the policy is too large or too varied to be told
   */
  public static Notice of(
      Policy policy, Iterable<PhaseChange> plan, NoticeSettings settings, Instant now) {
    return new Notice(Situation.of(policy, Audience.everybody(policy), plan, now), settings, now);
  }

  /**
   * Returns the notice for the customers of one provider on a network of several: of its pools
   * alone, with the mail servers that they may reach as its own.
   *
   * @param tenant the provider, as pools name it
   * @throws UnknownTenantException when no pool does
   * @throws NoticeTooLongException when the policy is too large or too varied to be told
   */
  public static Notice of(
      Policy policy,
      String tenant,
      Iterable<PhaseChange> plan,
      NoticeSettings settings,
      Instant now) {
    return new Notice(Situation.of(policy, Audience.of(policy, tenant), plan, now), settings, now);
  }

  /** Returns a notice about the same situation with other settings and another date. */
  public Notice with(NoticeSettings settings, Instant now) {
    return new Notice(situation, settings, now);
  }

  /** Returns the notice as Markdown (GitHub Flavored, with tables). */
  public String markdown(Language language) {
    return write(language.wording(), new MarkdownSheet());
  }

  /** Returns the notice as a whole HTML document. */
  public String html(Language language) {
    return write(language.wording(), new HtmlSheet(language));
  }

  private String write(Wording words, Sheet sheet) {
    Extent extent = Extent.of(situation);
    sheet.title(words.title());
    sheet.paragraph(words.dateline(settings.provider(), local(now)));
    sheet.paragraph(words.introduction(extent));
    boolean waiting =
        situation.affected().stream()
            .anyMatch(
                service -> service.stage() == Stage.OPEN || service.stage() == Stage.MEASURED);
    if (extent.inForce() && waiting) {
      sheet.paragraph(words.stepByStep());
    }
    if (extent != Extent.NONE) {
      sheet.paragraph(words.untouched());
      sheet.paragraph(words.privacy());
      affected(words, sheet);
      unaffected(words, sheet);
    }
    table(words, sheet);
    if (extent != Extent.NONE) {
      remedies(words, sheet, extent);
    }
    if (!situation.styles().isEmpty()) {
      sheet.heading(words.symptomsHeading());
      sheet.paragraph(words.symptoms(situation.styles()));
    }
    sheet.heading(words.contactHeading());
    sheet.paragraph(words.contact(settings.provider(), settings.contact()));
    return sheet.text();
  }

  private void affected(Wording words, Sheet sheet) {
    ImmutableList<Service> services = situation.affected();
    boolean dated =
        services.stream()
            .anyMatch(service -> service.since().isPresent() || !service.plan().isEmpty());
    boolean areas = services.stream().anyMatch(service -> !service.areas().isEmpty());
    boolean[] shown = {
      situation.kinds() > 1,
      true,
      services.stream().anyMatch(service -> service.tenant().isPresent()),
      areas,
      true,
      services.stream().anyMatch(service -> !service.plan().isEmpty())
    };
    List<List<String>> rows = new ArrayList<>();
    for (Service service : services) {
      rows.add(
          only(
              shown,
              ImmutableList.of(
                  words.kind(service.kind()),
                  service.name(),
                  service.tenant().orElse("-"),
                  service.areas().isEmpty() ? "-" : words.list(service.areas()),
                  status(words, service),
                  service.plan().isEmpty() ? "-" : plan(words, service))));
    }
    sheet.heading(words.affectedHeading());
    sheet.table(only(shown, words.affectedColumns()), rows);
    if (dated) {
      sheet.paragraph(words.timesIn(settings.zone()));
    }
    if (areas) {
      sheet.paragraph(words.areaNote());
    }
  }

  private String status(Wording words, Service service) {
    String status = words.status(service.stage(), someServers());
    return service.since().map(at -> words.since(local(at), status)).orElse(status);
  }

  private String plan(Wording words, Service service) {
    List<String> steps = new ArrayList<>();
    for (Service.Step step : service.plan()) {
      steps.add(words.planned(local(step.at()), step.stage(), someServers()));
    }
    return words.steps(steps);
  }

  /** With one group of servers, who reaches some of them reaches them all. */
  private boolean someServers() {
    return situation.groups().size() > 1;
  }

  private void unaffected(Wording words, Sheet sheet) {
    if (situation.unaffected().isEmpty()) {
      return;
    }
    List<String> items = new ArrayList<>();
    for (Service service : situation.unaffected()) {
      items.add(words.unaffected(service.name(), service.tenant().orElse(""), service.areas()));
    }
    sheet.heading(words.unaffectedHeading());
    sheet.paragraph(words.unaffectedLead());
    sheet.items(items);
  }

  private void table(Wording words, Sheet sheet) {
    List<List<String>> rows = new ArrayList<>();
    for (Row row : situation.rows()) {
      rows.add(
          ImmutableList.of(
              words.sender(row.sender(), row.kind(), situation.kinds()),
              row.groups().isEmpty()
                  ? words.otherServers()
                  : words.ownServers(someServers() ? row.groups() : ImmutableList.of()),
              String.valueOf(row.port()),
              words.outcome(row)));
    }
    sheet.heading(words.tableHeading());
    sheet.table(words.tableColumns(), rows);
    sheet.items(words.tableNotes());
  }

  private void remedies(Wording words, Sheet sheet, Extent extent) {
    List<String> items = new ArrayList<>();
    items.add(words.submission());
    if (!situation.groups().isEmpty()) {
      items.add(
          words.relay(
              situation.rows().stream()
                  .filter(row -> row.sender() == Row.Sender.AFFECTED && !row.groups().isEmpty())
                  .filter(row -> row.port() == TcpPacket.SMTP)
                  .anyMatch(row -> row.outcome() == Outcome.WORKS)));
    }
    items.add(words.openSubmission());
    items.add(words.fixedAddress(!situation.unaffected().isEmpty()));
    items.add(words.exemption());
    sheet.heading(words.remediesHeading(extent.inForce()));
    sheet.items(items);
  }

  private ZonedDateTime local(Instant instant) {
    return instant.atZone(settings.zone());
  }

  private static List<String> only(boolean[] shown, List<String> cells) {
    List<String> left = new ArrayList<>();
    for (int i = 0; i < cells.size(); i++) {
      if (shown[i]) {
        left.add(cells.get(i));
      }
    }
    return left;
  }
}
