package org.op25b.notice;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.auto.value.AutoValue;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Multimaps;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.op25b.policy.BlockStyle;
import org.op25b.policy.MailServerGroup;
import org.op25b.policy.Phase;
import org.op25b.policy.Policy;
import org.op25b.policy.Pool;

/** All that a notice tells, before it is put into words. */
@AutoValue
abstract class Situation {
  /** The most answers that are asked for one notice: pools times mail servers. */
  private static final long MOST_ANSWERS = 4_000_000;

  /** The most different kinds of affected services that a reader could be shown. */
  private static final int MOST_KINDS = 100;

  /** Services for which port 25 is closed, or for which that is prepared or planned. */
  abstract ImmutableList<Service> affected();

  /** All other services of the policy. */
  abstract ImmutableList<Service> unaffected();

  /** The table of uses, servers, ports and outcomes. */
  abstract ImmutableList<Row> rows();

  /** The groups of own mail servers. */
  abstract ImmutableList<String> groups();

  /** What customers of services with a closed port notice. */
  abstract ImmutableSet<BlockStyle> styles();

  /**
   * Returns the situation of an audience at {@code now}.
   *
   * @param plan when pools entered their phase or will enter another one; others are left out
   * @throws NoticeTooLongException when the policy is too large or too varied for a notice
   */
  static Situation of(Policy policy, Audience audience, Iterable<PhaseChange> plan, Instant now) {
    return new Builder(policy, audience, plan, now).build();
  }

  /** The highest {@link Service#kind}. */
  final int kinds() {
    return affected().stream().mapToInt(Service::kind).max().orElse(0);
  }

  private static final class Builder {
    private final Policy policy;
    private final Audience audience;
    private final Instant now;
    private final Questions questions;
    private final Map<Phase, Questions> questionsInPhase = new LinkedHashMap<>();
    private final ImmutableListMultimap<String, PhaseChange> plan;
    private final Map<Reach, Integer> kinds = new LinkedHashMap<>();
    private final Map<List<Object>, Service> affected = new LinkedHashMap<>();
    private final Map<List<Object>, Service> unaffected = new LinkedHashMap<>();
    private final ImmutableSet.Builder<BlockStyle> styles = ImmutableSet.builder();
    private final Set<String> ambiguous = new HashSet<>();
    private Optional<Reach> open = Optional.empty();

    Builder(Policy policy, Audience audience, Iterable<PhaseChange> plan, Instant now) {
      this.policy = policy;
      this.audience = audience;
      this.now = now;
      this.questions = new Questions(policy, audience.groups(), now);
      this.plan = Multimaps.index(plan, PhaseChange::pool);
    }

    Situation build() {
      if ((long) questions.servers() * audience.pools().size() > MOST_ANSWERS) {
        throw new NoticeTooLongException(
            "The policy has too many pools and mail servers for one notice.");
      }
      Map<Pool, Reach> reached = new LinkedHashMap<>();
      for (Pool pool : audience.pools()) {
        questions.fromPool(pool).ifPresent(reach -> reached.put(pool, reach));
      }
      findAmbiguous(reached);
      reached.forEach(this::add);
      ImmutableList.Builder<Row> rows = ImmutableList.builder();
      kinds.forEach((reach, kind) -> rows.addAll(Row.of(Row.Sender.AFFECTED, kind, reach)));
      open.ifPresent(reach -> rows.addAll(Row.of(Row.Sender.UNAFFECTED, 0, reach)));
      questions
          .fromElsewhere()
          .ifPresent(reach -> rows.addAll(Row.of(Row.Sender.ELSEWHERE, 0, reach)));
      rows.addAll(Row.of(Row.Sender.DENIED, 0, questions.fromListed(true)));
      rows.addAll(Row.of(Row.Sender.ALLOWED, 0, questions.fromListed(false)));
      return new AutoValue_Situation(
          ImmutableList.copyOf(affected.values()),
          ImmutableList.copyOf(unaffected.values()),
          rows.build(),
          audience.groups().stream().map(MailServerGroup::name).collect(toImmutableList()),
          styles.build());
    }

    /**
     * Finds titles under which customers would read of two treatments. Area and tenant tell pools
     * of one title apart, if all of them have one or none has.
     */
    private void findAmbiguous(Map<Pool, Reach> reached) {
      Map<String, Map<List<Object>, List<Object>>> treatments = new HashMap<>();
      reached.forEach(
          (pool, reach) -> {
            Map<List<Object>, List<Object>> ofTitle =
                treatments.computeIfAbsent(title(pool), title -> new HashMap<>());
            List<Object> place = ImmutableList.of(audience.providerOf(pool), pool.area());
            List<Object> treatment =
                ImmutableList.of(reach, pool.phase(), since(pool, stage(pool, reach)), steps(pool));
            List<Object> before = ofTitle.putIfAbsent(place, treatment);
            if (before != null && !before.equals(treatment)) {
              ambiguous.add(title(pool));
            }
          });
      treatments.forEach(
          (title, ofTitle) -> {
            boolean differ = ofTitle.values().stream().distinct().count() > 1;
            boolean told = ofTitle.keySet().stream().map(Builder::presence).distinct().count() == 1;
            if (differ && !told) {
              ambiguous.add(title);
            }
          });
    }

    private static List<Object> presence(List<Object> place) {
      return ImmutableList.of(
          ((Optional<?>) place.get(0)).isPresent(), ((Optional<?>) place.get(1)).isPresent());
    }

    private static String title(Pool pool) {
      return pool.serviceClass().orElse(pool.name());
    }

    private void add(Pool pool, Reach reach) {
      Stage stage = stage(pool, reach);
      ImmutableList<Service.Step> steps = steps(pool);
      boolean touched =
          stage != Stage.OPEN || steps.stream().anyMatch(step -> step.stage() != Stage.OPEN);
      int kind = touched ? kinds.computeIfAbsent(reach, key -> kinds.size() + 1) : 0;
      if (kind > MOST_KINDS) {
        throw new NoticeTooLongException(
            "The policy treats its pools in more than " + MOST_KINDS + " different ways.");
      }
      if (stage.blocks()) {
        styles.add(pool.blockStyle());
      }
      Service service =
          Service.of(
              ambiguous.contains(title(pool))
                  ? title(pool) + " (" + pool.name() + ")"
                  : title(pool),
              audience.providerOf(pool),
              kind,
              stage,
              since(pool, stage),
              steps,
              pool.area().map(ImmutableSet::of).orElse(ImmutableSet.of()));
      // A pool without area is not one of the areas of others.
      (touched ? affected : unaffected)
          .merge(
              ImmutableList.of(service.everywhere(), service.areas().isEmpty()),
              service,
              Service::plus);
      if (!touched) {
        open = Optional.of(open.map(before -> Reach.merge(before, reach)).orElse(reach));
      }
    }

    private static Stage stage(Pool pool, Reach reach) {
      return reach.stage(pool.phase() == Phase.MONITOR);
    }

    private ImmutableList<Service.Step> steps(Pool pool) {
      List<Service.Step> steps = new ArrayList<>();
      for (PhaseChange change : sorted(pool, change -> change.at().isAfter(now))) {
        Optional<Reach> then =
            questionsInPhase.computeIfAbsent(change.phase(), this::questionsIn).fromPool(pool);
        if (then.isPresent()) {
          steps.add(
              Service.Step.of(
                  toldAs(change.at()), then.get().stage(change.phase() == Phase.MONITOR)));
        }
      }
      return ImmutableList.copyOf(steps);
    }

    /** What a pool reaches does not depend on the phases of others, so all may change at once. */
    private Questions questionsIn(Phase phase) {
      return new Questions(
          policy.toBuilder()
              .setPools(
                  policy.pools().stream()
                      .map(pool -> pool.toBuilder().setPhase(phase).build())
                      .collect(toImmutableList()))
              .build(),
          audience.groups(),
          now);
    }

    private Optional<Instant> since(Pool pool, Stage stage) {
      List<PhaseChange> past = sorted(pool, change -> !change.at().isAfter(now));
      return !stage.blocks() || past.isEmpty() || past.get(past.size() - 1).phase() != pool.phase()
          ? Optional.empty()
          : Optional.of(toldAs(past.get(past.size() - 1).at()));
    }

    /** Times are told to the minute: what reads the same must not make two services of one. */
    private static Instant toldAs(Instant at) {
      return at.truncatedTo(ChronoUnit.MINUTES);
    }

    private ImmutableList<PhaseChange> sorted(Pool pool, Predicate<PhaseChange> wanted) {
      return plan.get(pool.name()).stream()
          .filter(wanted)
          .sorted(Comparator.comparing(PhaseChange::at))
          .collect(toImmutableList());
    }
  }
}
