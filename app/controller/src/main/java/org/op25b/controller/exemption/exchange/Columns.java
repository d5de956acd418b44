package org.op25b.controller.exemption.exchange;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.op25b.controller.exemption.ExemptionDraft;
import org.op25b.controller.exemption.ExemptionRecord;
import org.op25b.controller.exemption.ExemptionState;
import org.op25b.controller.exemption.ImportRow;
import org.op25b.controller.exemption.Problem;
import org.op25b.controller.exemption.ProblemCode;

/** The fields of a file, the same in both formats. */
final class Columns {
  static final String ID = "id";
  static final String CUSTOMER = "customer";
  static final String PREFIX = "prefix";
  static final String DESTINATIONS = "destinations";
  static final String REASON = "reason";
  static final String TICKET = "ticket";
  static final String REQUESTED_BY = "requestedBy";
  static final String NOT_BEFORE = "notBefore";
  static final String EXPIRES = "expires";
  static final String STATE = "state";

  /** In the order in which an export writes them. */
  static final ImmutableSet<String> ALL =
      ImmutableSet.of(
          ID,
          CUSTOMER,
          PREFIX,
          DESTINATIONS,
          REASON,
          TICKET,
          REQUESTED_BY,
          NOT_BEFORE,
          EXPIRES,
          STATE,
          "enteredBy",
          "created",
          "revokedBy",
          "revokedAt",
          "revokedWhy",
          "version");

  static final ImmutableSet<String> REQUIRED = ImmutableSet.of(CUSTOMER, PREFIX, REASON);

  private Columns() {}

  /** The fields of {@code record} as text, in the order of {@link #ALL}; empty when absent. */
  static Map<String, String> values(ExemptionRecord record, ExemptionState state) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put(ID, record.id());
    values.put(CUSTOMER, record.customer());
    values.put(PREFIX, record.prefix().toString());
    values.put(
        DESTINATIONS,
        record.destinations().stream().map(Object::toString).collect(Collectors.joining(" ")));
    values.put(REASON, record.reason());
    values.put(TICKET, record.ticket());
    values.put(REQUESTED_BY, record.requestedBy());
    values.put(NOT_BEFORE, record.notBefore().map(Object::toString).orElse(""));
    values.put(EXPIRES, record.expires().map(Object::toString).orElse(""));
    values.put(STATE, state.name().toLowerCase(Locale.ROOT));
    values.put("enteredBy", record.enteredBy());
    values.put("created", record.created().toString());
    values.put("revokedBy", record.revocation().map(r -> r.by()).orElse(""));
    values.put("revokedAt", record.revocation().map(r -> r.at().toString()).orElse(""));
    values.put("revokedWhy", record.revocation().map(r -> r.why()).orElse(""));
    values.put("version", String.valueOf(record.version()));
    return values;
  }

  /** Separators alone are a slip of the pen, which must not mean every destination. */
  private static ImmutableList<String> destinations(String text) {
    ImmutableList<String> found =
        ImmutableList.copyOf(Splitter.onPattern("[\\s,;]+").omitEmptyStrings().split(text));
    return found.isEmpty() && !text.trim().isEmpty() ? ImmutableList.of(text) : found;
  }

  /** The row that asks for these values; what an export computes is ignored. */
  static ImportRow row(int line, Map<String, String> values, List<Problem> problems) {
    ExemptionDraft draft =
        ExemptionDraft.builder()
            .setId(given(values, ID))
            .setCustomer(values.getOrDefault(CUSTOMER, ""))
            .setPrefix(values.getOrDefault(PREFIX, ""))
            .setDestinations(destinations(values.getOrDefault(DESTINATIONS, "")))
            .setReason(values.getOrDefault(REASON, ""))
            .setTicket(values.getOrDefault(TICKET, ""))
            .setRequestedBy(values.getOrDefault(REQUESTED_BY, ""))
            .setNotBefore(given(values, NOT_BEFORE))
            .setExpires(given(values, EXPIRES))
            .build();
    if (given(values, STATE).filter("revoked"::equalsIgnoreCase).isPresent()
        && problems.isEmpty()) {
      return ImportRow.of(
          line,
          draft,
          List.of(
              Problem.of(
                  ProblemCode.REVOKED,
                  STATE,
                  "The row is a revoked exemption, which an import would put in force again.",
                  "Remove the row, or its state if that is meant.")));
    }
    return ImportRow.of(line, draft, problems);
  }

  private static Optional<String> given(Map<String, String> values, String column) {
    return Optional.ofNullable(values.get(column))
        .map(String::trim)
        .filter(value -> !value.isEmpty());
  }
}
