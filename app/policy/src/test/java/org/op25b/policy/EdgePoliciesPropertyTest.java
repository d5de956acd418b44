package org.op25b.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.onosproject.net.DeviceId;

class EdgePoliciesPropertyTest {
  private static final int STEPS = 6;

  @Provide
  Arbitrary<Policy> policies() {
    return PolicyArbitraries.policies();
  }

  @Property
  void everySwitchIsAskedWhatThePolicySays(
      @ForAll @Size(2) List<@From("policies") Policy> policies, @ForAll Random random) {
    EdgePolicies kept = new EdgePolicies();
    for (int step = 0; step < STEPS; step++) {
      Policy policy = some(policies.get(random.nextInt(policies.size())), random);
      for (EdgeSwitch edge : policy.edges()) {
        DeviceId device = edge.device();
        EdgePolicy asked = kept.at(policy, device);
        assertEquals(policy.at(device), asked);
        assertSame(asked, kept.at(policy.toBuilder().build(), device));
      }
    }
  }

  private static Policy some(Policy policy, Random random) {
    return policy.toBuilder()
        .setExemptions(
            policy.exemptions().stream()
                .filter(exemption -> random.nextInt(3) > 0)
                .collect(Collectors.toList()))
        .build();
  }
}
