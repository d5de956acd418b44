package org.op25b.controller.enforcement;

import static com.google.common.truth.Truth.assertThat;

import org.junit.jupiter.api.Test;
import org.onlab.packet.IpAddress;
import org.onlab.packet.IpPrefix;
import org.onosproject.core.DefaultApplicationId;
import org.onosproject.net.DeviceId;
import org.onosproject.net.flow.FlowRule;
import org.op25b.compile.Action;
import org.op25b.compile.Match;
import org.op25b.compile.Port25;
import org.op25b.compile.Rule;
import org.op25b.compile.trie.Prefix;
import org.op25b.policy.TcpPacket;

class RuleTranslatorTest {
  private static final DeviceId EDGE = DeviceId.deviceId("of:0000000000000001");
  private final RuleTranslator translator =
      new RuleTranslator(new DefaultApplicationId(7, "org.op25b"));

  @Test
  void dropsWhatTheCompiledRuleDropsAndNothingElse() {
    assertDropsExactly(drop("198.51.100.0/24", "0.0.0.0/0", Port25.TOWARD_SMTP));
    assertDropsExactly(drop("198.51.100.0/24", "0.0.0.0/0", Port25.TOWARD_UNSEEN));
    assertDropsExactly(drop("0.0.0.0/0", "198.51.100.0/24", Port25.FROM_SMTP));
    assertDropsExactly(drop("0.0.0.0/0", "198.51.100.0/24", Port25.FROM_UNSEEN));
    assertDropsExactly(drop("198.51.100.0/24", "192.0.2.0/25", Port25.TOWARD_SMTP));
    assertDropsExactly(drop("2001:db8:100::/40", "::/0", Port25.TOWARD_SMTP));
    assertDropsExactly(drop("2001:db8:100::/40", "2001:db8:25::/64", Port25.FROM_SMTP));
  }

  /** And the empty table where it leads drops. */
  @Test
  void whatIsBlockedTowardPort25EndsInATableOfCopies() {
    assertThat(copied(Action.drop(), Port25.TOWARD_SMTP).treatment().tableTransition().tableId())
        .isEqualTo(250);
    assertThat(copied(Action.reject(), Port25.TOWARD_SMTP).treatment().tableTransition().tableId())
        .isEqualTo(251);
    for (Port25 port : new Port25[] {Port25.TOWARD_UNSEEN, Port25.FROM_SMTP, Port25.FROM_UNSEEN}) {
      assertThat(copied(Action.drop(), port).treatment().tableTransition()).isNull();
    }
    for (Port25 port : Port25.values()) {
      assertThat(Effect.of(copied(Action.drop(), port))).isEqualTo(Effect.DROP);
    }
  }

  private FlowRule copied(Action action, Port25 port) {
    Match match = Match.of(prefix("198.51.100.0/24"), prefix("0.0.0.0/0"), port);
    return translator.translate(EDGE, Rule.of(0, 50_000, match, action), true);
  }

  @Test
  void carriesTablePriorityAndOwner() {
    FlowRule rule =
        translator.translate(
            EDGE, Rule.of(1, 50_123, match("198.51.100.0/24", "0.0.0.0/0"), Action.drop()));

    assertThat(rule.priority()).isEqualTo(50_123);
    assertThat(rule.tableId()).isEqualTo(1);
    assertThat(rule.appId()).isEqualTo((short) 7);
    assertThat(rule.deviceId()).isEqualTo(EDGE);
    assertThat(rule.isPermanent()).isTrue();
  }

  /**
   * The value is what ONOS 2.7.0 computes; another one would mean other cookies after an upgrade.
   */
  @Test
  void identityIsTheSameInEveryRun() {
    FlowRule rule =
        translator.translate(EDGE, drop("198.51.100.0/24", "192.0.2.0/25", Port25.TOWARD_SMTP));

    assertThat(rule.id().value()).isEqualTo(1970328979520106L);
  }

  @Test
  void differentRulesHaveDifferentIdentities() {
    FlowRule one =
        translator.translate(EDGE, drop("198.51.100.0/25", "0.0.0.0/0", Port25.FROM_SMTP));
    FlowRule two =
        translator.translate(EDGE, drop("198.51.100.0/24", "0.0.0.0/0", Port25.FROM_SMTP));

    assertThat(one.id()).isNotEqualTo(two.id());
    assertThat(one).isNotEqualTo(two);
  }

  private void assertDropsExactly(Rule rule) {
    OpenFlowTables tables = new OpenFlowTables();
    tables.add(TestRules.forwardIp4());
    tables.add(TestRules.forwardIp6());
    tables.add(translator.translate(EDGE, rule));
    int dropped = 0;
    for (String source : TestRules.ADDRESSES) {
      for (String destination : TestRules.ADDRESSES) {
        if (source.contains(":") == destination.contains(":")) {
          for (int sourcePort : TestRules.PORTS) {
            for (int destinationPort : TestRules.PORTS) {
              TcpPacket packet =
                  TcpPacket.of(
                      IpAddress.valueOf(source),
                      sourcePort,
                      IpAddress.valueOf(destination),
                      destinationPort);
              assertThat(tables.forwards(packet)).isEqualTo(!rule.match().matches(packet));
              dropped += tables.forwards(packet) ? 0 : 1;
            }
          }
        }
      }
    }
    assertThat(dropped).isGreaterThan(0);
  }

  private static Rule drop(String source, String destination, Port25 port) {
    return Rule.of(0, 50_000, Match.of(prefix(source), prefix(destination), port), Action.drop());
  }

  private static Match match(String source, String destination) {
    return Match.of(prefix(source), prefix(destination), Port25.TOWARD_SMTP);
  }

  private static Prefix prefix(String text) {
    return Prefix.of(IpPrefix.valueOf(text));
  }
}
