package org.op25b.controller.audit;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;

/** Writes the audit log for other systems, oldest change first. */
public final class AuditExport {
  private static final CsvMapper CSV = new CsvMapper();
  private static final CsvSchema SCHEMA =
      CsvSchema.builder()
          .addNumberColumn("number")
          .addColumn("time")
          .addColumn("user")
          .addColumn("origin")
          .addColumn("channel")
          .addColumn("action")
          .addColumn("subject")
          .addColumn("before")
          .addColumn("after")
          .addColumn("note")
          .setUseHeader(true)
          .setLineSeparator("\r\n")
          .build();

  private AuditExport() {}

  /** Writes every change from number {@code from} on as one JSON object a line. */
  public static void writeJsonLines(AuditLog log, long from, Writer out) {
    log.export(
        from,
        entry -> {
          try {
            out.write(AuditJson.toJson(entry));
            out.write('\n');
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  /** Writes every change from number {@code from} on as CSV (RFC 4180) with a header line. */
  public static void writeCsv(AuditLog log, long from, Writer out) throws IOException {
    try (CsvGenerator csv = CSV.getFactory().createGenerator(out)) {
      csv.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      csv.enable(CsvGenerator.Feature.ALWAYS_QUOTE_STRINGS);
      csv.setSchema(SCHEMA);
      log.export(
          from,
          entry -> {
            try {
              csv.writeStartArray();
              csv.writeNumber(entry.number());
              csv.writeString(entry.time().toString());
              csv.writeString(entry.actor().user());
              csv.writeString(entry.actor().origin());
              csv.writeString(entry.actor().channel());
              csv.writeString(entry.action().name());
              csv.writeString(entry.subject());
              csv.writeString(entry.before().orElse(""));
              csv.writeString(entry.after().orElse(""));
              csv.writeString(entry.note().orElse(""));
              csv.writeEndArray();
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
  }
}
