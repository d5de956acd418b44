package org.op25b.controller.audit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Audit entries as JSON, one form for the store, the export and the REST API. Unknown fields are
 * ignored and absent ones are empty, so that fields can be added without converting what is stored.
 */
public final class AuditJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final JsonFactory FACTORY = MAPPER.getFactory();

  private AuditJson() {}

  /** Returns one entry as a JSON object on one line. */
  public static String toJson(AuditEntry entry) {
    java.io.StringWriter text = new java.io.StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      write(json, entry);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  static byte[] encode(List<AuditEntry> entries) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(entries.size() * 512);
    try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
      json.writeStartArray();
      for (AuditEntry entry : entries) {
        write(json, entry);
      }
      json.writeEndArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * Gives {@code sink} the entries of a JSON array, from row {@code first} to before {@code end}.
   */
  static void decode(InputStream array, int first, int end, Consumer<AuditEntry> sink) {
    try (JsonParser json = FACTORY.createParser(array)) {
      json.nextToken();
      for (int row = 0; row < end && json.nextToken() == JsonToken.START_OBJECT; row++) {
        if (row < first) {
          json.skipChildren();
        } else {
          sink.accept(read(json.readValueAsTree()));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(JsonGenerator json, AuditEntry entry) throws IOException {
    json.writeStartObject();
    json.writeNumberField("number", entry.number());
    json.writeStringField("time", entry.time().toString());
    json.writeStringField("user", entry.actor().user());
    json.writeStringField("origin", entry.actor().origin());
    json.writeStringField("channel", entry.actor().channel());
    json.writeStringField("action", entry.action().name());
    json.writeStringField("subject", entry.subject());
    writeRaw(json, "before", entry.before());
    writeRaw(json, "after", entry.after());
    if (entry.note().isPresent()) {
      json.writeStringField("note", entry.note().get());
    }
    json.writeEndObject();
  }

  private static void writeRaw(JsonGenerator json, String field, Optional<String> value)
      throws IOException {
    if (value.isPresent()) {
      json.writeFieldName(field);
      json.writeRawValue(value.get());
    }
  }

  private static AuditEntry read(JsonNode node) {
    return AuditEntry.builder()
        .setNumber(node.path("number").asLong())
        .setTime(Instant.parse(node.path("time").asText()))
        .setActor(
            Actor.of(
                node.path("user").asText(),
                node.path("origin").asText(),
                node.path("channel").asText()))
        .setAction(AuditAction.valueOf(node.path("action").asText()))
        .setSubject(node.path("subject").asText())
        .setBefore(Optional.ofNullable(node.get("before")).map(JsonNode::toString))
        .setAfter(Optional.ofNullable(node.get("after")).map(JsonNode::toString))
        .setNote(Optional.ofNullable(node.get("note")).map(JsonNode::asText))
        .build();
  }

  /** Returns {@code text} when it is JSON, on one line; else the text as a JSON string. */
  static String normalize(String text) {
    try {
      JsonNode node = MAPPER.readTree(text);
      if (node != null && !node.isMissingNode()) {
        return node.toString();
      }
    } catch (IOException e) {
      // Not JSON: kept as text, for an audit log loses nothing.
    }
    return MAPPER.getNodeFactory().textNode(text).toString();
  }
}
