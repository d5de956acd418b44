package org.op25b.controller.exemption.exchange;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.base.Joiner;
import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.op25b.controller.exemption.ExemptionRecord;
import org.op25b.controller.exemption.ImportRow;
import org.op25b.controller.exemption.Problem;
import org.op25b.controller.exemption.ProblemCode;

/** Exemptions as a JSON array of objects. */
public final class JsonFile {
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

  private JsonFile() {}

  /**
   * Reads rows to import. What is wrong with one object is noted in its row.
   *
   * @param maxRows the most rows to read, at least 1
   * @throws org.op25b.controller.exemption.ChangeRefusedException when it is not a JSON array of
   *     objects, or has too many
   * @throws IOException when the reader fails
   */
  public static List<ImportRow> read(Reader in, int maxRows) throws IOException {
    List<ImportRow> rows = new ArrayList<>();
    try (JsonParser json = MAPPER.getFactory().createParser(BoundedReader.ofFile(in))) {
      if (json.nextToken() != JsonToken.START_ARRAY) {
        throw notAnArray(json);
      }
      while (json.nextToken() != JsonToken.END_ARRAY) {
        int line = json.getTokenLocation().getLineNr();
        if (json.currentToken() != JsonToken.START_OBJECT) {
          throw notAnArray(json);
        }
        if (rows.size() == maxRows) {
          throw FileRefusal.tooManyRows(maxRows);
        }
        rows.add(row(line, FlatObject.read(json)));
      }
      if (json.nextToken() != null) {
        throw FileRefusal.at(
            json.getTokenLocation().getLineNr(),
            "There is something after the array.",
            "Remove it.");
      }
    } catch (JsonProcessingException e) {
      throw FileRefusal.at(
          e.getLocation() == null ? 1 : e.getLocation().getLineNr(),
          "This is not JSON: " + Problem.quote(e.getOriginalMessage()) + ".",
          "Give an array of objects, as an export does.");
    }
    return rows;
  }

  /**
   * Reads one object. What is wrong with it is noted in the row.
   *
   * @throws org.op25b.controller.exemption.ChangeRefusedException when it is not one JSON object
   * @throws IOException when the reader fails
   */
  public static ImportRow readOne(Reader in) throws IOException {
    try (JsonParser json = MAPPER.getFactory().createParser(BoundedReader.ofFile(in))) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw FileRefusal.at(1, "This is not a JSON object.", "Give one object.");
      }
      ImportRow row = row(1, FlatObject.read(json));
      if (json.nextToken() != null) {
        throw FileRefusal.at(
            json.getTokenLocation().getLineNr(),
            "There is something after the object.",
            "Remove it.");
      }
      return row;
    } catch (JsonProcessingException e) {
      throw FileRefusal.at(
          e.getLocation() == null ? 1 : e.getLocation().getLineNr(),
          "This is not JSON: " + Problem.quote(e.getOriginalMessage()) + ".",
          "Give one JSON object (RFC 8259).");
    }
  }

  /** Writes {@code records} as they are at {@code now}, one on a line. */
  public static void write(Iterable<ExemptionRecord> records, Instant now, Writer out)
      throws IOException {
    try (JsonGenerator json = MAPPER.getFactory().createGenerator(out)) {
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      json.writeStartArray();
      for (ExemptionRecord record : records) {
        json.writeRaw('\n');
        json.writeStartObject();
        for (Map.Entry<String, String> value :
            Columns.values(record, record.stateAt(now)).entrySet()) {
          write(json, record, value.getKey(), value.getValue());
        }
        json.writeEndObject();
      }
      json.writeEndArray();
    }
    out.write('\n');
  }

  private static void write(JsonGenerator json, ExemptionRecord record, String name, String value)
      throws IOException {
    if (name.equals(Columns.DESTINATIONS)) {
      json.writeArrayFieldStart(name);
      for (Object destination : record.destinations()) {
        json.writeString(destination.toString());
      }
      json.writeEndArray();
    } else if (name.equals("version")) {
      json.writeNumberField(name, record.version());
    } else if (!value.isEmpty()) {
      json.writeStringField(name, value);
    }
  }

  private static RuntimeException notAnArray(JsonParser json) {
    return FileRefusal.at(
        Math.max(1, json.getTokenLocation().getLineNr()),
        "This is not an array of objects.",
        "Give an array of objects, as an export does.");
  }

  private static ImportRow row(int line, JsonNode object) {
    Map<String, String> values = new LinkedHashMap<>();
    ImmutableList.Builder<Problem> problems = ImmutableList.builder();
    for (Iterator<Map.Entry<String, JsonNode>> fields = object.fields(); fields.hasNext(); ) {
      Map.Entry<String, JsonNode> field = fields.next();
      String name = field.getKey();
      JsonNode value = field.getValue();
      if (!Columns.ALL.contains(name)) {
        problems.add(
            Problem.of(
                ProblemCode.BAD_FILE,
                "",
                "There is no field " + Problem.quote(name) + ".",
                "The fields are " + Joiner.on(", ").join(Columns.ALL) + "."));
      } else if (name.equals(Columns.DESTINATIONS) && isBlank(value)) {
        // Who names no destination by mistake must not get all of them.
        problems.add(
            Problem.of(
                ProblemCode.BAD_PREFIX,
                name,
                "One of them is empty.",
                "Leave the field out, or give [], for every destination."));
      } else if (value.isTextual() || (name.equals("version") && value.isIntegralNumber())) {
        values.put(name, value.asText());
      } else if (name.equals(Columns.DESTINATIONS) && isArrayOfText(value)) {
        List<String> texts = new ArrayList<>();
        value.forEach(text -> texts.add(text.asText()));
        values.put(name, Joiner.on(' ').join(texts));
      } else if (!value.isNull()) {
        problems.add(
            Problem.of(
                ProblemCode.BAD_FILE,
                name,
                "It is not a text.",
                name.equals(Columns.DESTINATIONS)
                    ? "Give an array of texts."
                    : "Put the value in double quotes."));
      }
    }
    return Columns.row(line, values, problems.build());
  }

  private static boolean isBlank(JsonNode value) {
    if (value.isTextual()) {
      return value.asText().trim().isEmpty();
    }
    for (JsonNode member : value) {
      if (member.isTextual() && member.asText().trim().isEmpty()) {
        return true;
      }
    }
    return false;
  }

  private static boolean isArrayOfText(JsonNode value) {
    if (!value.isArray()) {
      return false;
    }
    for (JsonNode member : value) {
      if (!member.isTextual()) {
        return false;
      }
    }
    return true;
  }
}
