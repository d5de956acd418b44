package org.op25b.controller.gate;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.onosproject.core.ApplicationId;
import org.onosproject.core.CoreService;
import org.onosproject.net.flow.FlowEntry;
import org.onosproject.net.flow.FlowEntry.FlowEntryState;
import org.onosproject.net.flow.FlowRule;
import org.onosproject.net.flow.IndexTableId;
import org.onosproject.net.flow.TableId;

/**
 * Finds rules of other applications that were written before the driver changed, and which
 * therefore are where forwarding no longer is: in the tables before the gate, or behind a gate that
 * is to go.
 */
public final class MisplacedForwarding {
  private MisplacedForwarding() {}

  /**
   * Returns each misplaced rule with its copy in the right table, in its owner's name.
   *
   * @param entries the rules of one switch
   * @param ours the application whose rules stay where they are
   * @param behindGate whether forwarding belongs behind the gate
   */
  public static Map<FlowRule, FlowRule> among(
      Iterable<FlowEntry> entries, ApplicationId ours, CoreService core, boolean behindGate) {
    Map<FlowRule, FlowRule> misplaced = new LinkedHashMap<>();
    for (FlowEntry entry : entries) {
      ApplicationId owner = entry.appId() == ours.id() ? ours : core.getAppId(entry.appId());
      if (owner != null
          && !owner.equals(ours)
          && entry.state() != FlowEntryState.PENDING_REMOVE
          && entry.state() != FlowEntryState.REMOVED
          && isBeforeForwarding(entry.table()) == behindGate
          && isOfGate(entry.table())) {
        int table = behindGate ? GatePipeliner.FORWARDING_TABLE : 0;
        misplaced.put(entry, ForwardingTableRules.moved(entry, owner, table));
      }
    }
    if (!misplaced.isEmpty()) {
      // What the owner has written to the right table meanwhile is newer.
      Map<FlowRule, FlowRule> present = new HashMap<>();
      entries.forEach(entry -> present.put(entry, entry));
      misplaced.replaceAll((rule, copy) -> present.getOrDefault(copy, copy));
    }
    return misplaced;
  }

  private static boolean isBeforeForwarding(TableId table) {
    return number(table) < GatePipeliner.FORWARDING_TABLE;
  }

  private static boolean isOfGate(TableId table) {
    return number(table) <= GatePipeliner.FORWARDING_TABLE;
  }

  private static int number(TableId table) {
    return table.type() == TableId.Type.INDEX ? ((IndexTableId) table).id() : Integer.MAX_VALUE;
  }
}
