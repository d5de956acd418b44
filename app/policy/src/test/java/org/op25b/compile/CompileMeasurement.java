package org.op25b.compile;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.onlab.packet.IpPrefix;
import org.onosproject.net.DeviceId;
import org.op25b.policy.EdgePolicy;
import org.op25b.policy.EdgeSwitch;
import org.op25b.policy.Exemption;
import org.op25b.policy.MailServerGroup;
import org.op25b.policy.Phase;
import org.op25b.policy.Policy;
import org.op25b.policy.Pool;
import org.op25b.policy.Strategy;

/**
 * Measures full compilation and changes of one exemption, and prints a table. Not a test: run it by
 * hand, with the numbers of exemptions as arguments.
 */
public final class CompileMeasurement {
  private CompileMeasurement() {}

  /** Measures each number of exemptions in {@code args}. */
  public static void main(String[] args) {
    System.out.println(
        "layout      exemptions  rules  compile-ms  table-ms  engine-MB  table-MB"
            + "  change-us p50/p99/max  touched p50/p99/max  phase-ms");
    for (String arg : args) {
      for (String layout : new String[] {"random", "dense", "crowded", "ipv6"}) {
        measure(layout, Integer.parseInt(arg));
      }
    }
  }

  private static void measure(String layout, int count) {
    EdgePolicy policy = policy(layout, count);
    List<Exemption> exemptions = policy.exemptions();
    double compileMs = Double.MAX_VALUE;
    double tableMs = Double.MAX_VALUE;
    CompiledEdge edge = null;
    RuleTable table = null;
    for (int round = 0; round < 4; round++) {
      edge = null;
      table = null;
      long start = cpuNanos();
      edge = compile(policy);
      long compiled = cpuNanos();
      table = edge.table();
      long end = cpuNanos();
      compileMs = Math.min(compileMs, (compiled - start) / 1e6);
      tableMs = Math.min(tableMs, (end - compiled) / 1e6);
    }
    int rules = table.rules().size();
    long withTable = used();
    table = null;
    long withEdge = used();
    int size = exemptions.size();
    edge = null;
    long without = used();
    edge = compile(policy);

    Random random = new Random(7);
    long[] micros = new long[20_000];
    int[] touched = new int[micros.length];
    for (int round = 0; round < 2; round++) {
      for (int at = 0; at < micros.length; at += 2) {
        Exemption exemption = exemptions.get(random.nextInt(size));
        long start = System.nanoTime();
        TableDelta removed = edge.remove(exemption.id());
        long between = System.nanoTime();
        TableDelta added = edge.put(exemption);
        long end = System.nanoTime();
        micros[at] = between - start;
        micros[at + 1] = end - between;
        touched[at] = removed.size();
        touched[at + 1] = added.size();
      }
    }
    long start = cpuNanos();
    TableDelta phase = edge.update(withOnePoolOff(policy), exemptions);
    double phaseMs = (cpuNanos() - start) / 1e6;
    if (phase.isEmpty()) {
      throw new AssertionError("a phase changed and no rule did");
    }
    Arrays.sort(micros);
    Arrays.sort(touched);
    System.out.printf(
        "%-10s %10d %8d %8.0f %8.0f %8.1f %8.1f     %5.1f / %5.1f / %7.1f     %d / %d / %d %10.0f%n",
        layout,
        size,
        rules,
        compileMs,
        tableMs,
        (withEdge - without) / 1e6,
        (withTable - withEdge) / 1e6,
        micros[micros.length / 2] / 1e3,
        micros[micros.length * 99 / 100] / 1e3,
        micros[micros.length - 1] / 1e3,
        touched[touched.length / 2],
        touched[touched.length * 99 / 100],
        touched[touched.length - 1],
        phaseMs);
  }

  private static EdgePolicy withOnePoolOff(EdgePolicy policy) {
    List<Pool> pools = new ArrayList<>(policy.pools());
    pools.set(0, pools.get(0).toBuilder().setPhase(Phase.OFF).build());
    return policy.toBuilder().setPools(pools).build();
  }

  private static CompiledEdge compile(EdgePolicy policy) {
    return Compiler.compile(policy, policy.exemptions(), Strategy.GATE, CompileOptions.defaults());
  }

  /** Processor time of this thread: other work on the machine does not count. */
  private static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static long used() {
    for (int round = 0; round < 3; round++) {
      System.gc();
    }
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  /**
   * 100 pools of a /16 (or /48) each; {@code dense} leaves out every fourth address, {@code
   * crowded} every third one at random.
   */
  private static EdgePolicy policy(String layout, int count) {
    boolean ip6 = layout.equals("ipv6");
    List<Pool> pools = new ArrayList<>();
    for (int pool = 0; pool < 100; pool++) {
      pools.add(
          Pool.builder()
              .setName("p" + pool)
              .setPrefixes(
                  IpPrefix.valueOf(
                      ip6 ? String.format("2001:db8:%x::/48", pool) : "10." + pool + ".0.0/16"))
              .setPhase(Phase.BLOCK)
              .setMailServers("own")
              .build());
    }
    Random random = new Random(1);
    Set<String> prefixes = new HashSet<>();
    int perPool = count / 100;
    for (int pool = 0; pool < 100; pool++) {
      for (int at = 0; at < perPool; ) {
        int hosts = layout.equals("crowded") ? perPool * 3 / 2 : 65_536;
        int host = layout.equals("dense") ? at + at / 3 : random.nextInt(hosts);
        String prefix =
            ip6
                ? String.format("2001:db8:%x:%x::/64", pool, host)
                : "10." + pool + "." + (host >> 8 & 255) + "." + (host & 255) + "/32";
        if (prefixes.add(prefix)) {
          at++;
        }
      }
    }
    List<Exemption> exemptions = new ArrayList<>();
    for (String prefix : prefixes) {
      exemptions.add(
          Exemption.builder()
              .setId("x" + exemptions.size())
              .setCustomer("C")
              .setPrefix(IpPrefix.valueOf(prefix))
              .build());
    }
    DeviceId device = DeviceId.deviceId("of:1");
    return Policy.builder()
        .setEdges(EdgeSwitch.builder().setDevice(device).build())
        .setMailServerGroups(
            MailServerGroup.builder()
                .setName("own")
                .setServers(
                    IpPrefix.valueOf("203.0.113.25/32"), IpPrefix.valueOf("2001:db8:ffff::25/128"))
                .build())
        .setPools(pools)
        .setExemptions(exemptions)
        .build()
        .at(device);
  }
}
