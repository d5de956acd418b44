package org.op25b.controller.exemption.exchange;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/**
 * Reads an object whose members are values or arrays of values. What is nested deeper becomes false
 * in place of being built, so that a file of a million brackets costs no stack.
 */
final class FlatObject {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private FlatObject() {}

  /** Reads the object whose start is the current token; its end is the current token after. */
  static JsonNode read(JsonParser json) throws IOException {
    ObjectNode object = NODES.objectNode();
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.getCurrentName();
      JsonToken token = json.nextToken();
      object.set(name, token == JsonToken.START_ARRAY ? array(json) : value(json));
    }
    return object;
  }

  private static JsonNode array(JsonParser json) throws IOException {
    ArrayNode array = NODES.arrayNode();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      array.add(value(json));
    }
    return array;
  }

  private static JsonNode value(JsonParser json) throws IOException {
    switch (json.currentToken()) {
      case VALUE_STRING:
        return NODES.textNode(json.getText());
      case VALUE_NULL:
        return NODES.nullNode();
      case VALUE_NUMBER_INT:
        return NODES.numberNode(json.getBigIntegerValue());
      default:
        json.skipChildren();
        // Neither text nor null nor a number: the caller objects to it.
        return NODES.booleanNode(false);
    }
  }
}
