package org.op25b.web;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import com.google.common.collect.ImmutableList;
import com.google.common.hash.Hashing;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.op25b.controller.Words;
import org.op25b.controller.audit.AuditAction;
import org.op25b.controller.enforcement.DeviceState;
import org.op25b.controller.exemption.ExemptionState;
import org.op25b.controller.policyops.Schedule;
import org.op25b.controller.policyops.VersionAction;
import org.op25b.policy.Phase;
import org.op25b.policy.Verdict;

/** The page as it is served, and that its files fit together. Its behaviour is the lab's suite. */
class PageTest {
  private static final Path PAGE = Path.of("src/main/webapp");

  @Test
  void onlyTheImportMapOfThisPageIsLetIn() throws Exception {
    try (RestServer server = new RestServer()) {
      HttpResponse<String> page = server.get("../index.html");
      assertThat(page.statusCode()).isEqualTo(200);
      String map = group(page.body(), "(?s)<script type=\"importmap\">(.*?)</script>");
      String hash =
          Base64.getEncoder()
              .encodeToString(Hashing.sha256().hashString(map, StandardCharsets.UTF_8).asBytes());
      String policy = page.headers().firstValue("Content-Security-Policy").orElse("");
      assertThat(policy).contains("script-src 'self' 'sha256-" + hash + "';");
      assertThat(policy).doesNotContain("unsafe");
      assertThat(page.body().replace(map, ""))
          .doesNotContainMatch("<script(?![^>]* src=)[^>]*>[^<]");
    }
  }

  @Test
  void everyAnswerCarriesTheHeadersAndDataIsNotKept() throws Exception {
    try (RestServer server = new RestServer()) {
      for (String path : ImmutableList.of("../index.html", "../js/app.js", "pools", "no-such")) {
        HttpResponse<String> answer = server.get(path);
        assertThat(answer.headers().firstValue("X-Content-Type-Options").orElse(""))
            .isEqualTo("nosniff");
        assertThat(answer.headers().firstValue("X-Frame-Options").orElse("")).isEqualTo("DENY");
        assertThat(answer.headers().firstValue("Cache-Control").orElse(""))
            .isEqualTo(path.startsWith("..") ? "no-cache" : "no-store");
      }
      assertThat(server.send(server.anonymous("../index.html")).statusCode()).isEqualTo(401);
    }
  }

  @Test
  void sessionNamesTheUserAndItsRoles() throws Exception {
    try (RestServer server = new RestServer()) {
      assertThat(server.get("session").body())
          .isEqualTo("{\"user\":\"onos\",\"roles\":[\"viewer\",\"admin\"]}");
      String guest = RestServer.basic("guest:guest");
      assertThat(server.send(server.anonymous("session").header("Authorization", guest)).body())
          .isEqualTo("{\"user\":\"guest\",\"roles\":[\"viewer\"]}");
    }
  }

  @Test
  void aPageOfAnotherSiteChangesNothing() throws Exception {
    try (RestServer server = new RestServer()) {
      String draft = "{\"customer\":\"C\",\"prefix\":\"10.1.1.1\",\"reason\":\"r\"}";
      for (String site : ImmutableList.of("cross-site", "same-site")) {
        assertThat(server.post("exemptions", draft, "Sec-Fetch-Site", site).statusCode())
            .isEqualTo(403);
      }
      String form = "text/plain";
      assertThat(
              server
                  .send(
                      server
                          .request("exemptions")
                          .header("Content-Type", form)
                          .POST(BodyPublishers.ofString(draft)))
                  .statusCode())
          .isEqualTo(415);
      assertThat(RestServer.json(server.get("exemptions")).path("total").asInt()).isEqualTo(0);
      assertThat(
              server
                  .post("exemptions?force=true", draft, "Sec-Fetch-Site", "same-origin")
                  .statusCode())
          .isEqualTo(201);
    }
  }

  @Test
  void everyFileThatIsNamedIsThere() throws Exception {
    String page = Files.readString(PAGE.resolve("index.html"));
    for (String file : all(page, "(?:href|src)=\"([^\"]+)\"")) {
      assertThere(file.startsWith("lib/") ? Path.of("target/webjars", file) : PAGE.resolve(file));
    }
    for (Path script : scripts()) {
      for (String name : all(Files.readString(script), "(?:from|import)\\s*\\(?\"(\\.[^\"]+)\"")) {
        assertThere(script.resolveSibling(name).normalize());
      }
    }
  }

  /** Keys that are put together from parts are tried by the lab's suite in both languages. */
  @Test
  void everyTextThatIsAskedForIsThere() throws Exception {
    Set<String> keys = keys("en");
    Set<String> missing = new TreeSet<>();
    for (Path script : scripts()) {
      missing.addAll(all(Files.readString(script), "\\bt\\(\\s*\"([^\"]+)\""));
    }
    missing.removeAll(keys);
    assertThat(missing).isEmpty();
    Set<String> untranslated = new TreeSet<>(keys);
    untranslated.removeAll(keys("ja"));
    assertThat(untranslated).isEmpty();
  }

  /** Else the page would show the word of the interface itself, such as PHASE_SCHEDULED. */
  @Test
  void everyWordOfTheInterfaceHasAText() throws Exception {
    Set<String> words = new TreeSet<>();
    for (AuditAction action : AuditAction.values()) {
      words.add("action." + action);
    }
    for (DeviceState state : DeviceState.values()) {
      words.add("state." + state);
    }
    addWords("phase", Phase.values(), words);
    addWords("versionAction", VersionAction.values(), words);
    addWords("schedule", Schedule.State.values(), words);
    addWords("state", ExemptionState.values(), words);
    addWords("verdict", Verdict.values(), words);
    words.removeAll(keys("en"));
    assertThat(words).isEmpty();
  }

  private static void addWords(String set, Enum<?>[] values, Set<String> to) {
    for (Enum<?> value : values) {
      to.add(set + "." + Words.of(value));
    }
  }

  private static Set<String> keys(String language) throws IOException {
    String table = Files.readString(PAGE.resolve("js/i18n/" + language + ".js"));
    List<String> keys = all(table, "(?m)^  \"([^\"]+)\":");
    Set<String> distinct = new TreeSet<>(keys);
    assertWithMessage("keys given twice").that(keys).hasSize(distinct.size());
    return distinct;
  }

  private static List<Path> scripts() throws IOException {
    try (Stream<Path> files = Files.walk(PAGE.resolve("js"))) {
      return files.filter(file -> file.toString().endsWith(".js")).collect(Collectors.toList());
    }
  }

  private static void assertThere(Path file) {
    assertWithMessage("%s", file).that(Files.isRegularFile(file)).isTrue();
  }

  private static String group(String text, String pattern) {
    return all(text, pattern).get(0);
  }

  private static List<String> all(String text, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    ImmutableList.Builder<String> found = ImmutableList.builder();
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return found.build();
  }
}
