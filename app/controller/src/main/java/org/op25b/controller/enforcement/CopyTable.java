package org.op25b.controller.enforcement;

import org.onosproject.net.flow.FlowRule;
import org.onosproject.net.flow.IndexTableId;
import org.onosproject.net.flow.TableId;

/**
 * The flow tables where blocked packets end. A table that is empty drops every packet (OpenFlow
 * 1.3, section 5.4), so a rule that leads there blocks whatever happens to the copies.
 */
public enum CopyTable {
  /** Blocked silently; a metered share is copied to the controller. */
  SAMPLE(250),
  /** Blocked; of a metered share the controller resets the connection. */
  REJECT(251);

  private final int number;

  CopyTable(int number) {
    this.number = number;
  }

  /** The table's number; Open vSwitch has 254 tables, and nobody forwards this far behind. */
  public int number() {
    return number;
  }

  /** Whether {@code table} is one of these. */
  public static boolean isNumber(int table) {
    return table == SAMPLE.number || table == REJECT.number;
  }

  /** Whether a rule is in one of these tables. */
  public static boolean holds(FlowRule rule) {
    return rule.table().type() == TableId.Type.INDEX
        && isNumber(((IndexTableId) rule.table()).id());
  }

  /** Whether a rule leads to one of these tables and does nothing else. */
  public static boolean isTargetOf(FlowRule rule) {
    return rule.treatment().tableTransition() != null
        && isNumber(rule.treatment().tableTransition().tableId())
        && rule.treatment().allInstructions().isEmpty()
        && rule.treatment().meters().isEmpty();
  }
}
