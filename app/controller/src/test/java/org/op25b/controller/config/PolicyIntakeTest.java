package org.op25b.controller.config;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.onosproject.core.DefaultApplicationId;
import org.onosproject.net.config.InvalidFieldException;
import org.op25b.policy.Phase;

class PolicyIntakeTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String GOOD =
      "{'edges':[{'device':'of:0000000000000001'}],"
          + "'mailServers':[{'name':'own','servers':['203.0.113.25']}],"
          + "'pools':[{'name':'dynamic','ipv4':['198.51.100.0/24'],"
          + "'mailServers':['own'],'phase':'block'}]}";

  private final PolicyIntake intake = new PolicyIntake(Clock.fixed(NOW, ZoneOffset.UTC));

  @Test
  void takesAGoodPolicy() {
    assertThat(intake.accept(json(GOOD))).isTrue();

    assertThat(intake.policy().get().pool("dynamic").get().phase()).isEqualTo(Phase.BLOCK);
    assertThat(intake.status().acceptedAt().get()).isEqualTo(NOW);
    assertThat(intake.status().configured()).isTrue();
  }

  @Test
  void theSamePolicyAgainChangesNothing() {
    intake.accept(json(GOOD));

    assertThat(intake.accept(json(GOOD))).isFalse();
  }

  /** Each is a mistake that operators make; the path is where REST, log and status say it is. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "typo in a prefix      | '198.51.100.0/24' | '198.51.100/24' | /pools/0/ipv4/0",
        "IPv6 in a list of v4  | '198.51.100.0/24' | '2001:db8::/32' | /pools/0/ipv4/0",
        "unknown field         | 'phase':'block' | 'phase':'block','colour':1 | /pools/0/colour",
        "a port                | 'phase':'block' | 'phase':'block','port':587 | /pools/0/port",
        "unknown phase         | 'phase':'block' | 'phase':'blocked' | /pools/0/phase",
        "the same prefix twice | 'phase':'block'} | 'phase':'block'},{'name':'b','phase':'off','ipv4':['198.51.100.0/24']} | /pools/1/ipv4/0",
      })
  void refusesAMistakeWholeAndNamesItsPlace(
      String mistake, String right, String wrong, String path) {
    intake.accept(json(GOOD));
    String bad = GOOD.replace(right, wrong);
    assertThat(bad).isNotEqualTo(GOOD);

    InvalidFieldException refused =
        assertThrows(InvalidFieldException.class, config(json(bad))::isValid);

    assertThat(refused.field()).isEqualTo(path);
    assertThat(refused.getMessage()).contains(path);
    assertThat(intake.status().problems().get(0)).startsWith(path + ": ");
    assertThat(intake.status().refusedAt().get()).isEqualTo(NOW);
    assertThat(intake.accept(json(bad))).isFalse();
    assertThat(intake.policy().get().pools()).hasSize(1);
    assertThat(intake.source().get()).isEqualTo(json(GOOD));
  }

  @Test
  void namesEveryProblemInOneAnswer() {
    String bad = GOOD.replace("'phase':'block'", "'phase':'blocked','colour':1,'ipv6':['x']");

    InvalidFieldException refused =
        assertThrows(InvalidFieldException.class, config(json(bad))::isValid);

    assertThat(refused.getMessage()).contains("/pools/0/phase");
    assertThat(refused.getMessage()).contains("/pools/0/colour");
    assertThat(refused.getMessage()).contains("/pools/0/ipv6/0");
  }

  @Test
  void countsWhatItDoesNotList() {
    ObjectNode bad = (ObjectNode) json(GOOD);
    for (int field = 0; field < 500; field++) {
      bad.put("unknown" + field, 1);
    }

    InvalidFieldException refused = assertThrows(InvalidFieldException.class, config(bad)::isValid);

    assertThat(refused.getMessage()).contains("and 480 more problems");
    assertThat(refused.getMessage().length()).isLessThan(5000);
  }

  @Test
  void aGoodPolicyMakesTheRefusalForgotten() {
    intake.check(json("{'colour':1}"));
    assertThat(intake.status().problems()).hasSize(1);

    intake.accept(json(GOOD));

    assertThat(intake.status().problems()).isEmpty();
    assertThat(intake.status().refusedAt().isPresent()).isFalse();
  }

  @Test
  void theLastGoodPolicyOutlivesItsConfiguration() {
    intake.accept(json(GOOD));

    intake.vanished();

    assertThat(intake.policy().isPresent()).isTrue();
    assertThat(intake.status().configured()).isFalse();
  }

  @Test
  void anEarlierRunsPolicyIsInForceUntilAnotherComes() {
    Instant earlier = NOW.minusSeconds(3600);
    intake.restore(json(GOOD), earlier);

    assertThat(intake.policy().isPresent()).isTrue();
    assertThat(intake.status().acceptedAt().get()).isEqualTo(earlier);
    assertThat(intake.status().configured()).isFalse();

    assertThat(intake.accept(json(GOOD))).isFalse();
    assertThat(intake.status().configured()).isTrue();
    assertThat(intake.accept(json(GOOD.replace("'block'", "'off'")))).isTrue();
  }

  private PolicyConfig config(JsonNode node) {
    PolicyConfig config = new PolicyConfig(intake);
    config.init(new DefaultApplicationId(7, "org.op25b"), PolicyConfig.KEY, node, MAPPER, null);
    return config;
  }

  private static JsonNode json(String text) {
    try {
      return MAPPER.readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}
