package org.op25b.compile;

import com.google.auto.value.AutoValue;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Optional;
import java.util.OptionalInt;
import org.op25b.policy.EdgePolicy;
import org.op25b.policy.Exemption;
import org.op25b.policy.Strategy;

/**
 * What each strategy would cost an edge switch, and which one {@code auto} takes: the first of
 * {@code gate}, {@code subtract}, {@code output} that the switch can do, that can say the policy
 * and whose table fits.
 */
@AutoValue
public abstract class StrategyAdvice {
  /** The order in which {@code auto} chooses. */
  private static final ImmutableList<Strategy> PREFERENCE =
      ImmutableList.of(Strategy.GATE, Strategy.SUBTRACT, Strategy.OUTPUT);

  /** The costs of the strategies that can say the policy. */
  public abstract ImmutableMap<Strategy, CostReport> costs();

  /** For the other strategies that were asked about: why not. */
  public abstract ImmutableMap<Strategy, String> refusals();

  /** The strategy to take; absent when none fits. */
  public final Optional<Strategy> choice() {
    return PREFERENCE.stream()
        .filter(strategy -> costs().containsKey(strategy) && costs().get(strategy).fits())
        .findFirst();
  }

  /**
   * Compares strategies.
   *
   * @param supported what the switch can do: {@code gate} needs three tables and a pipeline that
   *     keeps others out of the first two
   * @param capacity how many flow entries the switch holds; absent when unknown
   */
  public static StrategyAdvice on(
      EdgePolicy policy,
      Iterable<Exemption> live,
      Iterable<Strategy> supported,
      OptionalInt capacity,
      CompileOptions options) {
    ImmutableMap.Builder<Strategy, CostReport> costs = ImmutableMap.builder();
    ImmutableMap.Builder<Strategy, String> refusals = ImmutableMap.builder();
    for (Strategy strategy : supported) {
      if (strategy == Strategy.AUTO) {
        continue;
      }
      try {
        CompiledEdge compiled = Compiler.compile(policy, live, strategy, options);
        costs.put(strategy, CostReport.of(compiled.table(), capacity));
      } catch (CompileException refused) {
        refusals.put(strategy, refused.getMessage());
      }
    }
    return new AutoValue_StrategyAdvice(costs.build(), refusals.build());
  }
}
