package org.op25b.controller.policyops.impl;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static org.op25b.controller.policyops.impl.PolicyNode.ALICE;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import com.google.common.net.InetAddresses;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.onlab.packet.IpAddress;
import org.onlab.packet.IpPrefix;
import org.onosproject.net.DeviceId;
import org.op25b.compile.CompileOptions;
import org.op25b.compile.Rule;
import org.op25b.compile.TimedEdge;
import org.op25b.controller.exemption.impl.FakeStorage;
import org.op25b.controller.exemption.impl.Faults;
import org.op25b.controller.exemption.impl.ManualTime;
import org.op25b.policy.Decider;
import org.op25b.policy.Policy;
import org.op25b.policy.Strategy;
import org.op25b.policy.TcpPacket;
import org.op25b.policy.Verdict;

/** Fifty thousand of others' dynamic ranges: read, kept as a version, compiled, and obeyed. */
class DenyListTest {
  private static final int PREFIXES = 50_000;
  private static final String SERVER = "203.0.113.25";
  private static final DeviceId BORDER = DeviceId.deviceId("of:0000000000000001");

  private final ManualTime time = new ManualTime("2026-07-01T00:00:00Z");
  private final PolicyNode node =
      new PolicyNode(FakeStorage.ofNewCluster(), new FakeNetcfg.Shared(), time, new Faults());

  /** Scattered over 32.0.0.0/3, 18 to 24 bits long, as lists of dynamic ranges are. */
  private static ImmutableList<IpPrefix> list() {
    Random random = new Random(25);
    TreeSet<String> chosen = new TreeSet<>();
    while (chosen.size() < PREFIXES) {
      int length = 18 + random.nextInt(7);
      int address = 0x20000000 + random.nextInt(0x20000000);
      chosen.add(
          IpPrefix.valueOf(InetAddresses.fromInteger(address).getHostAddress() + "/" + length)
              .toString());
    }
    return chosen.stream().map(IpPrefix::valueOf).collect(toImmutableList());
  }

  private static ObjectNode policy(ImmutableList<IpPrefix> deny) {
    ObjectNode policy = new ObjectMapper().createObjectNode();
    policy.putArray("edges").addObject().put("device", BORDER.toString()).put("border", true);
    ObjectNode group = policy.putArray("mailServers").addObject().put("name", "own");
    group.putArray("servers").add(SERVER);
    group
        .putObject("inbound")
        .putPOJO("deny", deny.stream().map(IpPrefix::toString).collect(toImmutableList()));
    policy.putArray("pools");
    return new ObjectMapper().valueToTree(policy);
  }

  @Test
  void isReadKeptCompiledAndObeyed() {
    ImmutableList<IpPrefix> deny = list();
    node.policies.changes().apply(policy(deny), ALICE);
    Policy policy = node.policy();
    assertThat(policy.mailServerGroups().get(0).inbound().get().deny()).hasSize(PREFIXES);
    assertThat(node.policies.state().currentNumber()).isEqualTo(1);

    ImmutableList<Rule> rules =
        TimedEdge.compile(
                policy.at(BORDER),
                Instant.EPOCH,
                Duration.ofHours(18),
                Strategy.SUBTRACT,
                CompileOptions.builder().build())
            .table()
            .table()
            .rules();
    // One prefix in another, or beside it, needs no rule of its own.
    assertThat(rules.size()).isLessThan(PREFIXES);

    Decider decider = new Decider(policy.everywhere());
    Random random = new Random(7);
    for (int i = 0; i < 300; i++) {
      IpAddress source =
          IpAddress.valueOf(
              i % 2 == 0
                  ? deny.get(random.nextInt(PREFIXES)).address().getIp4Address().toInt()
                      + random.nextInt(64)
                  : 0x20000000 + random.nextInt(0x20000000));
      boolean dropped =
          rules.stream()
              .anyMatch(
                  rule ->
                      rule.action().drops()
                          && rule.match().port().tcpDestination().orElse(0) == 25
                          && rule.match().source().get().contains(source)
                          && rule.match().destination().get().contains(ip(SERVER)));
      boolean blocked =
          decider.decide(TcpPacket.of(source, 40000, ip(SERVER), 25), Instant.EPOCH).verdict()
              == Verdict.BLOCK;
      assertWithMessage(source.toString()).that(dropped).isEqualTo(blocked);
    }
  }

  private static IpAddress ip(String text) {
    return IpAddress.valueOf(text);
  }
}
