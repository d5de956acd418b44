package org.op25b.web;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.base.Joiner;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.io.CharStreams;
import java.io.InputStream;
import java.util.Iterator;
import java.util.Optional;
import org.op25b.controller.exemption.Problem;
import org.op25b.controller.exemption.ProblemCode;
import org.op25b.controller.policyops.PolicyRefusedException;
import org.op25b.policy.Problems;
import org.op25b.policy.json.StrictJson;

/** A request's JSON object, read strictly: what is not known is refused, not left out. */
final class JsonBody {
  /** Enough for the names of all pools. */
  private static final long MOST = 1024 * 1024;

  private static final int MOST_TEXT = 4096;

  private final JsonNode node;

  private JsonBody(JsonNode node) {
    this.node = node;
  }

  /** Reads an object that has no fields but those {@code known}. */
  static JsonBody read(InputStream body, String... known) {
    JsonNode node = tree(body, MOST);
    if (!node.isObject()) {
      throw refusal(ProblemCode.BAD_FILE, "", "The body is not a JSON object.", "Send {...}.");
    }
    ImmutableSet<String> names = ImmutableSet.copyOf(known);
    for (Iterator<String> fields = node.fieldNames(); fields.hasNext(); ) {
      String field = fields.next();
      if (!names.contains(field)) {
        throw refusal(
            ProblemCode.BAD_FILE,
            "",
            "There is no field " + Problem.quote(field) + ".",
            known.length == 0 ? "Send {}." : "The fields are " + Joiner.on(", ").join(known) + ".");
      }
    }
    return new JsonBody(node);
  }

  /**
   * Reads JSON text of at most {@code most} bytes.
   *
   * @throws PolicyRefusedException when it is none, or a key is in it twice
   */
  static JsonNode tree(InputStream body, long most) {
    Problems problems = new Problems();
    return StrictJson.parse(Bodies.parse(body, most, CharStreams::toString), problems)
        .orElseThrow(
            () ->
                new PolicyRefusedException(
                    problems.list().stream()
                        .map(
                            one ->
                                Problem.of(
                                    ProblemCode.BAD_FILE, one.path(), one.message() + ".", ""))
                        .collect(toImmutableList())));
  }

  /** The text of a field; absent when it is not there. */
  Optional<String> text(String field) {
    JsonNode value = node.get(field);
    if (value == null) {
      return Optional.empty();
    }
    if (!value.isTextual() || value.asText().length() > MOST_TEXT) {
      throw wrong(field, "a text");
    }
    return Optional.of(value.asText());
  }

  /** The text of a field that must be there. */
  String needed(String field) {
    return text(field).orElseThrow(() -> missing(field));
  }

  /** The number of a field that must be there, at least 0. */
  long number(String field) {
    JsonNode value = node.get(field);
    if (value == null) {
      throw missing(field);
    }
    if (!value.isIntegralNumber() || !value.canConvertToLong() || value.asLong() < 0) {
      throw wrong(field, "a whole number");
    }
    return value.asLong();
  }

  /** A yes or no; no when it is not there. */
  boolean flag(String field) {
    JsonNode value = node.get(field);
    if (value != null && !value.isBoolean()) {
      throw wrong(field, "true or false");
    }
    return value != null && value.asBoolean();
  }

  /** The texts of a field; absent when it is not there. */
  Optional<ImmutableList<String>> texts(String field) {
    JsonNode value = node.get(field);
    if (value == null) {
      return Optional.empty();
    }
    ImmutableList.Builder<String> texts = ImmutableList.builder();
    if (!value.isArray()) {
      throw wrong(field, "a list of texts");
    }
    for (JsonNode element : value) {
      if (!element.isTextual()) {
        throw wrong(field, "a list of texts");
      }
      texts.add(element.asText());
    }
    return Optional.of(texts.build());
  }

  private static PolicyRefusedException missing(String field) {
    return refusal(ProblemCode.MISSING, "/" + field, "It is missing.", "Send it.");
  }

  private static PolicyRefusedException wrong(String field, String wanted) {
    return refusal(
        ProblemCode.BAD_FILE,
        "/" + field,
        "Something else is needed here.",
        "Send " + wanted + ".");
  }

  private static PolicyRefusedException refusal(
      ProblemCode code, String pointer, String message, String remedy) {
    return new PolicyRefusedException(code, pointer, message, remedy);
  }
}
