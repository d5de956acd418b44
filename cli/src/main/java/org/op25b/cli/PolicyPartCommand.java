package org.op25b.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.List;
import org.op25b.controller.status.PolicyJson;
import org.op25b.policy.Policy;

/** Lists one kind of thing of the policy in force, as a table or as JSON. */
abstract class PolicyPartCommand<T> extends Op25bCommand {
  @Override
  protected final void doExecute() throws JsonProcessingException {
    Policy policy = policy().orElse(null);
    if (policy == null) {
      return;
    }
    if (outputJson()) {
      PolicyJson json = new PolicyJson(mapper());
      ArrayNode array = mapper().createArrayNode();
      parts(policy).forEach(part -> array.add(json(json, part)));
      print(array);
      return;
    }
    Table table = headings();
    parts(policy).forEach(part -> addRow(table, part, policy));
    print(table);
  }

  /** Returns what is listed. */
  abstract List<T> parts(Policy policy);

  abstract JsonNode json(PolicyJson json, T part);

  abstract Table headings();

  abstract void addRow(Table table, T part, Policy policy);
}
