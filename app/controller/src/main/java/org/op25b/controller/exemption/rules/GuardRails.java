package org.op25b.controller.exemption.rules;

import com.google.common.collect.ImmutableList;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.onlab.packet.IpPrefix;
import org.op25b.controller.exemption.ExemptionLimits;
import org.op25b.controller.exemption.ExemptionRecord;
import org.op25b.controller.exemption.ExemptionState;
import org.op25b.controller.exemption.Problem;
import org.op25b.controller.exemption.ProblemCode;
import org.op25b.policy.MailServerGroup;
import org.op25b.policy.Policy;
import org.op25b.policy.Pool;

/** Objects to exemptions that are well-formed but probably a mistake. */
public final class GuardRails {
  private static final String INSIST = " Insist (force) if it is meant.";

  private final ExemptionLimits limits;
  private final Optional<Policy> policy;
  private final ExemptionView view;
  private final Instant now;

  /** Guard rails for one change, made at {@code now}. */
  public GuardRails(
      ExemptionLimits limits, Optional<Policy> policy, ExemptionView view, Instant now) {
    this.limits = limits;
    this.policy = policy;
    this.view = view;
    this.now = now;
  }

  /**
   * Returns the objections to {@code wanted}. What an update leaves as it is was accepted before
   * and is not objected to again.
   *
   * @param previous what {@code wanted} replaces
   */
  public ImmutableList<Problem> check(ExemptionRecord wanted, Optional<ExemptionRecord> previous) {
    Problems problems = new Problems();
    boolean samePlace =
        previous
            .map(
                old ->
                    old.prefix().equals(wanted.prefix())
                        && old.destinations().equals(wanted.destinations()))
            .orElse(false);
    boolean sameTime =
        previous
            .map(
                old ->
                    old.expires().equals(wanted.expires())
                        && old.notBefore().equals(wanted.notBefore()))
            .orElse(false);
    boolean sameExpiry = previous.map(old -> old.expires().equals(wanted.expires())).orElse(false);
    if (!sameExpiry) {
      checkExpiry(problems, wanted);
    }
    if (!samePlace) {
      checkWidth(problems, wanted.prefix());
      checkPools(problems, wanted.prefix());
      checkMailServers(problems, wanted.prefix());
    }
    if (!samePlace || !sameTime) {
      checkOthers(problems, wanted);
    }
    return problems.list();
  }

  private void checkExpiry(Problems problems, ExemptionRecord wanted) {
    Optional<Duration> longest = limits.longestLife();
    if (!wanted.expires().isPresent()) {
      if (longest.isPresent()) {
        problems.add(
            ProblemCode.EXPIRY_MISSING,
            "expires",
            "It would never end.",
            "Give an expiry within " + days(longest.get()) + "." + INSIST);
      }
      return;
    }
    Instant expires = wanted.expires().get();
    if (!now.isBefore(expires)) {
      problems.add(
          ProblemCode.EXPIRY_PAST,
          "expires",
          expires + " is past (it is " + now + ").",
          "Give a later one; to end an exemption, revoke it.");
    } else if (longest.isPresent() && expires.isAfter(now.plus(longest.get()))) {
      problems.add(
          ProblemCode.EXPIRY_TOO_FAR,
          "expires",
          expires + " is more than " + days(longest.get()) + " away.",
          "Give " + now.plus(longest.get()) + " or earlier." + INSIST);
    }
  }

  private static String days(Duration duration) {
    return duration.toHours() % 24 == 0 ? duration.toDays() + " days" : duration.toString();
  }

  private void checkWidth(Problems problems, IpPrefix prefix) {
    int shortest = prefix.isIp4() ? limits.shortestIpv4() : limits.shortestIpv6();
    if (prefix.prefixLength() < shortest) {
      problems.add(
          ProblemCode.TOO_WIDE,
          "prefix",
          prefix + " is wider than a /" + shortest + ".",
          "Give the customer's own addresses." + INSIST);
    }
  }

  private void checkPools(Problems problems, IpPrefix prefix) {
    boolean inside = pools().stream().anyMatch(pool -> pool.contains(prefix));
    if (inside) {
      return;
    }
    boolean partly = pools().stream().anyMatch(prefix::contains);
    String message =
        policy.isPresent()
            ? prefix + (partly ? " is not wholly inside one pool." : " is in no pool.")
            : "There is no policy, so " + prefix + " is in no pool.";
    problems.add(
        ProblemCode.OUTSIDE_POOLS,
        "prefix",
        message,
        "Nothing is blocked outside pools: check the address." + INSIST);
  }

  private ImmutableList<IpPrefix> pools() {
    return policy
        .map(
            known ->
                known.pools().stream()
                    .map(Pool::prefixes)
                    .flatMap(List::stream)
                    .collect(ImmutableList.toImmutableList()))
        .orElse(ImmutableList.of());
  }

  private void checkMailServers(Problems problems, IpPrefix prefix) {
    for (MailServerGroup group : policy.map(Policy::mailServerGroups).orElse(ImmutableList.of())) {
      for (IpPrefix server : group.servers()) {
        if (server.contains(prefix) || prefix.contains(server)) {
          problems.add(
              ProblemCode.MAIL_SERVER,
              "prefix",
              prefix + " meets the own mail server " + server + " (" + group.name() + ").",
              "Own mail servers are never blocked and need no exemption." + INSIST);
          return;
        }
      }
    }
  }

  private void checkOthers(Problems problems, ExemptionRecord wanted) {
    for (ExemptionRecord other : view.containing(wanted.prefix())) {
      if (competes(wanted, other) && covers(other, wanted)) {
        boolean same = other.prefix().equals(wanted.prefix()) && covers(wanted, other);
        if (same) {
          problems.add(
              ProblemCode.DUPLICATE,
              "prefix",
              "Exemption " + name(other) + " covers exactly the same.",
              "Change " + other.id() + " instead, or revoke it first.");
        } else {
          problems.add(
              ProblemCode.CONTAINED,
              "prefix",
              "Exemption " + name(other) + " with " + other.prefix() + " already covers this.",
              "Nothing may be needed, or change " + other.id() + "." + INSIST);
        }
        return;
      }
    }
    for (ExemptionRecord other : view.within(wanted.prefix())) {
      if (competes(wanted, other) && covers(wanted, other)) {
        problems.add(
            ProblemCode.CONTAINS,
            "prefix",
            "This covers all of exemption " + name(other) + " with " + other.prefix() + ".",
            "Revoke " + other.id() + " if this replaces it." + INSIST);
        return;
      }
    }
  }

  private static String name(ExemptionRecord other) {
    return other.id() + " of customer " + Problem.quote(other.customer());
  }

  /** Whether two exemptions can be in force at the same time from now on. */
  private boolean competes(ExemptionRecord wanted, ExemptionRecord other) {
    ExemptionState state = other.stateAt(now);
    return !other.id().equals(wanted.id())
        && (state == ExemptionState.ACTIVE || state == ExemptionState.PENDING)
        && startsBeforeEnd(wanted, other)
        && startsBeforeEnd(other, wanted);
  }

  private static boolean startsBeforeEnd(ExemptionRecord first, ExemptionRecord second) {
    return !first.notBefore().isPresent()
        || !second.expires().isPresent()
        || first.notBefore().get().isBefore(second.expires().get());
  }

  /** Whether every destination of {@code inner} is one of {@code outer}; prefixes are not asked. */
  private static boolean covers(ExemptionRecord outer, ExemptionRecord inner) {
    if (outer.destinations().isEmpty()) {
      return true;
    }
    return !inner.destinations().isEmpty()
        && inner.destinations().stream()
            .allMatch(
                destination ->
                    outer.destinations().stream().anyMatch(wide -> wide.contains(destination)));
  }
}
