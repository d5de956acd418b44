package org.op25b.policy.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Optional;
import org.op25b.policy.Problem;
import org.op25b.policy.Problems;

/** Parses JSON text that somebody else wrote: no key twice, no rest behind it, no depth. */
public final class StrictJson {
  /** Deeper than any policy; Jackson 2.11 builds trees by recursion and has no limit itself. */
  private static final int MAX_DEPTH = 32;

  private static final JsonFactory FACTORY =
      new JsonFactory().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

  private static final ObjectMapper MAPPER =
      new ObjectMapper(FACTORY).enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private StrictJson() {}

  /**
   * Returns the tree that {@code text} holds; adds to {@code problems} and returns nothing when it
   * is no JSON.
   */
  public static Optional<JsonNode> parse(String text, Problems problems) {
    try {
      if (isTooDeep(text)) {
        problems.add(
            Problem.Kind.NOT_JSON, "", "nested more than " + MAX_DEPTH + " deep; no policy is");
        return Optional.empty();
      }
      JsonNode tree = MAPPER.readTree(text);
      if (tree.isMissingNode()) {
        problems.add(Problem.Kind.NOT_JSON, "", "empty; give at least {}");
        return Optional.empty();
      }
      return Optional.of(tree);
    } catch (JsonProcessingException e) {
      problems.add(Problem.Kind.NOT_JSON, "", describe(e));
    } catch (IOException e) {
      throw new IllegalStateException("reading from memory cannot fail", e);
    }
    return Optional.empty();
  }

  private static boolean isTooDeep(String text) throws IOException {
    try (JsonParser parser = new JsonFactory().createParser(text)) {
      int depth = 0;
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token.isStructStart() && ++depth > MAX_DEPTH) {
          return true;
        }
        if (token.isStructEnd()) {
          depth--;
        }
      }
    }
    return false;
  }

  private static String describe(JsonProcessingException e) {
    String what = Problems.quote(e.getOriginalMessage());
    return e.getLocation() == null
        ? "not JSON: " + what
        : "not JSON: line "
            + e.getLocation().getLineNr()
            + ", column "
            + e.getLocation().getColumnNr()
            + ": "
            + what;
  }
}
