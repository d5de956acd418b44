package org.op25b.policy.json;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.erosb.jsonsKema.JsonParser;
import com.github.erosb.jsonsKema.Schema;
import com.github.erosb.jsonsKema.SchemaLoader;
import com.github.erosb.jsonsKema.Validator;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.op25b.policy.Problem;

/**
 * The published JSON Schema and {@link PolicyReader} agree: what the schema refuses, the reader
 * refuses; and what the reader refuses for a reason that a schema can express, the schema refuses.
 */
class PolicySchemaTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Schema SCHEMA = schema();
  private static final ImmutableList<JsonNode> FIXTURES = read();

  /** The last field of paths whose text a pattern decides; other texts need arithmetic. */
  private static final ImmutableSet<String> PATTERNS =
      ImmutableSet.of(
          "device",
          "name",
          "area",
          "serviceClass",
          "tenant",
          "id",
          "customer",
          "strategy",
          "phase",
          "blockStyle",
          "denyAction",
          "defaultAction",
          "edges");

  static ImmutableList<JsonNode> fixtures() {
    return FIXTURES;
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void acceptsThePoliciesOfTheProviders(JsonNode policy) {
    assertThat(refusal(policy)).isEmpty();
  }

  @Test
  void acceptsTheExampleOfThePolicyFormat() throws IOException {
    String text = Files.readString(Paths.get("../../docs/design/policy-format.md"));
    int begin = text.indexOf("```json") + "```json".length();
    String example = text.substring(begin, text.indexOf("```", begin));

    assertThat(refusal(MAPPER.readTree(example))).isEmpty();
    assertThat(PolicyReader.read(example).policy().isPresent()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"port\": 587}",
        "{\"pools\": [{\"name\": \"a\", \"phase\": \"block\"}]}",
        "{\"pools\": [{\"name\": \"a\", \"phase\": \"blocked\", \"ipv4\": [\"10.0.0.0/8\"]}]}",
        "{\"pools\": [{\"name\": \"a\", \"phase\": \"block\", \"ipv4\": [\"10.0.0.0\"]}]}",
        "{\"pools\": [{\"name\": \"a\", \"phase\": \"block\", \"ipv4\": [\"2001:db8::/32\"]}]}",
        "{\"pools\": [{\"name\": \"a b\", \"phase\": \"block\", \"ipv4\": [\"10.0.0.0/8\"]}]}",
        "{\"edges\": [{\"device\": \"of:1\", \"capacity\": 0}]}",
        "{\"edges\": [{\"device\": \"switch\"}]}",
        "{\"edges\": [{\"device\": \"of:1\", \"customerPorts\": [65280]}]}",
        "{\"edges\": [{\"device\": \"of:1\", \"customerPorts\": [1, 1]}]}",
        "{\"mailServers\": [{\"name\": \"own\", \"servers\": []}]}",
        "{\"mailServers\": [{\"name\": \"own\", \"servers\": [\"10.0.0.1\"], \"inbound\":"
            + " {\"denyAction\": {\"rateLimit\": {}}}}]}",
        "{\"mailServers\": [{\"name\": \"own\", \"servers\": [\"10.0.0.1\"], \"inbound\":"
            + " {\"denyAction\": {\"rateLimit\": {\"packetsPerSecond\": 1, \"kbitPerSecond\":"
            + " 1}}}}]}",
        "{\"exemptions\": [{\"id\": \"x\", \"customer\": \"c\", \"prefix\": \"10.0.0.1\","
            + " \"expires\": \"tomorrow\"}]}",
        "{\"pools\": null}",
        "[]"
      })
  void refusesWhatTheReaderRefuses(String text) throws IOException {
    assertThat(PolicyReader.read(text).policy().isPresent()).isFalse();
    assertThat(refusal(MAPPER.readTree(text))).isNotEmpty();
  }

  @Property(tries = 2000)
  void agreesAboutDamagedPolicies(@ForAll long seed) {
    Random random = new Random(seed);
    JsonNode tree = FIXTURES.get(random.nextInt(FIXTURES.size())).deepCopy();
    for (int i = 0; i <= random.nextInt(3); i++) {
      Damage.damage(tree, random);
    }

    PolicyReading reading = PolicyReader.read(tree);
    String refusal = refusal(tree);

    if (reading.policy().isPresent()) {
      assertEquals("", refusal, tree.toString());
    } else if (reading.problems().stream().anyMatch(PolicySchemaTest::isExpressible)) {
      assertFalse(refusal.isEmpty(), tree + ": " + reading.problems());
    }
  }

  /** The property above proves little unless damage of every sort occurs. */
  @Test
  void damageLeadsToEverySortOfProblem() {
    Random random = new Random(1);
    Map<Problem.Kind, Integer> found = new EnumMap<>(Problem.Kind.class);
    int good = 0;
    for (int i = 0; i < 3000; i++) {
      JsonNode tree = FIXTURES.get(random.nextInt(FIXTURES.size())).deepCopy();
      Damage.damage(tree, random);
      PolicyReading reading = PolicyReader.read(tree);
      good += reading.policy().isPresent() ? 1 : 0;
      reading.problems().forEach(problem -> found.merge(problem.kind(), 1, Integer::sum));
    }
    assertThat(good).isGreaterThan(100);
    assertThat(found.keySet())
        .containsAtLeast(
            Problem.Kind.WRONG_TYPE,
            Problem.Kind.MISSING,
            Problem.Kind.UNKNOWN_FIELD,
            Problem.Kind.PORT_NAMED,
            Problem.Kind.BAD_VALUE,
            Problem.Kind.WRONG_FAMILY,
            Problem.Kind.OUT_OF_RANGE,
            Problem.Kind.EMPTY,
            Problem.Kind.DUPLICATE,
            Problem.Kind.UNKNOWN_REFERENCE);
  }

  private static boolean isExpressible(Problem problem) {
    List<String> path = ImmutableList.copyOf(problem.path().split("/", -1));
    String field = path.get(path.size() - 1);
    boolean element = !field.isEmpty() && field.chars().allMatch(Character::isDigit);
    switch (problem.kind()) {
      case WRONG_TYPE:
      case MISSING:
      case UNKNOWN_FIELD:
      case PORT_NAMED:
      case EMPTY:
        return true;
      case OUT_OF_RANGE:
        // Of a number; that of a prefix's length a pattern says too.
        return true;
      case BAD_VALUE:
        return PATTERNS.contains(element ? path.get(path.size() - 2) : field);
      case WRONG_FAMILY:
        // Not that of an exemption's destinations, which depends on its prefix.
        return path.contains("ipv4") || path.contains("ipv6");
      default:
        return false;
    }
  }

  /** What the schema has against a policy; empty when nothing. */
  private static String refusal(JsonNode policy) {
    return Optional.ofNullable(
            Validator.forSchema(SCHEMA).validate(new JsonParser(policy.toString()).parse()))
        .map(failure -> failure.getMessage() + " at " + failure.getInstance().getLocation())
        .orElse("");
  }

  private static Schema schema() {
    try {
      String text = Files.readString(Paths.get("../../docs/policy.schema.json"));
      return new SchemaLoader(new JsonParser(text).parse()).load();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every policy of every step of the providers' stories. */
  private static ImmutableList<JsonNode> read() {
    return ProviderStory.PROVIDERS.stream()
        .flatMap(provider -> ProviderStory.of(provider).steps().stream())
        .map(step -> (JsonNode) PolicyWriter.write(step.policy))
        .collect(ImmutableList.toImmutableList());
  }

  /** Small mistakes at random places, of the sort that people and programs make. */
  private static final class Damage {
    private static final JsonNodeFactory MAKE = JsonNodeFactory.instance;
    private static final ImmutableList<JsonNode> VALUES =
        ImmutableList.of(
            MAKE.nullNode(),
            MAKE.booleanNode(true),
            MAKE.numberNode(0),
            MAKE.numberNode(25),
            MAKE.numberNode(-1),
            MAKE.numberNode(1.5),
            MAKE.numberNode(70_000_000_000L),
            MAKE.textNode(""),
            MAKE.textNode("a b"),
            MAKE.textNode("block"),
            MAKE.textNode("of:0000000000000009"),
            MAKE.textNode("192.0.2.0/24"),
            MAKE.textNode("192.0.2.1/24"),
            MAKE.textNode("192.0.2.0/33"),
            MAKE.textNode("192.0.2.256"),
            MAKE.textNode("192.0.2.1"),
            MAKE.textNode("2001:db8:9::/48"),
            MAKE.textNode("2001:db8:9::/129"),
            MAKE.textNode("2026-01-01T00:00:00Z"),
            MAKE.arrayNode(),
            MAKE.objectNode());
    private static final ImmutableList<String> FIELDS =
        ImmutableList.of("port", "tcpPort", "phase", "name", "edges", "area", "capacity", "ipv6");

    private Damage() {}

    static void damage(JsonNode root, Random random) {
      List<JsonNode> containers = new ArrayList<>();
      collect(root, containers);
      JsonNode where = containers.get(random.nextInt(containers.size()));
      JsonNode value = VALUES.get(random.nextInt(VALUES.size())).deepCopy();
      if (where.isObject()) {
        damage((ObjectNode) where, value, random);
      } else {
        damage((ArrayNode) where, value, random);
      }
    }

    private static void damage(ObjectNode where, JsonNode value, Random random) {
      List<String> fields = ImmutableList.copyOf(where.fieldNames());
      if (fields.isEmpty() || random.nextInt(4) == 0) {
        where.set(FIELDS.get(random.nextInt(FIELDS.size())), value);
      } else if (random.nextInt(3) == 0) {
        where.remove(fields.get(random.nextInt(fields.size())));
      } else {
        where.set(fields.get(random.nextInt(fields.size())), value);
      }
    }

    private static void damage(ArrayNode where, JsonNode value, Random random) {
      if (where.size() == 0 || random.nextInt(3) == 0) {
        where.add(value);
      } else if (random.nextInt(3) == 0) {
        where.add(where.get(random.nextInt(where.size())).deepCopy());
      } else if (random.nextInt(2) == 0) {
        where.remove(random.nextInt(where.size()));
      } else {
        where.set(random.nextInt(where.size()), value);
      }
    }

    private static void collect(JsonNode node, List<JsonNode> containers) {
      if (node.isContainerNode()) {
        containers.add(node);
        node.forEach(child -> collect(child, containers));
      }
    }
  }
}
