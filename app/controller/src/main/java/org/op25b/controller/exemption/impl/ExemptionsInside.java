package org.op25b.controller.exemption.impl;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.op25b.controller.exemption.ChangeContext;
import org.op25b.controller.exemption.ExemptionDraft;
import org.op25b.controller.exemption.ExemptionPage;
import org.op25b.controller.exemption.ExemptionQuery;
import org.op25b.controller.exemption.ExemptionRecord;
import org.op25b.controller.exemption.ExemptionService;
import org.op25b.controller.exemption.ImportReport;
import org.op25b.controller.exemption.ImportRow;
import org.op25b.controller.exemption.LiveExemptions;
import org.op25b.controller.exemption.Problem;

/** The service as whoever holds {@link Exemptions} offers it. */
interface ExemptionsInside extends ExemptionService {
  /** What answers; there from the start of the service on. */
  Exemptions exemptions();

  @Override
  default ExemptionRecord create(ExemptionDraft draft, ChangeContext context) {
    return exemptions().changes().create(draft, context);
  }

  @Override
  default ExemptionRecord update(
      String id, long version, ExemptionDraft draft, ChangeContext context) {
    return exemptions().changes().update(id, version, draft, context);
  }

  @Override
  default ExemptionRecord revoke(
      String id, Optional<Long> version, String why, ChangeContext context) {
    return exemptions().changes().revoke(id, version, why, context);
  }

  @Override
  default ImportReport importAll(List<ImportRow> rows, boolean dryRun, ChangeContext context) {
    return exemptions().changes().importAll(rows, dryRun, context);
  }

  @Override
  default List<Problem> check(ExemptionDraft draft) {
    return exemptions().changes().check(draft);
  }

  @Override
  default Optional<ExemptionRecord> find(String id) {
    return exemptions().find(id);
  }

  @Override
  default ExemptionPage list(ExemptionQuery query) {
    return exemptions().list(query);
  }

  @Override
  default LiveExemptions live(Instant instant) {
    return exemptions().live(instant);
  }

  @Override
  default long version() {
    return exemptions().version();
  }

  @Override
  default int size() {
    return exemptions().size();
  }
}
