package org.op25b.controller.enforcement;

import org.onosproject.net.flow.FlowRule;
import org.onosproject.net.flow.IndexTableId;
import org.onosproject.net.flow.instructions.Instruction;

/** What one of the application's rules does to a packet, whatever becomes of copies of it. */
public enum Effect {
  /** The packet ends here. */
  DROP,
  /** The packet goes on: to the next table or out of a port. */
  PASS,
  /** Every packet goes on to the next table: the last rule of a table. */
  LEAD_ON;

  /** Returns what a rule of the application does. */
  public static Effect of(FlowRule rule) {
    if (CopyTable.isTargetOf(rule)) {
      return DROP;
    }
    if (rule.treatment().tableTransition() == null
        && rule.treatment().immediate().stream()
            .noneMatch(instruction -> instruction.type() != Instruction.Type.NOACTION)) {
      return DROP;
    }
    return rule.treatment().tableTransition() != null && rule.selector().criteria().isEmpty()
        ? LEAD_ON
        : PASS;
  }

  static boolean drops(FlowRule rule) {
    return of(rule) == DROP;
  }

  /** Whether packets meet it that nobody has granted anything: what a closed gate waits for. */
  static boolean guards(FlowRule rule) {
    return of(rule) != PASS;
  }

  static int table(FlowRule rule) {
    return ((IndexTableId) rule.table()).id();
  }
}
