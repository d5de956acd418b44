package org.op25b.compile.trie;

import java.util.List;
import java.util.function.Function;

/**
 * The fewest rules, found by trying at every prefix every set of rules that could stand there: none
 * or any value for port 25, none or any value for an unseen port, with or without a rule that
 * passes both below them. Shares nothing with the program but the idea of a requirement.
 */
final class ExhaustiveSearch {
  private static final int NEVER = 1_000_000;
  private static final int VALUES = 5;

  private final int width;
  private final List<Integer> values;
  private final boolean passNeedsNoPort;
  private final Function<Prefix, Requirement> requirementOf;
  private final Place root;

  /**
   * Prepares a search.
   *
   * @param root the prefix that holds all addresses
   * @param width the length of the prefixes at which the search ends
   * @param values the values that rules may give, small numbers
   * @param requirementOf the one requirement inside a prefix, or null when there are several
   */
  ExhaustiveSearch(
      Prefix root,
      int width,
      List<Integer> values,
      boolean passNeedsNoPort,
      Function<Prefix, Requirement> requirementOf) {
    this.width = width;
    this.values = values;
    this.passNeedsNoPort = passNeedsNoPort;
    this.requirementOf = requirementOf;
    this.root = new Place(root);
  }

  int fewest(int smtp, int unseen) {
    return root.fewest(smtp, unseen);
  }

  /** A prefix, and what is known of it by now. */
  private final class Place {
    private final Requirement only;
    private final boolean last;
    private final int[] known = new int[VALUES * VALUES];
    private final Place[] halves = new Place[2];

    Place(Prefix prefix) {
      only = requirementOf.apply(prefix);
      last = prefix.length() == width;
      boolean divided = only == null || !last;
      // Below a prefix of one requirement nothing is left to find but that requirement once more.
      for (int bit = 0; bit < 2 && divided && !(only != null && belowOne(prefix)); bit++) {
        halves[bit] = new Place(prefix.half(bit));
      }
    }

    private boolean belowOne(Prefix prefix) {
      return prefix.length() > 0 && requirementOf.apply(prefix.cut(prefix.length() - 1)) != null;
    }

    int fewest(int smtp, int unseen) {
      int at = smtp * VALUES + unseen;
      if (known[at] == 0) {
        known[at] = 1 + search(smtp, unseen);
      }
      return known[at] - 1;
    }

    private int search(int smtp, int unseen) {
      int best = NEVER;
      for (int any = 0; any <= (passNeedsNoPort ? 1 : 0); any++) {
        for (int one = -1; one < values.size(); one++) {
          for (int other = -1; other < values.size(); other++) {
            int rules = any + (one < 0 ? 0 : 1) + (other < 0 ? 0 : 1);
            int smtpNow = one >= 0 ? values.get(one) : any == 1 ? StateSpace.PASS : smtp;
            int unseenNow = other >= 0 ? values.get(other) : any == 1 ? StateSpace.PASS : unseen;
            best = Math.min(best, rules + below(smtpNow, unseenNow));
          }
        }
      }
      return best;
    }

    private int below(int smtp, int unseen) {
      if (halves[0] == null) {
        return met(only, smtp, unseen) ? 0 : NEVER;
      }
      return Math.min(NEVER, halves[0].fewest(smtp, unseen) + halves[1].fewest(smtp, unseen));
    }
  }

  private static boolean met(Requirement required, int smtp, int unseen) {
    return (smtp == required.smtp() || (smtp == StateSpace.UNSAID && required.smtpMayBeUnsaid()))
        && (unseen == required.unseen()
            || (unseen == StateSpace.UNSAID && required.unseenMayBeUnsaid()));
  }
}
