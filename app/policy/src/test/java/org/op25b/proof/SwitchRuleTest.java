package org.op25b.proof;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.onlab.packet.IpAddress;
import org.onlab.packet.IpPrefix;

class SwitchRuleTest {
  @Test
  void readsLikeAFlowEntry() {
    RuleMatch match =
        RuleMatch.builder()
            .with(Field.IN_PORT, 1)
            .with(Field.IPV4_SRC, Ternary.of(IpPrefix.valueOf("10.0.0.0/8")))
            .with(
                Field.IPV6_DST, Ternary.masked(IpAddress.valueOf("::5"), IpAddress.valueOf("::ff")))
            .opaque(true)
            .build();

    SwitchRule rule =
        SwitchRule.of(0, 7, match, RuleAction.goTo(1).metered(3), "org.op25b", true, 255);

    assertThat(rule.toString())
        .isEqualTo(
            "table=0 priority=7 in_port=1,ipv4_src=10.0.0.0/8,ipv6_dst=5/255,other fields"
                + " -> meter:3 goto_table:1 (org.op25b, cookie 0xff)");
  }

  @Test
  void refusesWhatNoSwitchHolds() {
    assertThrows(
        IllegalArgumentException.class,
        () -> SwitchRule.of(1, 7, RuleMatch.any(), RuleAction.goTo(1), "a", true, 0));
    assertThrows(
        IllegalArgumentException.class,
        () -> SwitchRule.of(0, 65_536, RuleMatch.any(), RuleAction.drop(), "a", true, 0));
    assertThrows(
        IllegalArgumentException.class,
        () -> RuleMatch.builder().with(Field.TCP_DST, Ternary.exact(8, 25)));
  }

  @Test
  void takesWhatASwitchMayHold() {
    SwitchRule last = SwitchRule.of(254, 65_535, RuleMatch.any(), RuleAction.drop(), "a", true, 0);
    assertThat(last.toString()).isEqualTo("table=254 priority=65535 any -> drop (a, cookie 0x0)");
    SwitchRule first = SwitchRule.of(0, 0, RuleMatch.any(), RuleAction.goTo(254), "a", true, 0);
    assertThat(first.toString())
        .isEqualTo("table=0 priority=0 any -> goto_table:254 (a, cookie 0x0)");
    assertThat(RuleAction.punt().toString()).isEqualTo("controller");
    assertThat(RuleAction.forward().toString()).isEqualTo("output");
    for (int table : new int[] {-1, 255}) {
      assertThrows(
          IllegalArgumentException.class,
          () -> SwitchRule.of(table, 7, RuleMatch.any(), RuleAction.drop(), "a", true, 0));
      assertThrows(IllegalArgumentException.class, () -> RuleAction.goTo(table));
    }
  }

  @Test
  void aConditionFitsItsField() {
    assertThat(Ternary.exact(16, 65_535).toString()).isEqualTo("65535");
    assertThrows(IllegalArgumentException.class, () -> Ternary.exact(16, 65_536));
    assertThrows(IllegalArgumentException.class, () -> Ternary.exact(0, 0));
    assertThrows(IllegalArgumentException.class, () -> Ternary.exact(65, 0));
    assertThrows(
        IllegalArgumentException.class,
        () -> Ternary.masked(IpAddress.valueOf("10.0.0.0"), IpAddress.valueOf("::ff")));
  }

  @Test
  void anEmptyMaskAsksNothing() {
    RuleMatch match =
        RuleMatch.builder().with(Field.IPV4_SRC, Ternary.of(IpPrefix.valueOf("0.0.0.0/0"))).build();

    assertThat(match).isEqualTo(RuleMatch.any());
  }
}
