package org.op25b.proof;

import java.util.*;
import org.onlab.packet.*;
import org.onosproject.net.DeviceId;
import org.op25b.policy.*;

public class Scratch {
  static String ip(boolean v4, int pool, int host) {
    return v4
        ? (10 + (pool >> 8)) + "." + (pool & 255) + "." + (host >> 8) + "." + (host & 255)
        : "2001:db8:" + Integer.toHexString(pool) + ":" + Integer.toHexString(host) + "::1";
  }

  public static void main(String[] a) {
    boolean v4 = a[0].equals("4");
    Strategy st = Strategy.valueOf(a[1]);
    int n = Integer.parseInt(a[2]);
    int pools = 100;
    Random r = new Random(1);
    List<Pool> ps = new ArrayList<>();
    for (int i = 0; i < pools; i++)
      ps.add(
          Pool.builder()
              .setName("p" + i)
              .setPrefixes(
                  v4
                      ? IpPrefix.valueOf(ip(true, i, 0) + "/16")
                      : IpPrefix.valueOf("2001:db8:" + Integer.toHexString(i) + "::/48"))
              .setPhase(Phase.BLOCK)
              .setMailServers("own")
              .build());
    Set<String> seen = new LinkedHashSet<>();
    while (seen.size() < n) seen.add(ip(v4, r.nextInt(pools), r.nextInt(65536)));
    List<Exemption> xs = new ArrayList<>();
    for (String s : seen)
      xs.add(
          Exemption.builder()
              .setId("x" + xs.size())
              .setCustomer("c")
              .setPrefix(IpPrefix.valueOf(IpAddress.valueOf(s), v4 ? 32 : 128))
              .build());
    IpPrefix mta = IpPrefix.valueOf(v4 ? "203.0.113.25/32" : "2001:db9::25/128");
    EdgePolicy policy =
        Policy.builder()
            .setEdges(EdgeSwitch.builder().setDevice(DeviceId.deviceId("of:1")).build())
            .setMailServerGroups(MailServerGroup.builder().setName("own").setServers(mta).build())
            .setPools(ps)
            .setExemptions(xs)
            .build()
            .at(DeviceId.deviceId("of:1"));
    List<SwitchRule> rules = new ArrayList<>();
    Field S = v4 ? Field.IPV4_SRC : Field.IPV6_SRC, D = v4 ? Field.IPV4_DST : Field.IPV6_DST;
    // ordered rules (gate or output)
    for (int t = 0; t < 2; t++) {
      Field c = t == 0 ? S : D, m = t == 0 ? D : S, p = t == 0 ? Field.TCP_DST : Field.TCP_SRC;
      int table = st == Strategy.GATE ? t : 0;
      RuleAction pass = st == Strategy.GATE ? RuleAction.goTo(t + 1) : RuleAction.forward();
      rules.add(rule(table, 40000, v4, pass, m, mta, null, null, null, 0));
      rules.add(rule(table, 40000, v4, pass, c, mta, null, null, null, 0));
      for (Exemption x : xs)
        rules.add(rule(table, 30000, v4, pass, c, x.prefix(), null, null, null, 0));
      for (Pool q : ps)
        for (int port : new int[] {25, 0})
          rules.add(
              rule(
                  table,
                  20000,
                  v4,
                  RuleAction.drop(),
                  c,
                  q.prefixes().get(0),
                  null,
                  null,
                  p,
                  port));
      if (st == Strategy.GATE || t == 0)
        rules.add(SwitchRule.of(table, 0, RuleMatch.any(), pass, "o", true, 1));
    }
    SwitchTable tab = SwitchTable.of(rules);
    for (int i = 0; i < 4; i++) {
      long t0 = System.nanoTime();
      ProofResult res = new Prover().prove(policy, TinyWorld.NOW, tab, st);
      System.out.println(
          rules.size()
              + " rules "
              + (System.nanoTime() - t0) / 1e6
              + " ms "
              + res.status()
              + " "
              + (res.isEqual()
                  ? ""
                  : res.toString().substring(0, Math.min(600, res.toString().length()))));
    }
    System.out.println(
        (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) / 1e6);
  }

  static SwitchRule rule(
      int table,
      int prio,
      boolean v4,
      RuleAction act,
      Field f,
      IpPrefix p,
      Field g,
      IpPrefix q,
      Field port,
      int val) {
    RuleMatch.Builder b =
        RuleMatch.builder()
            .with(Field.ETH_TYPE, v4 ? 0x800 : 0x86dd)
            .with(Field.IP_PROTO, 6)
            .with(f, Ternary.of(p));
    if (g != null) b.with(g, Ternary.of(q));
    if (port != null) b.with(port, val);
    return SwitchRule.of(table, prio, b.build(), act, "o", true, 1);
  }
}
