package org.op25b.compile;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import org.op25b.compile.trie.Prefix;

/** One flow rule, as a plain value. Of the rules that match, the one of highest priority acts. */
public final class Rule {
  /** By table, then as a switch looks: highest priority first; the rest makes the order total. */
  public static final Comparator<Rule> ORDER =
      Comparator.comparingInt(Rule::table)
          .thenComparing(Rule::priority, Comparator.reverseOrder())
          .thenComparing(rule -> rule.match.sourcePrefix())
          .thenComparing(rule -> rule.match.destinationPrefix())
          .thenComparing(rule -> rule.match.port());

  private final int table;
  private final int priority;
  private final Match match;
  private final Action action;

  private Rule(int table, int priority, Match match, Action action) {
    this.table = table;
    this.priority = priority;
    this.match = match;
    this.action = action;
  }

  /** Returns a rule. */
  public static Rule of(int table, int priority, Match match, Action action) {
    return new Rule(table, priority, match, action);
  }

  /** The flow table, 0 or 1. */
  public int table() {
    return table;
  }

  /** The priority, inside the {@link PriorityBand} of the compilation. */
  public int priority() {
    return priority;
  }

  /** The packets that the rule is about. */
  public Match match() {
    return match;
  }

  /** What the rule does with them. */
  public Action action() {
    return action;
  }

  /**
   * A number that equal rules share, in every run and on every controller, and different rules do
   * not (64 bits of Murmur3): fit for a cookie.
   */
  public long identity() {
    Hasher hasher = Hashing.murmur3_128().newHasher();
    hasher.putInt(table).putInt(priority);
    hasher.putInt(match.family().map(f -> f.width()).orElse(0)).putInt(match.port().ordinal());
    put(hasher, match.sourcePrefix());
    put(hasher, match.destinationPrefix());
    hasher.putString(action.toString(), StandardCharsets.UTF_8);
    action.meter().ifPresent(m -> hasher.putString(m.rate().toString(), StandardCharsets.UTF_8));
    return hasher.hash().asLong();
  }

  private static void put(Hasher hasher, Prefix prefix) {
    hasher.putBytes(prefix.toIpPrefix().address().toOctets()).putInt(prefix.length());
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof Rule)) {
      return false;
    }
    Rule that = (Rule) other;
    return table == that.table
        && priority == that.priority
        && match.equals(that.match)
        && action.equals(that.action);
  }

  @Override
  public int hashCode() {
    return (match.hashCode() * 31 + priority) * 31 + table;
  }

  @Override
  public String toString() {
    return "table=" + table + " priority=" + priority + " " + match + " -> " + action;
  }
}
