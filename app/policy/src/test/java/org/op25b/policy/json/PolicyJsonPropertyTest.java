package org.op25b.policy.json;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.collect.ImmutableList;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.op25b.policy.Policy;
import org.op25b.policy.PolicyArbitraries;
import org.op25b.policy.PolicyValidator;

/** Writing and reading back loses nothing. */
class PolicyJsonPropertyTest {
  @Provide
  Arbitrary<Policy> policies() {
    return PolicyArbitraries.policies();
  }

  @Property
  void whatWasWrittenIsReadBackEqual(@ForAll("policies") Policy policy) {
    assertEquals(ImmutableList.of(), PolicyValidator.validate(policy));
    PolicyReading fromTree = PolicyReader.read(PolicyWriter.write(policy));
    assertEquals(ImmutableList.of(), fromTree.problems());
    assertThat(fromTree.policy().get()).isEqualTo(policy);
    PolicyReading fromText = PolicyReader.read(PolicyWriter.write(policy).toString());
    assertThat(fromText.policy().get()).isEqualTo(policy);
  }
}
