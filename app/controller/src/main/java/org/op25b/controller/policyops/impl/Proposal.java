package org.op25b.controller.policyops.impl;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.auto.value.AutoValue;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.op25b.controller.audit.Actor;
import org.op25b.controller.policyops.VersionAction;
import org.op25b.controller.policyops.ledger.LedgerState;

/** One change that is decided on a state of the ledger, and made if that is still the state. */
@AutoValue
abstract class Proposal {
  /** The new policy; absent when there is to be none. */
  abstract Optional<JsonNode> policy();

  abstract VersionAction action();

  abstract Actor actor();

  abstract String note();

  /** Whether network configuration holds the policy already, because it came from there. */
  abstract boolean written();

  /** Changes the rest of the state together with it, given the new version's number. */
  abstract BiConsumer<LedgerState.Builder, Long> along();

  static Proposal of(JsonNode policy, VersionAction action, Actor actor, String note) {
    return new AutoValue_Proposal(
        Optional.of(policy), action, actor, note, false, (state, number) -> {});
  }

  /** Records what network configuration holds. */
  static Proposal found(Optional<JsonNode> policy, VersionAction action, Actor actor, String note) {
    return new AutoValue_Proposal(policy, action, actor, note, true, (state, number) -> {});
  }

  final Proposal along(BiConsumer<LedgerState.Builder, Long> change) {
    return new AutoValue_Proposal(policy(), action(), actor(), note(), written(), change);
  }
}
