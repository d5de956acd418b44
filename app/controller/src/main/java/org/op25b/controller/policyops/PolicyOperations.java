package org.op25b.controller.policyops;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import java.util.Optional;
import org.onosproject.event.ListenerService;

/**
 * The versions of the policy. Whatever way a policy comes, it becomes a version; network
 * configuration holds the current one. Each change is made whole or not at all, whenever a node
 * dies, and is recorded in the audit log.
 *
 * <p>All methods throw {@link org.op25b.controller.audit.JournalUnavailableException} when storage
 * does not answer.
 */
public interface PolicyOperations extends ListenerService<PolicyEvent, PolicyListener> {
  /** Returns the current version; absent when there has never been a policy. */
  Optional<PolicyVersion> current();

  /** Returns the versions that are kept, newest first. */
  ImmutableList<PolicyVersion> versions();

  /** Returns the version {@code number}, if it is kept. */
  Optional<PolicyVersion> version(long number);

  /** Returns the policy of a version as JSON; absent when the version is that of its removal. */
  Optional<JsonNode> policy(PolicyVersion version);

  /** Returns what a version changed about phases. */
  ImmutableList<PhaseChange> phases(PolicyVersion version);

  /** Says what is wrong with a policy, or what it would change. Changes nothing. */
  PolicyCheck check(JsonNode policy);

  /**
   * Puts a policy in force.
   *
   * @throws PolicyRefusedException when something is wrong with it, or it is based on an old
   *     version
   */
  PolicyOutcome apply(JsonNode policy, PolicyContext context);

  /**
   * Puts an earlier version in force again, as a new version.
   *
   * @throws PolicyRefusedException when it is not kept, does not hold any more, or the request is
   *     based on an old version
   */
  PolicyOutcome rollBack(long version, PolicyContext context);
}
