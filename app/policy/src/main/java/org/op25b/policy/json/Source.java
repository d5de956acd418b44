package org.op25b.policy.json;

import com.fasterxml.jackson.databind.JsonNode;
import org.op25b.policy.Problem;
import org.op25b.policy.Problems;

/** Where problems go while a policy is read, and which list elements had to be left out. */
final class Source {
  private final Problems problems;
  private final LeftOut leftOut = new LeftOut();

  Source(Problems problems) {
    this.problems = problems;
  }

  Problems problems() {
    return problems;
  }

  LeftOut leftOut() {
    return leftOut;
  }

  void problem(Problem.Kind kind, String path, String message) {
    problems.add(kind, path, message);
  }

  /** Reports a value of the wrong JSON type. */
  void wrongType(String path, JsonNode node, String wanted) {
    problem(Problem.Kind.WRONG_TYPE, path, "must be " + wanted + ", not " + describe(node));
  }

  private static String describe(JsonNode node) {
    switch (node.getNodeType()) {
      case ARRAY:
        return "a list";
      case OBJECT:
      case POJO:
        return "an object";
      case STRING:
        return "the string " + Problems.quote(node.textValue());
      case NUMBER:
        return "the number " + cut(node.asText());
      case BOOLEAN:
        return node.asText();
      default:
        return "null (leave the field out instead)";
    }
  }

  private static String cut(String number) {
    return number.length() <= 32 ? number : number.substring(0, 32) + "...";
  }

  /** A field name as a segment of a JSON Pointer (RFC 6901, section 3), cut to a sane length. */
  static String segment(String field) {
    String cut = field.length() <= 64 ? field : field.substring(0, 64) + "...";
    return cut.replaceAll("\\p{Cntrl}", "?").replace("~", "~0").replace("/", "~1");
  }
}
