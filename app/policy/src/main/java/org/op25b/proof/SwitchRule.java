package org.op25b.proof;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.auto.value.AutoValue;

/** One flow entry as read from a switch. */
@AutoValue
public abstract class SwitchRule {
  /** The table, 0 to 254. */
  public abstract int table();

  /** The priority, 0 to 65535; the highest matching one wins. */
  public abstract int priority();

  /** Which packets the entry is for. */
  public abstract RuleMatch match();

  /** What it does with them. */
  public abstract RuleAction action();

  /** The application that installed it. */
  public abstract String owner();

  /** Whether that application is this one. */
  public abstract boolean ours();

  /** The cookie, for people to find the entry. */
  public abstract long cookie();

  /**
   * Returns an entry.
   *
   * @throws IllegalArgumentException when table or priority are out of range or the entry goes to a
   *     table that is not a later one, which no switch accepts
   */
  public static SwitchRule of(
      int table,
      int priority,
      RuleMatch match,
      RuleAction action,
      String owner,
      boolean ours,
      long cookie) {
    checkArgument(table >= 0 && table <= 254, "table %s is not in 0..254", table);
    checkArgument(priority >= 0 && priority <= 65535, "priority %s is not in 0..65535", priority);
    action
        .gotoTable()
        .ifPresent(n -> checkArgument(n > table, "table %s cannot go back to table %s", table, n));
    return new AutoValue_SwitchRule(table, priority, match, action, owner, ours, cookie);
  }

  @Override
  public final String toString() {
    return String.format(
        "table=%d priority=%d %s -> %s (%s, cookie 0x%x)",
        table(), priority(), match(), action(), owner(), cookie());
  }
}
