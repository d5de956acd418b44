package org.op25b.controller.exemption.store;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.collect.ImmutableList;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.onlab.packet.IpPrefix;
import org.op25b.controller.exemption.ExemptionRecord;
import org.op25b.controller.exemption.IdempotencyMark;
import org.op25b.controller.exemption.Revocation;

/**
 * Exemptions as JSON: one form for the store, the audit log and the export. Fields may be added:
 * readers ignore what they do not know, and take what is absent as empty. A change that older
 * software must not misread raises {@link #FORMAT}; older software then refuses the record.
 */
public final class RecordJson {
  private static final int FORMAT = 1;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private RecordJson() {}

  /** Returns {@code record} on one line. */
  public static String encode(ExemptionRecord record) {
    StringWriter text = new StringWriter(320);
    try (JsonGenerator json = MAPPER.getFactory().createGenerator(text)) {
      write(json, record);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /** Returns the record that {@code text} holds. */
  public static ExemptionRecord decode(String text) {
    try {
      return read(MAPPER.readTree(text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns {@code records} as a JSON array in UTF-8. */
  static byte[] encodeAll(Iterable<ExemptionRecord> records) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = MAPPER.getFactory().createGenerator(bytes)) {
      json.writeStartArray();
      for (ExemptionRecord record : records) {
        write(json, record);
      }
      json.writeEndArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Returns the records that {@link #encodeAll} was given. */
  static List<ExemptionRecord> decodeAll(InputStream json) {
    try {
      List<ExemptionRecord> records = new ArrayList<>();
      MAPPER.readTree(json).forEach(node -> records.add(read(node)));
      return records;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(JsonGenerator json, ExemptionRecord record) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", record.id());
    json.writeNumberField("version", record.version());
    json.writeStringField("customer", record.customer());
    json.writeStringField("prefix", record.prefix().toString());
    if (!record.destinations().isEmpty()) {
      json.writeArrayFieldStart("destinations");
      for (IpPrefix destination : record.destinations()) {
        json.writeString(destination.toString());
      }
      json.writeEndArray();
    }
    json.writeStringField("reason", record.reason());
    writeGiven(json, "ticket", record.ticket());
    writeGiven(json, "requestedBy", record.requestedBy());
    json.writeStringField("enteredBy", record.enteredBy());
    json.writeStringField("created", record.created().toString());
    writeGiven(json, "notBefore", record.notBefore().map(Instant::toString).orElse(""));
    writeGiven(json, "expires", record.expires().map(Instant::toString).orElse(""));
    if (record.revocation().isPresent()) {
      Revocation revocation = record.revocation().get();
      json.writeStringField("revokedBy", revocation.by());
      json.writeStringField("revokedAt", revocation.at().toString());
      writeGiven(json, "revokedWhy", revocation.why());
    }
    if (record.idempotency().isPresent()) {
      json.writeStringField("key", record.idempotency().get().key());
      json.writeStringField("keyDigest", record.idempotency().get().requestDigest());
    }
    json.writeEndObject();
  }

  private static void writeGiven(JsonGenerator json, String field, String value)
      throws IOException {
    if (!value.isEmpty()) {
      json.writeStringField(field, value);
    }
  }

  private static ExemptionRecord read(JsonNode json) {
    if (json.path("format").asInt(FORMAT) > FORMAT) {
      throw new IllegalStateException(
          "Exemption " + text(json, "id") + " was written by newer software: run that.");
    }
    ImmutableList.Builder<IpPrefix> destinations = ImmutableList.builder();
    json.path("destinations").forEach(node -> destinations.add(IpPrefix.valueOf(node.asText())));
    return ExemptionRecord.builder()
        .setId(text(json, "id"))
        .setVersion(json.path("version").asLong())
        .setCustomer(text(json, "customer"))
        .setPrefix(IpPrefix.valueOf(text(json, "prefix")))
        .setDestinations(destinations.build())
        .setReason(text(json, "reason"))
        .setTicket(text(json, "ticket"))
        .setRequestedBy(text(json, "requestedBy"))
        // A few operators enter everything: one string for each of them.
        .setEnteredBy(text(json, "enteredBy").intern())
        .setCreated(Instant.parse(text(json, "created")))
        .setNotBefore(instant(json, "notBefore"))
        .setExpires(instant(json, "expires"))
        .setRevocation(
            instant(json, "revokedAt")
                .map(at -> Revocation.of(text(json, "revokedBy"), at, text(json, "revokedWhy"))))
        .setIdempotency(
            Optional.of(text(json, "key"))
                .filter(key -> !key.isEmpty())
                .map(key -> IdempotencyMark.of(key, text(json, "keyDigest"))))
        .build();
  }

  private static String text(JsonNode json, String field) {
    return json.path(field).asText("");
  }

  private static Optional<Instant> instant(JsonNode json, String field) {
    return Optional.of(text(json, field)).filter(text -> !text.isEmpty()).map(Instant::parse);
  }
}
