package org.op25b.controller.policyops.impl;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.onosproject.store.service.StorageException;
import org.op25b.controller.config.PolicyService;
import org.op25b.controller.config.PolicyStatus;
import org.op25b.controller.exemption.impl.Faults;
import org.op25b.policy.Policy;
import org.op25b.policy.json.PolicyReader;

/** Network configuration of a cluster, as one node sees it: at once. */
final class FakeNetcfg implements PolicyService {
  /** What all nodes share. */
  static final class Shared {
    private Optional<JsonNode> policy = Optional.empty();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private int writes;

    private synchronized void set(Optional<JsonNode> value) {
      policy = value;
      writes++;
    }
  }

  private final Shared shared;
  private final Faults faults;

  FakeNetcfg(Shared shared, Faults faults) {
    this.shared = shared;
    this.faults = faults;
  }

  int writes() {
    return shared.writes;
  }

  @Override
  public Optional<Policy> policy() {
    return source().flatMap(json -> PolicyReader.read(json).policy());
  }

  @Override
  public Optional<JsonNode> source() {
    return shared.policy;
  }

  @Override
  public void configure(JsonNode policy) {
    if (faults.isDead()) {
      throw new StorageException.Unavailable();
    }
    shared.set(Optional.of(policy));
    shared.listeners.forEach(Runnable::run);
  }

  @Override
  public PolicyStatus status() {
    return PolicyStatus.of(
        source().map(unused -> Instant.EPOCH),
        Optional.empty(),
        ImmutableList.of(),
        source().isPresent());
  }

  @Override
  public void forget() {
    shared.set(Optional.empty());
    shared.listeners.forEach(Runnable::run);
  }

  @Override
  public void addListener(Runnable listener) {
    shared.listeners.add(listener);
  }

  @Override
  public void removeListener(Runnable listener) {
    shared.listeners.remove(listener);
  }
}
