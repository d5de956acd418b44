package org.op25b.notice;

import com.google.auto.value.AutoValue;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.time.Instant;
import java.util.Optional;

/** A service as customers buy it: pools of one name to which the same applies. */
@AutoValue
abstract class Service {
  /** The service class, or the pool's name when it has none. */
  abstract String name();

  /** The provider whose customers these are, when that is another one. */
  abstract Optional<String> tenant();

  /** Whether the other answers of the table are the same too; numbers from 1. */
  abstract int kind();

  /** How far blocking is. */
  abstract Stage stage();

  /** Since which minute something is blocked; absent when nothing is or the plan does not tell. */
  abstract Optional<Instant> since();

  /** What is planned, soonest first. */
  abstract ImmutableList<Step> plan();

  /** The areas of the pools, as far as they have one. */
  abstract ImmutableSet<String> areas();

  static Service of(
      String name,
      Optional<String> tenant,
      int kind,
      Stage stage,
      Optional<Instant> since,
      Iterable<Step> plan,
      Iterable<String> areas) {
    return new AutoValue_Service(
        name, tenant, kind, stage, since, ImmutableList.copyOf(plan), ImmutableSet.copyOf(areas));
  }

  /** Adds the areas of a service that is the same otherwise. */
  Service plus(Service other) {
    return of(
        name(),
        tenant(),
        kind(),
        stage(),
        since(),
        plan(),
        ImmutableSet.<String>builder().addAll(areas()).addAll(other.areas()).build());
  }

  /** The same service without its areas. */
  Service everywhere() {
    return of(name(), tenant(), kind(), stage(), since(), plan(), ImmutableSet.of());
  }

  /** A stage that begins at a planned time. */
  @AutoValue
  abstract static class Step {
    abstract Instant at();

    abstract Stage stage();

    static Step of(Instant at, Stage stage) {
      return new AutoValue_Service_Step(at, stage);
    }
  }
}
