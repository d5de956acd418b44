package org.op25b.controller.sight;

import static com.google.common.truth.Truth.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.onlab.packet.IpPrefix;
import org.op25b.controller.exemption.impl.ManualTime;
import org.op25b.controller.inforce.PolicyInForce;
import org.op25b.policy.Exemption;
import org.op25b.policy.Policy;

class LatestViewTest {
  private static final Duration SOON = Duration.ofMillis(LatestView.LONGEST_DELAY_MILLIS);

  private final ManualTime time = new ManualTime("2026-01-01T00:00:00Z");
  private final Changing policies = new Changing();
  private final LatestView view = new LatestView(policies, time.scheduler());

  @Test
  void followsThePolicySoon() {
    policies.become("C-1");
    view.start();
    time.pass(SOON);
    assertThat(customer()).isEqualTo(Optional.of("C-1"));

    policies.become("C-2");
    time.pass(SOON);
    assertThat(customer()).isEqualTo(Optional.of("C-2"));

    view.stop();
    policies.become("C-3");
    time.pass(SOON);
    assertThat(customer()).isEqualTo(Optional.of("C-2"));
  }

  @Test
  void manyChangesMakeOneView() {
    view.start();
    time.pass(SOON);
    int before = policies.asked;

    for (int change = 0; change < 1000; change++) {
      policies.become("C-" + change);
    }
    time.pass(SOON);

    assertThat(customer()).isEqualTo(Optional.of("C-999"));
    assertThat(policies.asked - before).isEqualTo(1);
  }

  private Optional<String> customer() {
    return view.get().customers().customerOf(IpPrefix.valueOf("198.51.100.7/32"));
  }

  /** A policy in force whose only exemption changes hands. */
  private static final class Changing implements PolicyInForce {
    private final List<Runnable> listeners = new ArrayList<>();
    private Policy policy = Policy.builder().build();
    private int asked;

    void become(String customer) {
      policy =
          Policy.builder()
              .setExemptions(
                  Exemption.builder()
                      .setId("x1")
                      .setCustomer(customer)
                      .setPrefix(IpPrefix.valueOf("198.51.100.7/32"))
                      .build())
              .build();
      listeners.forEach(Runnable::run);
    }

    @Override
    public Optional<Policy> policy() {
      asked++;
      return Optional.of(policy);
    }

    @Override
    public void addListener(Runnable listener) {
      listeners.add(listener);
    }

    @Override
    public void removeListener(Runnable listener) {
      listeners.remove(listener);
    }
  }
}
