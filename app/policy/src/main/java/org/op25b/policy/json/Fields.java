package org.op25b.policy.json;

import static org.op25b.policy.Problem.Kind.BAD_VALUE;
import static org.op25b.policy.Problem.Kind.DUPLICATE;
import static org.op25b.policy.Problem.Kind.MISSING;
import static org.op25b.policy.Problem.Kind.OUT_OF_RANGE;
import static org.op25b.policy.Problem.Kind.PORT_NAMED;
import static org.op25b.policy.Problem.Kind.TOO_MANY;
import static org.op25b.policy.Problem.Kind.UNKNOWN_FIELD;
import static org.op25b.policy.Problem.Kind.WRONG_FAMILY;
import static org.op25b.policy.Problems.quote;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.onlab.packet.IpPrefix;
import org.op25b.policy.Nearest;

/**
 * The fields of one JSON object, read strictly. A field that cannot be read is reported and then
 * treated as absent, so that reading goes on.
 */
final class Fields {
  private static final Pattern PORT_LIKE = Pattern.compile("(?i)(.*ports?|ports?.*|(tcp|l4).*)");
  private static final Instant EARLIEST = Instant.EPOCH;
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

  private final JsonNode object;
  private final String path;
  private final Source source;

  private Fields(JsonNode object, String path, Source source) {
    this.object = object;
    this.path = path;
    this.source = source;
  }

  /** Returns the fields of {@code node}, which may only be {@code known}; none if no object. */
  static Optional<Fields> of(
      JsonNode node, String path, Source source, ImmutableSet<String> known) {
    if (!node.isObject()) {
      source.wrongType(path, node, "an object");
      return Optional.empty();
    }
    Iterator<String> names = node.fieldNames();
    while (names.hasNext() && !source.problems().isFull()) {
      String name = names.next();
      if (!known.contains(name)) {
        reportUnknown(name, path + "/" + Source.segment(name), source, known);
      }
    }
    return Optional.of(new Fields(node, path, source));
  }

  private static void reportUnknown(
      String name, String path, Source source, ImmutableSet<String> known) {
    Optional<String> near = Nearest.to(name, known);
    if (isPortLike(name) && !near.map(Fields::isPortLike).orElse(false)) {
      source.problem(
          PORT_NAMED, path, "only port 25 is ever blocked; 465 and 587 cannot be named; remove it");
    } else if (near.isPresent()) {
      source.problem(UNKNOWN_FIELD, path, "unknown field; did you mean " + quote(near.get()) + "?");
    } else {
      source.problem(
          UNKNOWN_FIELD,
          path,
          "unknown field; remove it (known: " + String.join(", ", known) + ")");
    }
  }

  private static boolean isPortLike(String name) {
    return PORT_LIKE.matcher(name).matches();
  }

  String path(String field) {
    return path + "/" + field;
  }

  /** The field's value; null counts as a value of the wrong type. */
  Optional<JsonNode> node(String field) {
    return Optional.ofNullable(object.get(field));
  }

  Optional<JsonNode> requiredNode(String field) {
    if (!object.has(field)) {
      source.problem(MISSING, path, "required field " + quote(field) + " is missing; add it");
      source.leftOut().add(path(field), 0);
    }
    return node(field);
  }

  Optional<String> text(String field) {
    return node(field).flatMap(node -> textOf(node, path(field), "a string"));
  }

  Optional<String> requiredText(String field) {
    return requiredNode(field).flatMap(node -> textOf(node, path(field), "a string"));
  }

  private Optional<String> textOf(JsonNode node, String at, String wanted) {
    if (!node.isTextual()) {
      source.wrongType(at, node, wanted);
      return Optional.empty();
    }
    return Optional.of(node.textValue());
  }

  boolean flag(String field, boolean otherwise) {
    Optional<JsonNode> node = node(field);
    if (node.isPresent() && !node.get().isBoolean()) {
      source.wrongType(path(field), node.get(), "true or false");
      return otherwise;
    }
    return node.map(JsonNode::booleanValue).orElse(otherwise);
  }

  OptionalInt number(String field, int least, int most) {
    return node(field).map(n -> numberOf(n, path(field), least, most)).orElse(OptionalInt.empty());
  }

  private OptionalInt numberOf(JsonNode node, String at, int least, int most) {
    if (!node.isIntegralNumber()) {
      source.wrongType(at, node, "a whole number from " + least + " to " + most);
      return OptionalInt.empty();
    }
    if (!node.canConvertToInt() || node.intValue() < least || node.intValue() > most) {
      source.problem(OUT_OF_RANGE, at, "must be from " + least + " to " + most);
      return OptionalInt.empty();
    }
    return OptionalInt.of(node.intValue());
  }

  <E> Optional<E> word(String field, ImmutableMap<String, E> words) {
    return node(field).flatMap(node -> wordOf(node, path(field), words));
  }

  <E> Optional<E> requiredWord(String field, ImmutableMap<String, E> words) {
    return requiredNode(field).flatMap(node -> wordOf(node, path(field), words));
  }

  private <E> Optional<E> wordOf(JsonNode node, String at, ImmutableMap<String, E> words) {
    String choices = "one of " + String.join(", ", words.keySet());
    Optional<String> text = textOf(node, at, choices);
    if (text.isPresent() && !words.containsKey(text.get())) {
      source.problem(
          BAD_VALUE,
          at,
          quote(text.get()) + " is not " + choices + Nearest.hint(text.get(), words.keySet()));
    }
    return text.map(words::get);
  }

  Optional<Instant> instant(String field) {
    return text(field).flatMap(text -> instantOf(text, path(field)));
  }

  private Optional<Instant> instantOf(String text, String at) {
    try {
      Instant instant = Instant.parse(text);
      boolean utc = text.endsWith("Z") || text.endsWith("z");
      if (utc && !instant.isBefore(EARLIEST) && !instant.isAfter(LATEST)) {
        return Optional.of(instant);
      }
    } catch (DateTimeException e) {
      // Reported below, with the other instants that cannot be meant.
    }
    source.problem(
        BAD_VALUE,
        at,
        quote(text)
            + " is not an instant from 1970 to 9999 in UTC; write it like"
            + " 2026-12-31T15:00:00Z");
    return Optional.empty();
  }

  /** Addresses or prefixes of either family. */
  List<IpPrefix> prefixes(String field, int most) {
    return list(field, most, (node, at) -> prefixOf(node, at, PrefixText::addressOrPrefix));
  }

  /** Prefixes, with their length, of one family. */
  List<IpPrefix> prefixesOfFamily(String field, boolean ip4, String otherField, int most) {
    return list(
        field,
        most,
        (node, at) -> {
          Optional<IpPrefix> prefix = prefixOf(node, at, PrefixText::prefix);
          if (prefix.isPresent() && prefix.get().isIp4() != ip4) {
            source.problem(
                WRONG_FAMILY,
                at,
                prefix.get() + " is " + (ip4 ? "IPv6" : "IPv4") + "; move it to " + otherField);
            return Optional.empty();
          }
          return prefix;
        });
  }

  Optional<IpPrefix> requiredPrefix(String field) {
    return requiredNode(field)
        .flatMap(node -> prefixOf(node, path(field), PrefixText::addressOrPrefix));
  }

  private Optional<IpPrefix> prefixOf(JsonNode node, String at, Function<String, IpPrefix> parser) {
    Optional<String> text = textOf(node, at, "an address or prefix in quotes");
    if (!text.isPresent()) {
      return Optional.empty();
    }
    try {
      return Optional.of(parser.apply(text.get()));
    } catch (PrefixText.BadPrefixException e) {
      source.problem(e.kind(), at, e.getMessage());
      return Optional.empty();
    }
  }

  List<Integer> numbers(String field, int least, int most, int mostElements) {
    return distinct(
        field,
        mostElements,
        (node, at) -> {
          OptionalInt number = numberOf(node, at, least, most);
          return number.isPresent() ? Optional.of(number.getAsInt()) : Optional.empty();
        });
  }

  List<String> texts(String field, int most) {
    return distinct(field, most, (node, at) -> textOf(node, at, "a string"));
  }

  /** Like {@link #list}, where nothing may be twice. */
  <E> List<E> distinct(String field, int most, BiFunction<JsonNode, String, Optional<E>> reader) {
    Set<E> seen = new HashSet<>();
    return list(
        field,
        most,
        (node, at) -> {
          Optional<E> element = reader.apply(node, at);
          if (element.isPresent() && !seen.add(element.get())) {
            source.problem(DUPLICATE, at, element.get() + " is in this list twice; remove one");
            return Optional.empty();
          }
          return element;
        });
  }

  /**
   * The elements of a list, none if the field is absent. What {@code reader}, given an element and
   * its path, cannot read is left out.
   */
  <E> List<E> list(String field, int most, BiFunction<JsonNode, String, Optional<E>> reader) {
    Optional<JsonNode> list = node(field);
    String at = path(field);
    List<E> elements = new ArrayList<>();
    if (!list.isPresent()) {
      return elements;
    }
    if (!list.get().isArray()) {
      source.wrongType(at, list.get(), "a list");
      source.leftOut().add(at, 0);
      return elements;
    }
    if (list.get().size() > most) {
      source.problem(
          TOO_MANY, at, list.get().size() + " elements; at most " + most + " are possible here");
      source.leftOut().add(at, 0);
      return elements;
    }
    for (int position = 0; position < list.get().size(); position++) {
      if (source.problems().isFull()) {
        break;
      }
      Optional<E> element = reader.apply(list.get().get(position), at + "/" + position);
      if (element.isPresent()) {
        elements.add(element.get());
      } else {
        source.leftOut().add(at, position);
      }
    }
    return elements;
  }
}
