package org.op25b.web;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.time.Instant;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.ws.rs.HttpMethod;
import javax.ws.rs.Path;
import org.junit.jupiter.api.Test;
import org.onlab.packet.IpAddress;
import org.onosproject.net.DeviceId;
import org.op25b.controller.Words;
import org.op25b.controller.status.Explanation;
import org.op25b.controller.status.PolicyJson;
import org.op25b.policy.EdgeSwitch;
import org.op25b.policy.Policy;
import org.op25b.policy.Reason;
import org.op25b.policy.TcpPacket;
import org.op25b.proof.RuleAction;
import org.op25b.proof.RuleMatch;
import org.op25b.proof.SwitchRule;

/** The description and the implementation name the same paths and methods. */
class OpenApiTest {
  @Test
  void describesWhatThereIsAndNothingElse() throws Exception {
    Set<String> described = new TreeSet<>();
    try (RestServer server = new RestServer()) {
      JsonNode paths = RestServer.json(server.get("openapi.json")).path("paths");
      for (Iterator<Map.Entry<String, JsonNode>> all = paths.fields(); all.hasNext(); ) {
        Map.Entry<String, JsonNode> path = all.next();
        path.getValue()
            .fieldNames()
            .forEachRemaining(method -> described.add(method + " " + path.getKey()));
      }
    }
    Set<String> implemented = new TreeSet<>();
    // A servlet, see EventsServlet.
    implemented.add("get /events");
    for (Class<?> resource : new Op25bWebApplication().getClasses()) {
      Path root = resource.getAnnotation(Path.class);
      if (root == null) {
        continue;
      }
      for (Method method : resource.getMethods()) {
        for (Annotation annotation : method.getAnnotations()) {
          HttpMethod verb = annotation.annotationType().getAnnotation(HttpMethod.class);
          if (verb != null) {
            Path below = method.getAnnotation(Path.class);
            String path = root.value() + (below == null ? "" : "/" + below.value());
            implemented.add(
                verb.value().toLowerCase(Locale.ROOT) + " /" + path.replaceFirst("^/", ""));
          }
        }
      }
    }
    assertThat(described).isEqualTo(implemented);
  }

  @Test
  void everyReferenceLeadsSomewhereAndEveryOperationHasAName() throws Exception {
    try (RestServer server = new RestServer()) {
      JsonNode document = RestServer.json(server.get("openapi.json"));
      Matcher references = Pattern.compile("\"\\$ref\":\"#([^\"]*)\"").matcher(document.toString());
      int count = 0;
      for (; references.find(); count++) {
        assertWithMessage(references.group(1))
            .that(document.at(references.group(1)).isMissingNode())
            .isFalse();
      }
      assertThat(count).isAtLeast(10);
      Set<String> names = ImmutableSet.copyOf(document.findValuesAsText("operationId"));
      assertThat(names).hasSize(document.findValuesAsText("operationId").size());
    }
  }

  /** An explanation as the server writes it has no field that the document does not. */
  @Test
  void explanationsAreDescribed() throws Exception {
    DeviceId device = DeviceId.deviceId("of:0000000000000001");
    Policy policy =
        RestServer.POLICY.toBuilder()
            .setEdges(EdgeSwitch.builder().setDevice(device).build())
            .build();
    SwitchRule rule = SwitchRule.of(0, 1, RuleMatch.any(), RuleAction.drop(), "org.op25b", true, 1);
    TcpPacket packet =
        TcpPacket.of(
            IpAddress.valueOf("10.0.0.1"), 49152, IpAddress.valueOf("192.0.2.25"), TcpPacket.SMTP);
    JsonNode written =
        new PolicyJson(new ObjectMapper())
            .explanation(
                Explanation.of(policy, packet, Instant.now(), edge -> ImmutableList.of(rule)));
    try (RestServer server = new RestServer()) {
      JsonNode schema =
          RestServer.json(server.get("openapi.json"))
              .at("/components/schemas/Explanation/properties");
      assertThat(names(schema)).containsAtLeastElementsIn(names(written));
      assertThat(names(schema.at("/rules/items/properties")))
          .isEqualTo(names(written.path("rules").path(0)));
      assertThat(names(RestServer.json(server.get("explain?source=10.0.0.1&destination=10.0.0.2"))))
          .containsAtLeast("source", "rules");
      for (Reason reason : Reason.values()) {
        assertThat(schema.at("/reason/enum").toString()).contains('"' + Words.of(reason) + '"');
      }
    }
  }

  private static Set<String> names(JsonNode object) {
    return ImmutableSet.copyOf(object.fieldNames());
  }

  /** Every query parameter that the document names is taken, and is the document's spelling. */
  @Test
  void parametersAreThoseOfTheDocument() throws Exception {
    try (RestServer server = new RestServer()) {
      JsonNode paths = RestServer.json(server.get("openapi.json")).path("paths");
      for (String path :
          new String[] {"exemptions", "audit", "explain", "audit/export", "notice"}) {
        String refusal = server.get(path + "?no-such=1").body();
        for (JsonNode parameter : paths.path("/" + path).path("get").path("parameters")) {
          assertThat(refusal).contains(parameter.path("name").asText());
        }
      }
    }
  }
}
