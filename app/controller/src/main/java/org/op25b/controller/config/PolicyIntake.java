package org.op25b.controller.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.op25b.policy.Policy;
import org.op25b.policy.Problem;
import org.op25b.policy.json.PolicyReader;
import org.op25b.policy.json.PolicyReading;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the policy in force. What comes in is taken whole or refused whole; a refusal is remembered
 * with every problem until a good policy comes, and changes nothing else. Thread-safe.
 */
final class PolicyIntake {
  private static final Logger log = LoggerFactory.getLogger(PolicyIntake.class);

  private final Clock clock;

  private Optional<JsonNode> source = Optional.empty();
  private Optional<Policy> policy = Optional.empty();
  private Optional<Instant> acceptedAt = Optional.empty();
  private Optional<Instant> refusedAt = Optional.empty();
  private ImmutableList<String> problems = ImmutableList.of();
  private boolean configured;

  PolicyIntake(Clock clock) {
    this.clock = clock;
  }

  /** Returns everything that is wrong with a policy, and remembers it; empty when it is good. */
  List<Problem> check(JsonNode candidate) {
    PolicyReading result = PolicyReader.read(candidate);
    if (!result.problems().isEmpty()) {
      refuse(result.problems());
    }
    return result.problems();
  }

  /**
   * Puts a policy from network configuration in force if it is good.
   *
   * @return whether the policy in force is another one now
   */
  synchronized boolean accept(JsonNode candidate) {
    if (source.isPresent() && source.get().equals(candidate)) {
      configured = true;
      forgetRefusal();
      return false;
    }
    PolicyReading result = PolicyReader.read(candidate);
    if (!result.problems().isEmpty()) {
      refuse(result.problems());
      return false;
    }
    enforce(candidate, result.policy().get(), clock.instant());
    configured = true;
    forgetRefusal();
    log.info("Policy accepted: {} pools", policy.get().pools().size());
    return true;
  }

  /** Puts the last good policy of an earlier run in force until network configuration has one. */
  synchronized void restore(JsonNode lastGood, Instant accepted) {
    PolicyReading result = PolicyReader.read(lastGood);
    if (result.problems().isEmpty()) {
      enforce(lastGood, result.policy().get(), accepted);
    } else {
      refuse(result.problems());
    }
  }

  /** Network configuration has no policy any more; the one in force stays. */
  synchronized void vanished() {
    if (configured) {
      log.warn("The policy is gone from network configuration; the last good one stays in force");
    }
    configured = false;
  }

  synchronized Optional<Policy> policy() {
    return policy;
  }

  /** The JSON form of the policy in force. */
  synchronized Optional<JsonNode> source() {
    return source;
  }

  synchronized PolicyStatus status() {
    return PolicyStatus.of(acceptedAt, refusedAt, problems, configured);
  }

  private synchronized void refuse(List<Problem> wrong) {
    refusedAt = Optional.of(clock.instant());
    problems = wrong.stream().map(Problem::toString).collect(ImmutableList.toImmutableList());
    log.warn(
        "Policy refused, {}: {}",
        policy.isPresent() ? "the last good one stays in force" : "there is none in force",
        String.join("; ", problems));
  }

  private void enforce(JsonNode candidate, Policy good, Instant accepted) {
    // A configuration's node can be changed by its owner; ours must not.
    source = Optional.of(candidate.deepCopy());
    policy = Optional.of(good);
    acceptedAt = Optional.of(accepted);
  }

  private void forgetRefusal() {
    refusedAt = Optional.empty();
    problems = ImmutableList.of();
  }
}
