package org.op25b.web;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableSet;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
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

  /** Every query parameter that the document names is taken, and is the document's spelling. */
  @Test
  void parametersAreThoseOfTheDocument() throws Exception {
    try (RestServer server = new RestServer()) {
      JsonNode paths = RestServer.json(server.get("openapi.json")).path("paths");
      for (String path : new String[] {"exemptions", "audit", "explain", "audit/export"}) {
        String refusal = server.get(path + "?no-such=1").body();
        for (JsonNode parameter : paths.path("/" + path).path("get").path("parameters")) {
          assertThat(refusal).contains(parameter.path("name").asText());
        }
      }
    }
  }
}
