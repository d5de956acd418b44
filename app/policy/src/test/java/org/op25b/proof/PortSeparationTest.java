package org.op25b.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.op25b.policy.Strategy;

/**
 * Of which form a table must be for its two questions to be proven apart: "Deltas" in
 * docs/design/proof.md has the conditions, and each of them is broken here by one rule.
 */
class PortSeparationTest {
  private static final RuleMatch ALL = RuleMatch.any();
  private static final RuleMatch TO_25 = RuleMatch.builder().with(Field.TCP_DST, 25).build();
  private static final RuleMatch TO_UNSEEN = RuleMatch.builder().with(Field.TCP_DST, 0).build();
  private static final RuleMatch FROM_25 = RuleMatch.builder().with(Field.TCP_SRC, 25).build();
  private static final RuleMatch FROM_UNSEEN = RuleMatch.builder().with(Field.TCP_SRC, 0).build();
  private static final RuleMatch BOTH =
      RuleMatch.builder().with(Field.TCP_SRC, 25).with(Field.TCP_DST, 25).build();
  private static final RuleMatch TO_80 = RuleMatch.builder().with(Field.TCP_DST, 80).build();
  private static final RuleMatch TO_MANY =
      RuleMatch.builder().with(Field.TCP_DST, Ternary.masked(16, 24, 0xfffe)).build();
  private static final RuleMatch SOME_CUSTOMER =
      RuleMatch.builder()
          .with(Field.IPV4_SRC, Ternary.masked(32, 0x0a000000L, 0xff000000L))
          .build();

  private static final RuleAction DROP = RuleAction.drop();
  private static final RuleAction FORWARD = RuleAction.forward();
  private static final RuleAction PUNT = RuleAction.punt();

  private PortSeparation separation;

  @Test
  void dropsThatNameOnePortBesideOthersForwarding() {
    begin(Strategy.SUBTRACT);
    add(ours(0, 50, TO_25, DROP), ours(0, 50, TO_UNSEEN, DROP));
    add(ours(0, 49, FROM_25, DROP), ours(0, 49, FROM_UNSEEN, PUNT));
    add(foreign(0, 10, ALL, FORWARD), foreign(0, 10, TO_80, DROP));

    assertTrue(separation.holds());
    assertTrue(separation.onlyPasses());
    breaks(ours(0, 50, BOTH, DROP));
    breaks(ours(0, 50, TO_MANY, DROP));
    breaks(foreign(0, 50, TO_25, DROP));
    breaks(foreign(0, 50, FROM_25, DROP));
    breaks(ours(0, 50, FROM_25, FORWARD));
    breaks(ours(0, 50, FROM_25, RuleAction.goTo(1)));
    keeps(foreign(0, 5, SOME_CUSTOMER, FORWARD));
    keeps(foreign(0, 60, ALL, DROP));
  }

  @Test
  void whatNamesTheDestinationAndPassesComesBelowAllThatNamesTheSource() {
    begin(Strategy.OUTPUT);
    add(ours(0, 50, FROM_25, DROP), ours(0, 40, TO_25, FORWARD), ours(0, 30, TO_25, DROP));

    assertTrue(separation.holds());
    breaks(ours(0, 40, FROM_UNSEEN, DROP));
    breaks(ours(0, 50, TO_UNSEEN, FORWARD));
    breaks(foreign(0, 5, ALL, DROP));
    keeps(foreign(0, 5, ALL, PUNT));
    keeps(ours(0, 41, FROM_UNSEEN, DROP));
    keeps(ours(0, 49, TO_UNSEEN, FORWARD));
    keeps(foreign(0, 5, ALL, FORWARD));
  }

  @Test
  void someOrdinaryPortMustBeLeft() {
    begin(Strategy.SUBTRACT);
    for (int rule = 0; rule < 30_000; rule++) {
      add(foreign(0, 1, TO_80, FORWARD));
    }

    assertTrue(separation.holds());
    breaks(foreign(0, 1, TO_80, FORWARD));
  }

  @Test
  void eachTableOfAGateAsksOneQuestionAndSendsTheRestOn() {
    begin(Strategy.GATE);
    SwitchRule first = ours(0, 1, ALL, RuleAction.goTo(1));
    SwitchRule second = ours(1, 1, ALL, RuleAction.goTo(2));
    assertFalse(separation.holds());
    assertFalse(separation.onlyPasses());
    add(first);
    assertFalse(separation.holds());
    assertFalse(separation.onlyPasses());
    add(second, ours(0, 50, TO_25, DROP), ours(1, 50, FROM_25, DROP));
    add(ours(0, 60, TO_UNSEEN, RuleAction.goTo(1)), ours(1, 60, FROM_25, PUNT));

    assertTrue(separation.holds());
    assertTrue(separation.onlyPasses());
    breaks(ours(0, 50, FROM_25, DROP));
    breaks(ours(1, 50, TO_25, DROP));
    breaks(ours(0, 50, TO_25, RuleAction.goTo(2)));
    breaks(ours(0, 50, TO_25, FORWARD));
    breaks(ours(0, 50, TO_25, RuleAction.of(OptionalInt.of(1), true, false)));
    breaks(foreign(0, 50, TO_25, DROP));
    breaks(ours(0, 50, TO_25.toBuilder().opaque(true).build(), DROP));
    breaks(ours(0, 50, ALL, DROP));
    breaks(foreign(1, 50, ALL, RuleAction.goTo(2)));
    breaks(ours(1, 50, ALL.toBuilder().opaque(true).build(), RuleAction.goTo(2)));
    keeps(ours(0, 50, SOME_CUSTOMER, RuleAction.goTo(1)));
    remove(first);
    add(ours(0, 1, SOME_CUSTOMER, RuleAction.goTo(1)));
    assertFalse(separation.holds());
  }

  @Test
  void rulesWithoutPortsNeedNoLookWhileTheyLieBelowAndPass() {
    begin(Strategy.OUTPUT);
    add(ours(0, 50, TO_25, DROP), ours(0, 20, FROM_25, DROP), foreign(0, 10, ALL, FORWARD));

    assertPortless(true, true);
    with(foreign(0, 20, ALL, FORWARD), () -> assertPortless(true, false));
    with(foreign(0, 50, ALL, FORWARD), () -> assertPortless(false, false));
    with(foreign(0, 5, ALL, DROP), () -> assertPortless(false, false));
    with(foreign(0, 5, ALL, DROP), () -> assertFalse(separation.onlyPasses()));
    with(foreign(0, 5, TO_80, FORWARD), () -> assertPortless(false, false));
    with(ours(0, 5, ALL, FORWARD.metered(1)), () -> assertPortless(false, false));
    assertPortless(true, true);
  }

  @Test
  void inAGateTheyAlwaysDo() {
    begin(Strategy.GATE);
    assertPortless(false, false);
  }

  private void assertPortless(boolean toward, boolean from) {
    assertEquals(toward, separation.portlessOnlyPass(PortUse.NAMES_DESTINATION));
    assertEquals(from, separation.portlessOnlyPass(PortUse.NAMES_SOURCE));
  }

  private void begin(Strategy strategy) {
    separation = new PortSeparation(strategy);
  }

  private void add(SwitchRule... rules) {
    for (SwitchRule rule : rules) {
      count(rule, 1);
    }
  }

  private void remove(SwitchRule rule) {
    count(rule, -1);
  }

  private void count(SwitchRule rule, int delta) {
    separation.count(rule, rule.match().fields(), delta);
  }

  private void with(SwitchRule rule, Runnable check) {
    count(rule, 1);
    check.run();
    count(rule, -1);
  }

  private void breaks(SwitchRule rule) {
    with(rule, () -> assertFalse(separation.holds(), rule::toString));
    assertTrue(separation.holds(), () -> "without " + rule);
  }

  private void keeps(SwitchRule rule) {
    with(rule, () -> assertTrue(separation.holds(), rule::toString));
  }

  private static SwitchRule ours(int table, int priority, RuleMatch match, RuleAction action) {
    return SwitchRule.of(table, priority, match, action, "op25b", true, 1);
  }

  private static SwitchRule foreign(int table, int priority, RuleMatch match, RuleAction action) {
    return SwitchRule.of(table, priority, match, action, "other", false, 2);
  }
}
