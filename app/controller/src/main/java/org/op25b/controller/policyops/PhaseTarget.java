package org.op25b.controller.policyops;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.auto.value.AutoValue;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.Optional;
import org.op25b.controller.exemption.Problem;
import org.op25b.controller.exemption.ProblemCode;
import org.op25b.policy.Policy;
import org.op25b.policy.Pool;

/** Which pools a change of phase is for: some by name, those of an area, or all. */
@AutoValue
public abstract class PhaseTarget {
  /** The names of the pools; empty when it is an area or all. */
  abstract ImmutableSet<String> names();

  /** The area, if it is one. */
  abstract Optional<String> area();

  /** The pools of these names. */
  public static PhaseTarget pools(Iterable<String> names) {
    return new AutoValue_PhaseTarget(ImmutableSet.copyOf(names), Optional.empty());
  }

  /** The pools whose area is this one. */
  public static PhaseTarget area(String area) {
    return new AutoValue_PhaseTarget(ImmutableSet.of(), Optional.of(area));
  }

  /** All pools. */
  public static PhaseTarget all() {
    return new AutoValue_PhaseTarget(ImmutableSet.of(), Optional.empty());
  }

  /**
   * Returns the names of the pools in a policy, in its order.
   *
   * @throws PolicyRefusedException when there is no such pool
   */
  public final ImmutableList<String> in(Policy policy) {
    for (String name : names()) {
      if (policy.pool(name).isEmpty()) {
        throw new PolicyRefusedException(
            ProblemCode.NOT_FOUND,
            "/pools",
            "There is no pool " + Problem.quote(name) + ".",
            "op25b-pools and GET pools list them.");
      }
    }
    ImmutableList<String> pools =
        policy.pools().stream().filter(this::matches).map(Pool::name).collect(toImmutableList());
    if (pools.isEmpty()) {
      throw new PolicyRefusedException(
          ProblemCode.NOT_FOUND,
          "/area",
          area()
              .map(area -> "No pool has the area " + Problem.quote(area) + ".")
              .orElse("The policy has no pools."),
          "op25b-pools and GET pools list them.");
    }
    return pools;
  }

  private boolean matches(Pool pool) {
    return area().isPresent()
        ? pool.area().equals(area())
        : names().isEmpty() || names().contains(pool.name());
  }
}
