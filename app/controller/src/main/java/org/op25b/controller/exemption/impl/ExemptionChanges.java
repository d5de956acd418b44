package org.op25b.controller.exemption.impl;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static java.util.stream.Collectors.joining;

import com.google.common.collect.ImmutableList;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.op25b.controller.audit.AuditAction;
import org.op25b.controller.exemption.ChangeContext;
import org.op25b.controller.exemption.ChangeRefusedException;
import org.op25b.controller.exemption.ExemptionDraft;
import org.op25b.controller.exemption.ExemptionLimits;
import org.op25b.controller.exemption.ExemptionRecord;
import org.op25b.controller.exemption.IdempotencyMark;
import org.op25b.controller.exemption.ImportReport;
import org.op25b.controller.exemption.ImportRow;
import org.op25b.controller.exemption.Problem;
import org.op25b.controller.exemption.ProblemCode;
import org.op25b.controller.exemption.Revocation;
import org.op25b.controller.exemption.rules.DraftReader;
import org.op25b.controller.exemption.rules.DraftValues;
import org.op25b.controller.exemption.rules.ExemptionView;
import org.op25b.controller.exemption.rules.GuardRails;
import org.op25b.controller.exemption.store.ExemptionStore;
import org.op25b.controller.exemption.store.Staging;
import org.op25b.policy.Policy;

/** Decides on changes and makes them. */
final class ExemptionChanges {
  /** The most rows of one import. */
  static final int MAX_ROWS = 100_000;

  private static final int MAX_KEY = 128;

  private final ExemptionStore store;
  private final Clock clock;
  private final Supplier<ExemptionLimits> limits;
  private final Supplier<Optional<Policy>> policy;
  private final Supplier<String> newId;

  ExemptionChanges(
      ExemptionStore store,
      Clock clock,
      Supplier<ExemptionLimits> limits,
      Supplier<Optional<Policy>> policy,
      Supplier<String> newId) {
    this.store = store;
    this.clock = clock;
    this.limits = limits;
    this.policy = policy;
    this.newId = newId;
  }

  ExemptionRecord create(ExemptionDraft draft, ChangeContext context) {
    Optional<IdempotencyMark> mark = context.idempotencyKey().map(key -> mark(key, draft, context));
    return store.change(
        staging -> {
          Optional<ExemptionRecord> made = mark.flatMap(key -> staging.findByKey(key.key()));
          if (made.isPresent()) {
            return sameRequest(made.get(), mark.get());
          }
          return add(staging, draft, context, mark, "");
        });
  }

  ExemptionRecord update(String id, long version, ExemptionDraft draft, ChangeContext context) {
    return store.change(
        staging -> {
          Instant now = now();
          ExemptionRecord current = existing(staging, id);
          checkVersion(current, Optional.of(version));
          if (current.revocation().isPresent()) {
            throw new ChangeRefusedException(
                Problem.of(
                    ProblemCode.REVOKED,
                    "id",
                    "Exemption " + id + " is revoked.",
                    "Add a new exemption instead."),
                Optional.of(current));
          }
          DraftValues values = new DraftReader(limits.get()).read(draft, now);
          ExemptionRecord.Builder wanted = values.applyTo(current.toBuilder());
          if (wanted.build().equals(current)) {
            return current;
          }
          String forced = guard(staging, wanted.build(), Optional.of(current), context, now);
          return staging.write(AuditAction.UPDATED, context.actor(), now, wanted, forced);
        });
  }

  ExemptionRecord revoke(String id, Optional<Long> version, String why, ChangeContext context) {
    String reason = DraftReader.note("why", why);
    return store.change(
        staging -> {
          Instant now = now();
          ExemptionRecord current = existing(staging, id);
          checkVersion(current, version);
          if (current.revocation().isPresent()) {
            return current;
          }
          ExemptionRecord.Builder revoked =
              current.toBuilder()
                  .setRevocation(Optional.of(Revocation.of(context.actor().user(), now, reason)));
          return staging.write(AuditAction.REVOKED, context.actor(), now, revoked, "");
        });
  }

  ImportReport importAll(List<ImportRow> rows, boolean dryRun, ChangeContext context) {
    if (rows.size() > MAX_ROWS) {
      throw refusal(
          ProblemCode.OUT_OF_RANGE,
          "rows",
          "There are " + rows.size() + " rows.",
          "Import at most " + MAX_ROWS + " at once.");
    }
    if (dryRun) {
      return store.preview(staging -> stage(staging, rows, context, false));
    }
    try {
      return store.change(
          staging -> {
            ImportReport report = stage(staging, rows, context, true);
            if (!report.committed()) {
              throw new RefusedImport(report);
            }
            return report;
          });
    } catch (RefusedImport e) {
      return e.report;
    }
  }

  List<Problem> check(ExemptionDraft draft) {
    return store.preview(
        staging -> {
          try {
            Instant now = now();
            ExemptionRecord record = newRecord(staging, draft, "", now, Optional.empty()).build();
            return rails(staging, now).check(record, Optional.empty());
          } catch (ChangeRefusedException e) {
            return e.problems();
          }
        });
  }

  private ImportReport stage(
      Staging staging, List<ImportRow> rows, ChangeContext context, boolean commit) {
    List<ImportReport.Row> outcomes = new ArrayList<>(rows.size());
    boolean refused = false;
    for (ImportRow row : rows) {
      ImportReport.Row outcome = stage(staging, row, context);
      refused |= !outcome.problems().isEmpty();
      outcomes.add(outcome);
    }
    return ImportReport.of(commit && !refused, outcomes);
  }

  private ImportReport.Row stage(Staging staging, ImportRow row, ChangeContext context) {
    if (!row.problems().isEmpty()) {
      return ImportReport.Row.of(row.line(), Optional.empty(), row.problems());
    }
    try {
      ExemptionRecord added =
          add(staging, row.draft(), context, Optional.empty(), "import, line " + row.line());
      return ImportReport.Row.of(row.line(), Optional.of(added.id()), ImmutableList.of());
    } catch (ChangeRefusedException e) {
      return ImportReport.Row.of(row.line(), Optional.empty(), e.problems());
    }
  }

  private ExemptionRecord add(
      Staging staging,
      ExemptionDraft draft,
      ChangeContext context,
      Optional<IdempotencyMark> mark,
      String note) {
    Instant now = now();
    if (staging.size() >= limits.get().maxRecords()) {
      throw refusal(
          ProblemCode.FULL,
          "",
          "There are " + staging.size() + " exemptions, ended ones included.",
          "Raise the configured maximum (maxRecords).");
    }
    ExemptionRecord.Builder record = newRecord(staging, draft, context.actor().user(), now, mark);
    String forced = guard(staging, record.build(), Optional.empty(), context, now);
    String notes = note.isEmpty() || forced.isEmpty() ? note + forced : note + "; " + forced;
    return staging.write(AuditAction.ADDED, context.actor(), now, record, notes);
  }

  private ExemptionRecord.Builder newRecord(
      Staging staging,
      ExemptionDraft draft,
      String user,
      Instant now,
      Optional<IdempotencyMark> mark) {
    DraftValues values = new DraftReader(limits.get()).read(draft, now);
    values
        .id()
        .flatMap(staging::find)
        .ifPresent(
            taken -> {
              throw refusal(
                  ProblemCode.ID_TAKEN,
                  "id",
                  "Exemption " + taken.id() + " exists.",
                  "Leave the id out to get a new one, or update that exemption.");
            });
    String id = values.id().orElseGet(() -> freeId(staging));
    return values
        .applyTo(ExemptionRecord.builder())
        .setId(id)
        .setEnteredBy(user)
        .setCreated(now)
        .setIdempotency(mark)
        .setVersion(0);
  }

  private String freeId(Staging staging) {
    String id = newId.get();
    while (staging.find(id).isPresent()) {
      id = newId.get();
    }
    return id;
  }

  /** Refuses, or returns what was forced. */
  private String guard(
      ExemptionView view,
      ExemptionRecord wanted,
      Optional<ExemptionRecord> previous,
      ChangeContext context,
      Instant now) {
    ImmutableList<Problem> problems = rails(view, now).check(wanted, previous);
    boolean passes =
        problems.isEmpty()
            || (context.force() && problems.stream().allMatch(p -> p.code().forcible()));
    if (!passes) {
      // With force, only what force cannot help is worth reading.
      throw new ChangeRefusedException(
          context.force()
              ? problems.stream().filter(p -> !p.code().forcible()).collect(toImmutableList())
              : problems);
    }
    return problems.isEmpty()
        ? ""
        : "forced: " + problems.stream().map(p -> p.code().code()).collect(joining(", "));
  }

  private GuardRails rails(ExemptionView view, Instant now) {
    return new GuardRails(limits.get(), policy.get(), view, now);
  }

  private static ExemptionRecord existing(ExemptionView view, String id) {
    return view.find(id)
        .orElseThrow(
            () ->
                refusal(
                    ProblemCode.NOT_FOUND,
                    "id",
                    "There is no exemption " + Problem.quote(id) + ".",
                    "List the exemptions to find its id."));
  }

  private static void checkVersion(ExemptionRecord current, Optional<Long> version) {
    if (version.isPresent() && version.get() != current.version()) {
      throw new ChangeRefusedException(
          Problem.of(
              ProblemCode.STALE,
              "version",
              String.format(
                  "The change is based on version %d, but exemption %s has version %d.",
                  version.get(), current.id(), current.version()),
              "Look at the current exemption and decide again."),
          Optional.of(current));
    }
  }

  private static IdempotencyMark mark(String key, ExemptionDraft draft, ChangeContext context) {
    if (key.isEmpty() || key.length() > MAX_KEY || !key.matches("[\\x21-\\x7e]+")) {
      throw refusal(
          ProblemCode.OUT_OF_RANGE,
          "idempotencyKey",
          Problem.quote(key) + " cannot be a key.",
          "Use 1 to " + MAX_KEY + " visible ASCII characters, such as a UUID.");
    }
    return IdempotencyMark.of(context.actor().user() + " " + key, DraftValues.digest(draft));
  }

  private static ExemptionRecord sameRequest(ExemptionRecord made, IdempotencyMark mark) {
    if (made.idempotency().map(known -> known.equals(mark)).orElse(false)) {
      return made;
    }
    throw new ChangeRefusedException(
        Problem.of(
            ProblemCode.KEY_REUSED,
            "idempotencyKey",
            "The key was used for another request, which made " + made.id() + ".",
            "Use a new key for a new request."),
        Optional.of(made));
  }

  private static ChangeRefusedException refusal(
      ProblemCode code, String field, String message, String remedy) {
    return new ChangeRefusedException(ImmutableList.of(Problem.of(code, field, message, remedy)));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /** Makes the store forget what was staged. */
  private static final class RefusedImport extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient ImportReport report;

    RefusedImport(ImportReport report) {
      super("import refused");
      this.report = report;
    }
  }
}
