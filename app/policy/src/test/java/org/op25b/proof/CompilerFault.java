package org.op25b.proof;

import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.onlab.packet.IpPrefix;

/** Mistakes that a compiler could make, done to a table that is right. */
enum CompilerFault {
  PREFIX_ONE_BIT_TOO_LONG(Difference.LEAK, change(CompilerFault::drops, rule -> resize(rule, 1))),
  PREFIX_ONE_BIT_TOO_SHORT(
      Difference.OVERBLOCK, change(CompilerFault::drops, rule -> resize(rule, -1))),
  DROPS_BEFORE_EVERYTHING_ELSE(
      Difference.OVERBLOCK, change(CompilerFault::drops, rule -> at(rule, 65_000))),
  DROPS_AFTER_EVERYTHING_ELSE(Difference.LEAK, change(CompilerFault::drops, rule -> at(rule, 1))),
  FORGOTTEN_IPV6(Difference.LEAK, remove(rule -> asks(rule, Field.ETH_TYPE, 0x86dd))),
  FORGOTTEN_IPV4(Difference.LEAK, remove(rule -> asks(rule, Field.ETH_TYPE, 0x0800))),
  FORGOTTEN_RETURN_PATH(
      Difference.LEAK, remove(rule -> rule.match().fields().containsKey(Field.TCP_SRC))),
  NO_FRAGMENT_GUARD(Difference.LEAK, remove(rule -> asks(rule, Field.TCP_DST, 0))),
  NO_FRAGMENT_GUARD_ON_THE_RETURN_PATH(
      Difference.LEAK, remove(rule -> asks(rule, Field.TCP_SRC, 0))),
  SWAPPED_SOURCE_AND_DESTINATION(
      Difference.LEAK, change(CompilerFault::drops, CompilerFault::swapped)),
  STALE_EXEMPTION(Difference.LEAK, add(Field.IPV4_SRC, "198.51.100.99/32")),
  WRONG_MAIL_SERVER(Difference.LEAK, add(Field.IPV4_DST, "203.0.113.26/32")),
  WRONG_PORT(
      Difference.OVERBLOCK,
      change(rule -> asks(rule, Field.TCP_DST, 25), rule -> ask(rule, Field.TCP_DST, 587))),
  UDP_INSTEAD_OF_TCP(
      Difference.OVERBLOCK, change(rule -> asks(rule, Field.TCP_DST, 25), CompilerFault::udp)),
  FORGOTTEN_PORT(
      Difference.OVERBLOCK,
      change(rule -> asks(rule, Field.TCP_DST, 25), CompilerFault::withoutPort)),
  DROP_EVERYTHING(
      Difference.OVERBLOCK,
      rules ->
          Stream.concat(
                  rules.stream(),
                  Stream.of(CarvedTable.ours(0, 65_000, RuleMatch.any(), RuleAction.drop())))
              .collect(Collectors.toList())),
  CONTRADICTIONS_OF_EQUAL_PRIORITY(
      Difference.AMBIGUOUS,
      rules ->
          Stream.concat(
                  rules.stream(),
                  rules.stream()
                      .filter(CompilerFault::drops)
                      .map(rule -> does(rule, RuleAction.goTo(rule.table() + 1))))
              .collect(Collectors.toList())),
  /** Only of a gate. */
  NO_LAST_RULE(
      Difference.OVERBLOCK,
      remove(rule -> rule.match().equals(RuleMatch.any()) && rule.table() == 1)),
  /** Only of a gate. */
  RETURN_PATH_SKIPPED(
      Difference.LEAK, change(rule -> rule.table() == 0 && !drops(rule), CompilerFault::skip)),
  /** Only with a rate limit. */
  NO_METER(
      Difference.WRONG_METER,
      change(
          rule -> rule.action().meter().isPresent(),
          rule ->
              does(
                  rule,
                  RuleAction.of(rule.action().gotoTable(), rule.action().forwards(), false)))),
  /** Only with a rate limit. */
  WRONG_METER(
      Difference.WRONG_METER,
      change(
          rule -> rule.action().meter().isPresent(),
          rule -> does(rule, rule.action().metered(4711))));

  final Difference expected;

  @SuppressWarnings("ImmutableEnumChecker") // The functions keep nothing.
  private final Function<List<SwitchRule>, List<SwitchRule>> fault;

  CompilerFault(Difference expected, Function<List<SwitchRule>, List<SwitchRule>> fault) {
    this.expected = expected;
    this.fault = fault;
  }

  /** Returns the rules with this mistake in them. */
  List<SwitchRule> in(List<SwitchRule> rules) {
    return fault.apply(rules);
  }

  private static Function<List<SwitchRule>, List<SwitchRule>> change(
      Predicate<SwitchRule> which, UnaryOperator<SwitchRule> how) {
    return rules ->
        rules.stream()
            .map(rule -> which.test(rule) ? how.apply(rule) : rule)
            .collect(Collectors.toList());
  }

  private static Function<List<SwitchRule>, List<SwitchRule>> remove(Predicate<SwitchRule> which) {
    return rules -> rules.stream().filter(which.negate()).collect(Collectors.toList());
  }

  /** A pass rule in table 0, written as the table's other ones are. */
  private static Function<List<SwitchRule>, List<SwitchRule>> add(Field field, String prefix) {
    return rules -> {
      RuleMatch match =
          RuleMatch.builder()
              .with(Field.ETH_TYPE, 0x0800)
              .with(field, Ternary.of(IpPrefix.valueOf(prefix)))
              .build();
      boolean gate = rules.stream().anyMatch(rule -> rule.table() == 1);
      RuleAction pass = gate ? RuleAction.goTo(1) : RuleAction.forward();
      return Stream.concat(rules.stream(), Stream.of(CarvedTable.ours(0, 64_000, match, pass)))
          .collect(Collectors.toList());
    };
  }

  private static boolean drops(SwitchRule rule) {
    return rule.action().ends();
  }

  private static boolean asks(SwitchRule rule, Field field, long value) {
    return Ternary.exact(field.width(), value).equals(rule.match().fields().get(field));
  }

  private static SwitchRule ask(SwitchRule rule, Field field, long value) {
    return matching(rule, rule.match().toBuilder().with(field, value).build());
  }

  private static SwitchRule withoutPort(SwitchRule rule) {
    return matching(rule, rule.match().toBuilder().without(Field.TCP_DST).build());
  }

  private static SwitchRule udp(SwitchRule rule) {
    return matching(
        rule,
        rule.match().toBuilder()
            .without(Field.TCP_DST)
            .with(Field.IP_PROTO, 17)
            .with(Field.UDP_DST, 25)
            .build());
  }

  private static SwitchRule resize(SwitchRule rule, int bits) {
    RuleMatch.Builder match = rule.match().toBuilder();
    rule.match()
        .fields()
        .forEach(
            (field, condition) -> {
              int length = condition.leadingBits() + bits;
              if (field.name().startsWith("IPV") && length > 0 && length <= field.width()) {
                match.with(field, Ternary.leading(field.width(), condition.value(), length));
              }
            });
    return matching(rule, match.build());
  }

  private static SwitchRule swapped(SwitchRule rule) {
    RuleMatch.Builder match = rule.match().toBuilder();
    Field[][] pairs = {{Field.IPV4_SRC, Field.IPV4_DST}, {Field.IPV6_SRC, Field.IPV6_DST}};
    for (Field[] pair : pairs) {
      for (int i = 0; i < 2; i++) {
        Ternary other = rule.match().fields().get(pair[1 - i]);
        if (other == null) {
          match.without(pair[i]);
        } else {
          match.with(pair[i], other);
        }
      }
    }
    return matching(rule, match.build());
  }

  private static SwitchRule skip(SwitchRule rule) {
    return does(rule, RuleAction.goTo(2));
  }

  private static SwitchRule at(SwitchRule rule, int priority) {
    return SwitchRule.of(
        rule.table(), priority, rule.match(), rule.action(), rule.owner(), true, rule.cookie());
  }

  private static SwitchRule matching(SwitchRule rule, RuleMatch match) {
    return SwitchRule.of(
        rule.table(), rule.priority(), match, rule.action(), rule.owner(), true, rule.cookie());
  }

  private static SwitchRule does(SwitchRule rule, RuleAction action) {
    return SwitchRule.of(
        rule.table(), rule.priority(), rule.match(), action, rule.owner(), true, rule.cookie());
  }
}
