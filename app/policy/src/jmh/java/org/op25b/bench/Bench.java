package org.op25b.bench;

import com.google.common.base.Splitter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.util.Statistics;

/** Runs every benchmark and prints what was promised beside what was measured. */
public final class Bench {
  private final Map<String, Result<?>> results = new HashMap<>();

  private final boolean quick;

  private Bench(boolean quick) {
    this.quick = quick;
  }

  /** Runs everything: some minutes, or less with "quick", whose figures are good for nothing. */
  public static void main(String[] args) throws RunnerException, IOException {
    Bench bench = new Bench(args.length > 0 && args[0].equals("quick"));
    bench.run(DecideBenchmark.class);
    bench.run(CompileBenchmark.class);
    bench.run(DeltaBenchmark.class);
    bench.run(ProofBenchmark.class);
    System.out.println(bench.table());
  }

  private void run(Class<?> benchmarks) throws RunnerException {
    TimeValue iteration = TimeValue.milliseconds(quick ? 100 : 1000);
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include("\\." + benchmarks.getSimpleName() + "\\.")
            .forks(1)
            .warmupIterations(quick ? 0 : 5)
            .warmupTime(iteration)
            .measurementIterations(quick ? 1 : 5)
            .measurementTime(iteration)
            .jvmArgs("-Xmx1g");
    Collection<RunResult> runs = new Runner(options.build()).run();
    for (RunResult run : runs) {
      StringBuilder name = new StringBuilder(run.getPrimaryResult().getLabel());
      for (String key : run.getParams().getParamsKeys()) {
        name.append(' ').append(run.getParams().getParam(key));
      }
      results.put(name.toString(), run.getPrimaryResult());
    }
  }

  private String table() throws IOException {
    TextTable table = new TextTable("what", "must reach", "measured", "plain", "ratio to plain");
    addRates(table, "decide, 100,000 exemptions", "decide", "plainDecide");
    addRates(table, "explain, 100,000 exemptions", "explain", "plainExplain");
    addTimes(table, "compile 100,000", "< 1 s", "100000");
    addTimes(table, "compile 1,000,000", "< 10 s", "1000000");
    addChanges(table);
    addProof(table);
    addMemory(table, 100_000, "100m");
    addMemory(table, 1_000_000, "1000m");
    return table.toString();
  }

  private void addChanges(TextTable table) {
    addChange(table, "one exemption replaced among 100,000", "p99 < 1000 us", "replaceOne");
    addChange(table, "one scoped exemption more or less", "p99 < 1000 us", "changeScoped");
    addChange(table, "one mail server more or less", "not compiled anew", "changeMailServer");
    addChange(table, "one pool on or off", "not compiled anew", "changePool");
    addTouched(table, "one added or removed", new DeltaSizes(false));
    addTouched(table, "one scoped added or removed", new DeltaSizes(true));
  }

  private void addChange(TextTable table, String what, String goal, String benchmark) {
    Statistics change = results.get(benchmark).getStatistics();
    double whole = score("compile 100000") * 1000;
    table.add(
        what,
        goal,
        String.format(
            "p50 %,.1f, p99 %,.1f, max %,.0f us",
            change.getPercentile(50), change.getPercentile(99), change.getMax()),
        String.format("%,.0f us (compile anew)", whole),
        String.format("%.5f of its time (p50)", change.getPercentile(50) / whole));
  }

  private static void addTouched(TextTable table, String what, DeltaSizes sizes) {
    table.add("rules touched by " + what, "<= 2 x length", sizes.describeSizes(), "", "");
    table.add(what + ", processor time", "p99 < 1000 us", sizes.describeTimes(), "", "");
  }

  private double score(String name) {
    return results.get(name).getScore();
  }

  private void addRates(TextTable table, String what, String ours, String plain) {
    table.add(
        what,
        "> 1,000,000/s",
        String.format("%,.0f/s", score(ours)),
        String.format("%,.0f/s", score(plain)),
        String.format("%.1f times as many", score(ours) / score(plain)));
  }

  private void addTimes(TextTable table, String what, String goal, String exemptions) {
    double ours = score("compile " + exemptions);
    double plain = score("plainCompile " + exemptions);
    table.add(
        what,
        goal,
        String.format("%,.0f ms", ours),
        String.format("%,.0f ms", plain),
        String.format("%.1f times the time", ours / plain));
  }

  private void addProof(TextTable table) {
    int rules =
        ProofBenchmark.compiled(Workload.edgePolicy(ProofBenchmark.EXEMPTIONS))
            .table()
            .rules()
            .size();
    double whole = score("proveAll");
    double plain = score("plainTryPackets");
    table.add(
        String.format("proof of %,d rules", rules),
        "< 2 s",
        String.format("%,.0f ms", whole / 1000),
        String.format("%,.0f ms (1,000 packets tried)", plain / 1000),
        String.format("%.1f times the time", whole / plain));
    Statistics delta = results.get("proveOneChange").getStatistics();
    table.add(
        "proof of one exemption changed",
        "< 5 ms",
        String.format(
            "p50 %.2f, p99 %.2f ms",
            delta.getPercentile(50) / 1000, delta.getPercentile(99) / 1000),
        String.format("%,.0f ms (prove anew)", whole / 1000),
        String.format("%.5f of its time (p50)", delta.getPercentile(50) / whole));
  }

  private static void addMemory(TextTable table, int exemptions, String heap) throws IOException {
    int plain = PlainRules.of(Workload.edgePolicy(exemptions)).size();
    List<String> used = Splitter.on(' ').splitToList(probe(exemptions, heap));
    boolean fits = used.size() == 3;
    table.add(
        String.format("heap and rules, %,d exemptions", exemptions),
        "runs with -Xmx" + heap,
        fits
            ? String.format(
                "policy %d MB, compiled %d MB, %,d rules",
                Long.parseLong(used.get(0)) >> 20,
                Long.parseLong(used.get(1)) >> 20,
                Long.parseLong(used.get(2)))
            : "DOES NOT FIT",
        String.format("%,d rules", plain),
        fits ? String.format("%.2f of the rules", Double.parseDouble(used.get(2)) / plain) : "");
  }

  private static String probe(int exemptions, String heap) throws IOException {
    Process process =
        new ProcessBuilder(
                System.getProperty("java.home") + "/bin/java",
                "-Xmx" + heap,
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                MemoryProbe.class.getName(),
                Integer.toString(exemptions))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    process.getInputStream().transferTo(output);
    return output.toString(StandardCharsets.UTF_8).trim();
  }
}
