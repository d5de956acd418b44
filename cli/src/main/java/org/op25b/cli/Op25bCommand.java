package org.op25b.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.onosproject.cli.AbstractShellCommand;
import org.op25b.controller.status.Op25bService;
import org.op25b.policy.Policy;

/** What the commands share. */
abstract class Op25bCommand extends AbstractShellCommand {
  final Op25bService service() {
    return get(Op25bService.class);
  }

  /** Returns the policy in force, or says that there is none. */
  final Optional<Policy> policy() {
    Optional<Policy> policy = service().policy();
    if (policy.isEmpty()) {
      error("There is no policy yet. Put one into network configuration: apps/org.op25b/op25b");
    }
    return policy;
  }

  final void print(Table table) {
    table.lines().forEach(line -> print("%s", line));
  }

  final void print(JsonNode json) throws JsonProcessingException {
    print("%s", mapper().writerWithDefaultPrettyPrinter().writeValueAsString(json));
  }

  static String words(Iterable<?> values) {
    return StreamSupport.stream(values.spliterator(), false)
        .map(Object::toString)
        .collect(Collectors.joining(" "));
  }

  static String orDash(Optional<?> value) {
    return value.map(Object::toString).orElse("-");
  }
}
