package org.op25b.proof;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.auto.value.AutoValue;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** What a flow entry does with a packet, as far as it matters to whether the packet passes. */
@AutoValue
public abstract class RuleAction {
  /** The table that the packet goes on to (OFPIT_GOTO_TABLE). */
  public abstract OptionalInt gotoTable();

  /** Whether the packet leaves through a port: output, NORMAL, FLOOD, a group, enqueue. */
  public abstract boolean forwards();

  /** Whether the packet, or a copy of it, is sent to the controller. */
  public abstract boolean toController();

  /** The meter that the packet passes first (OFPIT_METER). */
  public abstract OptionalLong meter();

  /** Nothing happens to the packet any more. */
  public static RuleAction drop() {
    return of(OptionalInt.empty(), false, false);
  }

  /** The packet goes on to {@code table}. */
  public static RuleAction goTo(int table) {
    return of(OptionalInt.of(table), false, false);
  }

  /** The packet leaves through a port. */
  public static RuleAction forward() {
    return of(OptionalInt.empty(), true, false);
  }

  /** The packet goes to the controller and nowhere else. */
  public static RuleAction punt() {
    return of(OptionalInt.empty(), false, true);
  }

  /** Any combination, without a meter. */
  public static RuleAction of(OptionalInt gotoTable, boolean forwards, boolean toController) {
    gotoTable.ifPresent(n -> checkArgument(n >= 0 && n <= 254, "table %s is not in 0..254", n));
    return new AutoValue_RuleAction(gotoTable, forwards, toController, OptionalLong.empty());
  }

  /** The same behind meter {@code id}. */
  public final RuleAction metered(long id) {
    return new AutoValue_RuleAction(gotoTable(), forwards(), toController(), OptionalLong.of(id));
  }

  /** Whether the packet ends here, perhaps with a copy for the controller. */
  final boolean ends() {
    return !gotoTable().isPresent() && !forwards();
  }

  @Override
  public final String toString() {
    StringBuilder text = new StringBuilder();
    meter().ifPresent(id -> text.append("meter:").append(id).append(' '));
    if (toController()) {
      text.append("controller ");
    }
    if (forwards()) {
      text.append("output ");
    }
    gotoTable().ifPresent(n -> text.append("goto_table:").append(n).append(' '));
    return ends() && !toController() ? text + "drop" : text.toString().trim();
  }
}
