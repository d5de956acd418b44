package org.op25b.controller.policyops.effect;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static com.google.common.collect.ImmutableSet.toImmutableSet;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Iterables;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.onlab.packet.IpPrefix;
import org.op25b.controller.enforcement.EdgeForecast;
import org.op25b.controller.policyops.PhaseChange;
import org.op25b.policy.Exemption;
import org.op25b.policy.Phase;
import org.op25b.policy.Policy;
import org.op25b.policy.Pool;

/** Works out what a policy would change. */
public final class EffectCalculator {
  /** More exemptions than this are counted, not listed. */
  private static final int LISTED = 100;

  private final Function<Policy, List<EdgeForecast>> forecast;

  /**
   * A calculator.
   *
   * @param forecast says what a policy, with all exemptions in it, changes on the switches
   */
  public EffectCalculator(Function<Policy, List<EdgeForecast>> forecast) {
    this.forecast = forecast;
  }

  /**
   * Returns what {@code after} would change.
   *
   * @param before the policy in force, as it is configured; absent when there is none
   * @param live the exemptions of the store that are in force now
   */
  public PolicyEffect of(Optional<Policy> before, Policy after, List<Exemption> live) {
    List<Exemption> exemptions = new ArrayList<>(live);
    exemptions.addAll(after.exemptions());
    List<EdgeForecast> devices =
        forecast.apply(after.toBuilder().setExemptions(exemptions).build());
    before.ifPresent(old -> exemptions.addAll(old.exemptions()));
    ImmutableSet<Exemption> all = ImmutableSet.copyOf(exemptions);
    Map<String, Pool> changing = changingPools(before, after);
    AddressSet touched =
        AddressSet.of(
            changing.keySet().stream()
                .flatMap(
                    name ->
                        java.util.stream.Stream.of(
                            before.flatMap(old -> old.pool(name)), after.pool(name)))
                .flatMap(Optional::stream));
    ImmutableList<Exemption> affected =
        all.stream().filter(one -> touched.overlaps(one.prefix())).collect(toImmutableList());
    AddressSet had = AddressSet.of(pools(before).stream());
    AddressSet has = AddressSet.of(after.pools().stream());
    ImmutableList<PoolStep> steps = steps(before, after, affected);
    return PolicyEffect.of(
        Difference.between(before, after),
        devices,
        steps,
        affected.size(),
        Iterables.transform(
            Iterables.limit(affected, LISTED),
            one ->
                AffectedExemption.of(
                    one,
                    overlapped(changing, one),
                    had.overlaps(one.prefix()),
                    has.overlaps(one.prefix()))),
        warnings(steps, affected, had, has, devices));
  }

  private static ImmutableList<Pool> pools(Optional<Policy> policy) {
    return policy.map(Policy::pools).orElse(ImmutableList.of());
  }

  /** The pools, as they would be or else were, for whose customers something may be different. */
  private static Map<String, Pool> changingPools(Optional<Policy> before, Policy after) {
    Map<String, Pool> changing = new LinkedHashMap<>();
    for (Pool pool : after.pools()) {
      if (!before.flatMap(old -> old.pool(pool.name())).equals(Optional.of(pool))) {
        changing.put(pool.name(), pool);
      }
    }
    for (Pool pool : pools(before)) {
      if (after.pool(pool.name()).isEmpty()) {
        changing.put(pool.name(), pool);
      }
    }
    return changing;
  }

  private static ImmutableSet<String> overlapped(Map<String, Pool> pools, Exemption exemption) {
    return pools.values().stream()
        .filter(pool -> overlaps(pool, exemption))
        .map(Pool::name)
        .collect(toImmutableSet());
  }

  private static boolean overlaps(Pool pool, Exemption exemption) {
    return pool.prefixes().stream()
        .anyMatch(
            prefix -> prefix.contains(exemption.prefix()) || exemption.prefix().contains(prefix));
  }

  private static ImmutableList<PoolStep> steps(
      Optional<Policy> before, Policy after, ImmutableList<Exemption> affected) {
    ImmutableList.Builder<PoolStep> steps = ImmutableList.builder();
    for (PhaseChange change : PhaseChange.between(before, Optional.of(after))) {
      Pool pool = after.pool(change.pool()).orElseGet(() -> before.get().pool(change.pool()).get());
      steps.add(
          PoolStep.of(
              change,
              pool.area(),
              pool.prefixes().stream()
                  .filter(IpPrefix::isIp4)
                  .map(AddressSet::size)
                  .reduce(BigInteger.ZERO, BigInteger::add),
              (int) pool.prefixes().stream().filter(IpPrefix::isIp6).count(),
              (int) affected.stream().filter(one -> overlaps(pool, one)).count()));
    }
    return steps.build();
  }

  private static ImmutableList<String> warnings(
      List<PoolStep> steps,
      List<Exemption> affected,
      AddressSet had,
      AddressSet has,
      List<EdgeForecast> devices) {
    ImmutableList.Builder<String> warnings = ImmutableList.builder();
    String unmonitored =
        names(
            steps,
            change ->
                change.from().filter(Phase.OFF::equals).isPresent()
                    && change.to().filter(EffectCalculator::blocks).isPresent());
    if (!unmonitored.isEmpty()) {
      warnings.add(
          "From off to blocking without monitor, nobody has seen who uses port 25: "
              + unmonitored
              + ".");
    }
    String closed = names(steps, change -> change.to().filter(Phase.BLOCK_ALL::equals).isPresent());
    if (!closed.isEmpty()) {
      warnings.add(
          "Phase block-all closes port 25 toward the own mail servers too: " + closed + ".");
    }
    long stranded =
        affected.stream()
            .filter(one -> had.overlaps(one.prefix()) && !has.overlaps(one.prefix()))
            .count();
    if (stranded > 0) {
      warnings.add("Exemptions that would lie outside every pool: " + stranded + ".");
    }
    for (EdgeForecast device : devices) {
      for (String problem : device.problems()) {
        warnings.add(device.device() + ": " + problem + ".");
      }
    }
    return warnings.build();
  }

  private static boolean blocks(Phase phase) {
    return phase == Phase.BLOCK || phase == Phase.BLOCK_ALL;
  }

  private static String names(
      List<PoolStep> steps, java.util.function.Predicate<PhaseChange> which) {
    ImmutableList<String> names =
        steps.stream()
            .map(PoolStep::change)
            .filter(which)
            .map(PhaseChange::pool)
            .collect(toImmutableList());
    int shown = Math.min(names.size(), 5);
    return String.join(", ", names.subList(0, shown))
        + (names.size() > shown ? " and " + (names.size() - shown) + " more" : "");
  }
}
