package org.op25b.compile.trie;

import java.util.Arrays;
import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What the rules of shorter prefixes may have said by the time a prefix is reached: pairs of a
 * value for port 25 and one for an unseen port. Going from one state to another costs rules: none
 * when nothing changes, one for each port whose value changes, and one for both when both become
 * {@link #PASS} and a rule without port match may say so.
 *
 * <p>When the values of the two ports determine each other (and are left unsaid together), no other
 * pairs than the required ones can save a rule: take the better half of a table twice. Otherwise
 * every pair may.
 */
public final class StateSpace {
  /** "No rule of this layer has matched." */
  public static final int UNSAID = 0;

  /** The value that a rule without port match may give. */
  public static final int PASS = 1;

  /** Every pair is a state up to this many; beyond it only the pairs that are required. */
  static final int MAX_PAIRS = 100;

  static final int IMPOSSIBLE = 1 << 28;

  private final int size;
  private final int[] smtp;
  private final int[] unseen;
  private final int[] row;
  private final int[] column;
  private final int rows;
  private final int columns;
  private final boolean passNeedsNoPort;
  private final int pass;
  private final int start;
  private final int[] rowBest;
  private final int[] columnBest;

  private StateSpace(SortedSet<Long> pairs, long startPair, boolean passNeedsNoPort) {
    this.size = pairs.size();
    this.smtp = new int[size];
    this.unseen = new int[size];
    int at = 0;
    int first = 0;
    int passAt = -1;
    SortedSet<Integer> smtpValues = new TreeSet<>();
    SortedSet<Integer> unseenValues = new TreeSet<>();
    for (long pair : pairs) {
      first = pair == startPair ? at : first;
      passAt = pair == pair(PASS, PASS) ? at : passAt;
      smtp[at] = (int) (pair >>> 32);
      unseen[at] = (int) pair;
      smtpValues.add(smtp[at]);
      unseenValues.add(unseen[at++]);
    }
    this.rows = smtpValues.size();
    this.columns = unseenValues.size();
    this.row = new int[size];
    this.column = new int[size];
    for (int state = 0; state < size; state++) {
      row[state] = smtpValues.headSet(smtp[state]).size();
      column[state] = unseenValues.headSet(unseen[state]).size();
    }
    this.start = first;
    this.pass = passAt;
    this.passNeedsNoPort = passNeedsNoPort;
    this.rowBest = new int[rows];
    this.columnBest = new int[columns];
  }

  /**
   * Returns the states that can matter.
   *
   * @param required all that may be required; {@code (PASS, PASS)} is added
   * @param layered whether there are layers below, so that a layer may leave something unsaid
   * @param passNeedsNoPort whether one rule can say {@code PASS} for both ports
   */
  public static StateSpace of(
      Collection<Requirement> required, boolean layered, boolean passNeedsNoPort) {
    SortedSet<Long> pairs = new TreeSet<>();
    SortedSet<Integer> smtp = new TreeSet<>();
    SortedSet<Integer> unseen = new TreeSet<>();
    pairs.add(pair(PASS, PASS));
    required.forEach(r -> pairs.add(pair(r.smtp(), r.unseen())));
    if (layered) {
      pairs.add(pair(UNSAID, UNSAID));
    }
    for (long pair : pairs) {
      smtp.add((int) (pair >>> 32));
      unseen.add((int) pair);
    }
    boolean determineEachOther =
        pairs.size() == smtp.size()
            && pairs.size() == unseen.size()
            && required.stream().allMatch(r -> r.smtpMayBeUnsaid() == r.unseenMayBeUnsaid());
    if (!determineEachOther && smtp.size() * unseen.size() <= MAX_PAIRS) {
      smtp.forEach(a -> unseen.forEach(b -> pairs.add(pair(a, b))));
    }
    int nothing = layered ? UNSAID : PASS;
    return new StateSpace(pairs, pair(nothing, nothing), passNeedsNoPort);
  }

  /** Whether the states of {@code other} have the same numbers and meanings. */
  public boolean isLike(StateSpace other) {
    return Arrays.equals(smtp, other.smtp)
        && Arrays.equals(unseen, other.unseen)
        && start == other.start
        && passNeedsNoPort == other.passNeedsNoPort;
  }

  /** The number of states, which are numbered from 0. */
  public int size() {
    return size;
  }

  /** The state before any rule. */
  public int start() {
    return start;
  }

  /** The value for port 25 in {@code state}. */
  public int smtp(int state) {
    return smtp[state];
  }

  /** The value for an unseen port in {@code state}. */
  public int unseen(int state) {
    return unseen[state];
  }

  /** Whether one rule without port match leads from state {@code from} to state {@code to}. */
  public boolean isPassForBoth(int from, int to) {
    return passNeedsNoPort && to == pass && row[from] != row[to] && column[from] != column[to];
  }

  /** Whether {@code state} is what {@code requirement} asks. */
  boolean meets(int state, Requirement requirement) {
    return meets(smtp[state], requirement.smtp(), requirement.smtpMayBeUnsaid())
        && meets(unseen[state], requirement.unseen(), requirement.unseenMayBeUnsaid());
  }

  private static boolean meets(int value, int required, boolean mayBeUnsaid) {
    return value == required || (mayBeUnsaid && value == UNSAID);
  }

  /** How many rules lead from one state to another; {@link #IMPOSSIBLE} to unsay something. */
  int cost(int from, int to) {
    boolean sameRow = row[from] == row[to];
    boolean sameColumn = column[from] == column[to];
    if ((!sameRow && smtp[to] == UNSAID) || (!sameColumn && unseen[to] == UNSAID)) {
      return IMPOSSIBLE;
    }
    return isPassForBoth(from, to) ? 1 : (sameRow ? 0 : 1) + (sameColumn ? 0 : 1);
  }

  /**
   * For each state to come in with, the least of the rules that lead to another state and what
   * {@code after} says of that one. Linear in the number of states.
   */
  void relax(int[] after, int[] into, int offset) {
    int best = IMPOSSIBLE;
    Arrays.fill(rowBest, IMPOSSIBLE);
    Arrays.fill(columnBest, IMPOSSIBLE);
    for (int to = 0; to < size; to++) {
      int cost = after[to];
      boolean smtpSaid = smtp[to] != UNSAID;
      boolean unseenSaid = unseen[to] != UNSAID;
      if (unseenSaid && cost < rowBest[row[to]]) {
        rowBest[row[to]] = cost;
      }
      if (smtpSaid && cost < columnBest[column[to]]) {
        columnBest[column[to]] = cost;
      }
      if (smtpSaid && unseenSaid && cost < best) {
        best = cost;
      }
    }
    int passing = passNeedsNoPort ? after[pass] + 1 : IMPOSSIBLE;
    for (int from = 0; from < size; from++) {
      int least = Math.min(after[from], Math.min(best + 2, passing));
      least = Math.min(least, 1 + Math.min(rowBest[row[from]], columnBest[column[from]]));
      into[offset + from] = least;
    }
  }

  /**
   * The state to go to from {@code from} when each state's future costs {@code after}: {@code from}
   * itself when no other is better, so that rules sit at long prefixes and a change stays local;
   * else the first of the best.
   */
  int choose(int from, int[] after, int least) {
    if (after[from] == least) {
      return from;
    }
    for (int to = 0; to < size; to++) {
      if (after[to] + cost(from, to) == least) {
        return to;
      }
    }
    throw new IllegalStateException("no state costs " + least);
  }

  private static long pair(int smtp, int unseen) {
    return ((long) smtp << 32) | unseen;
  }
}
