package org.op25b.controller.exemption.exchange;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.op25b.controller.exemption.ExemptionPage;
import org.op25b.controller.exemption.ExemptionRecord;
import org.op25b.controller.exemption.ImportReport;
import org.op25b.controller.exemption.Problem;

/** Exemptions and what was wrong with them as JSON, the same for REST and the commands' -j. */
public final class ExemptionJson {
  private final ObjectMapper mapper;

  /** Builds nodes with {@code mapper}. */
  public ExemptionJson(ObjectMapper mapper) {
    this.mapper = mapper;
  }

  /** Returns an exemption as it is at {@code now}; what it does not have is left out. */
  public ObjectNode exemption(ExemptionRecord record, Instant now) {
    ObjectNode node = mapper.createObjectNode();
    for (Map.Entry<String, String> value : Columns.values(record, record.stateAt(now)).entrySet()) {
      if (value.getKey().equals(Columns.DESTINATIONS)) {
        ArrayNode destinations = node.putArray(Columns.DESTINATIONS);
        record.destinations().forEach(prefix -> destinations.add(prefix.toString()));
      } else if (value.getKey().equals("version")) {
        node.put("version", record.version());
      } else if (!value.getValue().isEmpty()) {
        node.put(value.getKey(), value.getValue());
      }
    }
    return node;
  }

  /** Returns one page of a list, and how many there are on all pages. */
  public ObjectNode page(ExemptionPage page, Instant now) {
    ObjectNode node = mapper.createObjectNode();
    node.put("total", page.total());
    ArrayNode exemptions = node.putArray("exemptions");
    page.records().forEach(record -> exemptions.add(exemption(record, now)));
    return node;
  }

  /** Returns what an import did, or would do, and every row that is refused. */
  public ObjectNode report(ImportReport report, boolean dryRun) {
    ImmutableList<ImportReport.Row> refused = report.refused();
    ObjectNode node = mapper.createObjectNode();
    node.put("dryRun", dryRun);
    node.put("committed", report.committed());
    node.put("rows", report.rows().size());
    node.put("refused", refused.size());
    ArrayNode rows = node.putArray("outcomes");
    for (ImportReport.Row row : report.rows()) {
      ObjectNode outcome = rows.addObject().put("line", row.line());
      Optional<String> id = report.committed() ? row.id() : Optional.empty();
      id.ifPresent(made -> outcome.put("id", made));
      if (!row.problems().isEmpty()) {
        ArrayNode problems = outcome.putArray("problems");
        row.problems().forEach(problem -> problems.add(problem(problem)));
      }
    }
    return node;
  }

  /** Returns one problem. */
  public ObjectNode problem(Problem problem) {
    ObjectNode node = mapper.createObjectNode();
    node.put("code", problem.code().code());
    if (!problem.field().isEmpty()) {
      node.put("field", problem.field());
    }
    node.put("message", problem.message());
    node.put("remedy", problem.remedy());
    node.put("forcible", problem.code().forcible());
    return node;
  }
}
