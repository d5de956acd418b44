package org.op25b.proof;

import com.google.common.collect.Streams;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.op25b.compile.Action;
import org.op25b.compile.Match;
import org.op25b.compile.Meter;
import org.op25b.compile.Rule;
import org.op25b.policy.RateLimit;

/** Reads compiled rules as if they came back from a switch. */
final class CompiledRules {
  static final String OURS = "org.op25b";

  private final Map<Meter, Long> ids = new HashMap<>();

  SwitchTable table(Iterable<Rule> rules) {
    List<SwitchRule> read = rules(rules);
    return SwitchTable.of(read, meters());
  }

  List<SwitchRule> rules(Iterable<Rule> rules) {
    return Streams.stream(rules).map(this::rule).collect(Collectors.toList());
  }

  Map<Long, RateLimit> meters() {
    return ids.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getValue, e -> e.getKey().rate()));
  }

  private SwitchRule rule(Rule rule) {
    return SwitchRule.of(
        rule.table(),
        rule.priority(),
        match(rule.match()),
        action(rule.action()),
        OURS,
        true,
        rule.identity());
  }

  private static RuleMatch match(Match match) {
    RuleMatch.Builder builder = RuleMatch.builder();
    if (match.family().isPresent()) {
      boolean ip4 = match.family().get().width() == 32;
      builder.with(Field.ETH_TYPE, ip4 ? 0x0800 : 0x86dd);
      match
          .source()
          .ifPresent(p -> builder.with(ip4 ? Field.IPV4_SRC : Field.IPV6_SRC, Ternary.of(p)));
      match
          .destination()
          .ifPresent(p -> builder.with(ip4 ? Field.IPV4_DST : Field.IPV6_DST, Ternary.of(p)));
    }
    match
        .port()
        .tcpSource()
        .ifPresent(port -> builder.with(Field.IP_PROTO, 6).with(Field.TCP_SRC, port));
    match
        .port()
        .tcpDestination()
        .ifPresent(port -> builder.with(Field.IP_PROTO, 6).with(Field.TCP_DST, port));
    return builder.build();
  }

  private RuleAction action(Action action) {
    switch (action.kind()) {
      case DROP:
        return RuleAction.drop();
      case REJECT:
        return RuleAction.punt();
      default:
        RuleAction pass =
            action.nextTable().isPresent()
                ? RuleAction.goTo(action.nextTable().getAsInt())
                : RuleAction.forward();
        return action.meter().isPresent()
            ? pass.metered(ids.computeIfAbsent(action.meter().get(), m -> 100L + ids.size()))
            : pass;
    }
  }
}
