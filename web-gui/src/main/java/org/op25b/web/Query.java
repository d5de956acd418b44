package org.op25b.web;

import com.google.common.base.Joiner;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.ws.rs.core.MultivaluedMap;
import javax.ws.rs.core.UriInfo;
import org.op25b.controller.Words;
import org.op25b.controller.exemption.Problem;
import org.op25b.controller.exemption.ProblemCode;

/** Query parameters, read strictly: a filter with a slip of the pen must not return everything. */
final class Query {
  private final MultivaluedMap<String, String> values;

  /** Takes the parameters of {@code uri}; refuses those whose names are not {@code known}. */
  Query(UriInfo uri, String... known) {
    values = uri.getQueryParameters();
    ImmutableSet<String> names = ImmutableSet.copyOf(known);
    for (String name : values.keySet()) {
      if (!names.contains(name)) {
        throw refusal(
            name,
            "There is no parameter " + Problem.quote(name) + ".",
            known.length == 0
                ? "Leave it out."
                : "The parameters are " + Joiner.on(", ").join(known) + ".");
      }
    }
  }

  /** The values of a parameter that may be repeated. */
  List<String> all(String name) {
    return values.getOrDefault(name, ImmutableList.of());
  }

  /** The value of a parameter; absent when it is not there or empty. */
  Optional<String> text(String name) {
    List<String> all = all(name);
    if (all.size() > 1) {
      throw refusal(name, name + " is there more than once.", "Give one.");
    }
    return all.stream().filter(value -> !value.isEmpty()).findFirst();
  }

  boolean flag(String name) {
    Optional<String> text = text(name);
    if (text.isPresent() && !text.get().equals("true") && !text.get().equals("false")) {
      throw refusal(name, Problem.quote(text.get()) + " is not a choice.", "Give true or false.");
    }
    return text.map("true"::equals).orElse(false);
  }

  long number(String name, long otherwise, long least, long most) {
    Optional<String> text = text(name);
    if (!text.isPresent()) {
      return otherwise;
    }
    // 18 digits cannot overflow a long.
    if (text.get().matches("\\d{1,18}")) {
      long number = Long.parseLong(text.get());
      if (number >= least && number <= most) {
        return number;
      }
    }
    throw refusal(
        name,
        Problem.quote(text.get()) + " is not a number in range.",
        "Give " + least + " to " + most + ".");
  }

  <E extends Enum<E>> E word(String name, String text, Class<E> type) {
    for (E value : type.getEnumConstants()) {
      if (Words.of(value).equals(text)) {
        return value;
      }
    }
    throw refusal(
        name,
        Problem.quote(text) + " is not a choice.",
        "Give "
            + Arrays.stream(type.getEnumConstants())
                .map(Words::of)
                .collect(Collectors.joining(", "))
            + ".");
  }

  static RefusedException refusal(String name, String message, String remedy) {
    String parameter = name.length() <= 64 ? name : "";
    return new RefusedException(
        400, Problem.of(ProblemCode.OUT_OF_RANGE, parameter, message, remedy));
  }
}
