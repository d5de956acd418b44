package org.op25b.policy.json;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.op25b.policy.Problem.Kind.BAD_VALUE;
import static org.op25b.policy.Problem.Kind.CONFLICT;
import static org.op25b.policy.Problem.Kind.DUPLICATE;
import static org.op25b.policy.Problem.Kind.EMPTY;
import static org.op25b.policy.Problem.Kind.HOST_BITS;
import static org.op25b.policy.Problem.Kind.MISSING;
import static org.op25b.policy.Problem.Kind.NOT_JSON;
import static org.op25b.policy.Problem.Kind.OUT_OF_RANGE;
import static org.op25b.policy.Problem.Kind.PORT_NAMED;
import static org.op25b.policy.Problem.Kind.TOO_MANY;
import static org.op25b.policy.Problem.Kind.UNKNOWN_FIELD;
import static org.op25b.policy.Problem.Kind.UNKNOWN_REFERENCE;
import static org.op25b.policy.Problem.Kind.WRONG_FAMILY;
import static org.op25b.policy.Problem.Kind.WRONG_TYPE;

import com.google.common.collect.ImmutableList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.op25b.policy.Policy;
import org.op25b.policy.Problem;
import org.op25b.policy.Problems;

/** Every sort of mistake, each with the path and the remedy that its author needs. */
class PolicyReaderTest {
  private static Arguments bad(Problem.Kind kind, String path, String message, String json) {
    return Arguments.of(json, kind, path, message);
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
            topLevel(), edges(), mailServers(), inbound(), pools(), prefixes(), exemptions())
        .flatMap(cases -> cases);
  }

  private static Stream<Arguments> topLevel() {
    return Stream.of(
        bad(NOT_JSON, "", "line 1, column", "{"),
        bad(NOT_JSON, "", "empty", ""),
        bad(NOT_JSON, "", "Duplicate field 'pools'", "{'pools': [], 'pools': []}"),
        bad(NOT_JSON, "", "Trailing token", "{} {}"),
        bad(NOT_JSON, "", "nested more than 32 deep", nested(100_000)),
        bad(WRONG_TYPE, "", "must be an object, not a list", "[]"),
        bad(WRONG_TYPE, "/pools", "must be a list, not an object", "{'pools': {}}"),
        bad(WRONG_TYPE, "/pools", "not null (leave the field out", "{'pools': null}"),
        bad(WRONG_TYPE, "/pools/0", "must be an object, not the number 7", "{'pools': [7]}"),
        bad(UNKNOWN_FIELD, "/pool", "did you mean \"pools\"?", "{'pool': []}"),
        bad(
            UNKNOWN_FIELD,
            "/a~1b~0c",
            "remove it (known: edges, mailServers, pools, exemptions)",
            "{'a/b~c': 1}"),
        bad(PORT_NAMED, "/ports", "465 and 587 cannot be named", "{'ports': [587]}"),
        bad(PORT_NAMED, "/tcpDst", "only port 25 is ever blocked", "{'tcpDst': 587}"));
  }

  private static String nested(int depth) {
    return String.join("", java.util.Collections.nCopies(depth, "["));
  }

  private static Stream<Arguments> edges() {
    return Stream.of(
        bad(MISSING, "/edges/0", "\"device\" is missing", edge("")),
        bad(BAD_VALUE, "/edges/0/device", "is not a device id", edge("'device': 'edge 1'")),
        bad(BAD_VALUE, "/edges/0/device", "is not a device id", edge("'device': 'of:%zz'")),
        bad(WRONG_TYPE, "/edges/0/device", "not the number 1", edge("'device': 1")),
        bad(
            DUPLICATE,
            "/edges/1/device",
            "device of:1 is already used; each must be different (see /edges/0/device)",
            "{'edges': [{'device': 'of:1'}, {'device': 'of:1'}]}"),
        bad(BAD_VALUE, "/edges/0/name", "is not a name", edge("'device': 'of:1', 'name': ''")),
        bad(BAD_VALUE, "/edges/0/area", "1 to 64", edge("'device': 'of:1', 'area': 'a b'")),
        bad(
            UNKNOWN_FIELD,
            "/edges/0/customerPort",
            "did you mean \"customerPorts\"?",
            edge("'device': 'of:1', 'customerPort': []")),
        bad(
            OUT_OF_RANGE,
            "/edges/0/customerPorts/1",
            "must be from 1 to 65279",
            edge("'device': 'of:1', 'customerPorts': [65279, 65280]")),
        bad(
            OUT_OF_RANGE,
            "/edges/0/uplinkPorts/0",
            "must be from 1 to 65279",
            edge("'device': 'of:1', 'uplinkPorts': [0]")),
        bad(
            WRONG_TYPE,
            "/edges/0/uplinkPorts/0",
            "must be a whole number",
            edge("'device': 'of:1', 'uplinkPorts': [1.5]")),
        bad(
            DUPLICATE,
            "/edges/0/uplinkPorts/1",
            "4 is in this list twice",
            edge("'device': 'of:1', 'uplinkPorts': [4, 4]")),
        bad(
            CONFLICT,
            "/edges/0/uplinkPorts",
            "switch port 2 also leads to customers",
            edge("'device': 'of:1', 'customerPorts': [1, 2], 'uplinkPorts': [2, 3]")),
        bad(
            WRONG_TYPE,
            "/edges/0/border",
            "must be true or false, not the string \"yes\"",
            edge("'device': 'of:1', 'border': 'yes'")),
        bad(
            BAD_VALUE,
            "/edges/0/strategy",
            "is not one of auto, gate, subtract, output (did you mean \"gate\"?)",
            edge("'device': 'of:1', 'strategy': 'gates'")),
        bad(
            OUT_OF_RANGE,
            "/edges/0/capacity",
            "must be from 1 to 10000000",
            edge("'device': 'of:1', 'capacity': 99999999999")),
        bad(
            TOO_MANY,
            "/edges",
            "1001 elements; at most 1000",
            "{'edges': [" + repeat("{}", 1001) + "]}"));
  }

  private static String edge(String fields) {
    return "{'edges': [{" + fields + "}]}";
  }

  private static Stream<Arguments> mailServers() {
    return Stream.of(
        bad(
            MISSING,
            "/mailServers/0",
            "\"name\" is missing",
            "{'mailServers': [{'servers': ['192.0.2.1']}]}"),
        bad(
            MISSING,
            "/mailServers/0",
            "\"servers\" is missing",
            "{'mailServers': [{'name': 'g'}]}"),
        bad(EMPTY, "/mailServers/0/servers", "at least one", group("'servers': []")),
        bad(
            DUPLICATE,
            "/mailServers/0/servers/1",
            "192.0.2.1/32 is in this list twice",
            group("'servers': ['192.0.2.1', '192.0.2.1/32']")),
        bad(
            DUPLICATE,
            "/mailServers/1/name",
            "already used; each must be different (see /mailServers/0/name)",
            "{'mailServers': [{'name': 'g', 'servers': ['192.0.2.1']},"
                + "{'name': 'g', 'servers': ['192.0.2.2']}]}"),
        bad(
            BAD_VALUE,
            "/mailServers/0/servers/0",
            "\"mail.example\" is not an IPv4 or IPv6 address",
            group("'servers': ['mail.example']")),
        bad(
            CONFLICT,
            "/mailServers/1/servers/0",
            "only one of them can decide (see /mailServers/0/servers/0)",
            "{'mailServers': [{'name': 'g', 'servers': ['192.0.2.0/24'], 'inbound': {}},"
                + "{'name': 'h', 'servers': ['192.0.2.1'], 'inbound': {}}]}"),
        bad(
            CONFLICT,
            "/mailServers/1/servers/0",
            "both groups have an inbound policy",
            "{'mailServers': [{'name': 'g', 'servers': ['192.0.2.1'], 'inbound': {}},"
                + "{'name': 'h', 'servers': ['192.0.2.1'], 'inbound': {}}]}"),
        bad(
            TOO_MANY,
            "/mailServers",
            "4100 servers in all groups; at most 4096",
            "{'mailServers': [" + manyServers("g", 2050) + "," + manyServers("h", 2050) + "]}"));
  }

  private static String manyServers(String name, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "'10." + (i >> 16) + "." + (i >> 8 & 255) + "." + (i & 255) + "'")
        .collect(Collectors.joining(",", "{'name': '" + name + "', 'servers': [", "]}"));
  }

  private static String group(String fields) {
    return "{'mailServers': [{'name': 'g', " + fields + "}]}";
  }

  private static Stream<Arguments> inbound() {
    String at = "/mailServers/0/inbound";
    return Stream.of(
        bad(WRONG_TYPE, at, "must be an object, not true", inbound("true")),
        bad(UNKNOWN_FIELD, at + "/alow", "did you mean \"allow\"?", inbound("{'alow': []}")),
        bad(PORT_NAMED, at + "/dstPort", "cannot be named", inbound("{'dstPort': 465}")),
        bad(
            HOST_BITS,
            at + "/deny/0",
            "write 198.18.0.0/15",
            inbound("{'deny': ['198.18.0.1/15']}")),
        bad(
            DUPLICATE,
            at + "/allow/1",
            "twice",
            inbound("{'allow': ['10.0.0.0/8', '10.0.0.0/8']}")),
        bad(
            CONFLICT,
            at + "/deny/0",
            "10.0.0.0/8 is also on the allow list",
            inbound("{'allow': ['10.0.0.0/8'], 'deny': ['10.0.0.0/8']}")),
        bad(
            BAD_VALUE,
            at + "/denyAction",
            "\"drop\" is not one of pass, block",
            inbound("{'denyAction': 'drop'}")),
        bad(
            MISSING,
            at + "/defaultAction",
            "\"rateLimit\" is missing",
            inbound("{'defaultAction': {}}")),
        bad(
            MISSING,
            at + "/defaultAction/rateLimit",
            "exactly one of packetsPerSecond and kbitPerSecond",
            inbound("{'defaultAction': {'rateLimit': {}}}")),
        bad(
            CONFLICT,
            at + "/defaultAction/rateLimit",
            "exactly one of",
            inbound(
                "{'defaultAction': {'rateLimit': {'packetsPerSecond': 1, 'kbitPerSecond': 1}}}")),
        bad(
            OUT_OF_RANGE,
            at + "/denyAction/rateLimit/kbitPerSecond",
            "must be from 1 to 10000000",
            inbound("{'denyAction': {'rateLimit': {'kbitPerSecond': 0}}}")));
  }

  private static String inbound(String inbound) {
    return group("'servers': ['192.0.2.1'], 'inbound': " + inbound);
  }

  private static Stream<Arguments> pools() {
    String good = "'name': 'p', 'ipv4': ['10.0.0.0/8'], 'phase': 'block'";
    return Stream.of(
        bad(MISSING, "/pools/0", "add it", pool("'ipv4': ['10.0.0.0/8'], 'phase': 'off'")),
        bad(MISSING, "/pools/0", "add it", pool("'name': 'p', 'ipv4': ['10.0.0.0/8']")),
        bad(EMPTY, "/pools/0", "no prefix", pool("'name': 'p', 'phase': 'off'")),
        bad(
            BAD_VALUE,
            "/pools/0/phase",
            "\"blocked\" is not one of off, monitor, block, block-all (did you mean \"block\"?)",
            pool("'name': 'p', 'ipv4': ['10.0.0.0/8'], 'phase': 'blocked'")),
        bad(
            BAD_VALUE,
            "/pools/0/blockStyle",
            "one of drop, reject",
            pool(good + ", 'blockStyle': 'rst'")),
        bad(
            WRONG_TYPE,
            "/pools/0/fragmentGuard",
            "must be true or false",
            pool(good + ", 'fragmentGuard': 1")),
        bad(PORT_NAMED, "/pools/0/port", "465 and 587", pool(good + ", 'port': 587")),
        bad(PORT_NAMED, "/pools/0/blockedPorts", "465 and 587", pool(good + ", 'blockedPorts': 1")),
        bad(
            UNKNOWN_REFERENCE,
            "/pools/0/mailServers/0",
            "no mail-server group is named \"own\"",
            pool(good + ", 'mailServers': ['own']")),
        bad(
            UNKNOWN_REFERENCE,
            "/pools/0/mailServers/2",
            "(did you mean \"own\"?)",
            "{'mailServers': [{'name': 'own', 'servers': ['192.0.2.1']}], 'pools': [{"
                + good
                + ", 'mailServers': [7, 'own', 'owm']}]}"),
        bad(
            DUPLICATE,
            "/pools/0/mailServers/1",
            "own is in this list twice",
            pool(good + ", 'mailServers': ['own', 'own']")),
        bad(
            UNKNOWN_REFERENCE,
            "/pools/0/edges/0",
            "no edge switch is of:9",
            pool(good + ", 'edges': ['of:9']")),
        bad(WRONG_TYPE, "/pools/0/edges/0", "a device id", pool(good + ", 'edges': [9]")),
        bad(BAD_VALUE, "/pools/0/tenant", "is not a name", pool(good + ", 'tenant': 'a/b'")),
        bad(BAD_VALUE, "/pools/0/area", "is not a name", pool(good + ", 'area': 'a b'")),
        bad(
            BAD_VALUE,
            "/pools/0/serviceClass",
            "is not a name",
            pool(good + ", 'serviceClass': '" + repeat("x", 65).replace(",", "") + "'")),
        bad(
            DUPLICATE,
            "/pools/1/name",
            "name \"p\" is already used; each must be different (see /pools/0/name)",
            "{'pools': [{" + good + "}, {'name': 'p', 'ipv4': ['11.0.0.0/8'], 'phase': 'block'}]}"),
        bad(
            CONFLICT,
            "/pools/2/ipv4/1",
            "10.0.0.0/8 is also in another pool; only one pool can own it (see /pools/1/ipv4/0)",
            "{'pools': [7, {"
                + good
                + "}, {'name': 'q', 'ipv4': ['x', '10.0.0.0/8'], 'phase': 'block'}]}"),
        bad(
            DUPLICATE,
            "/pools/0/ipv6/1",
            "2001:db8::/32 is in this pool twice",
            pool(good + ", 'ipv6': ['2001:db8::/32', '2001:db8::/32']")));
  }

  private static Stream<Arguments> prefixes() {
    String at = "/pools/0/ipv4/0";
    return Stream.of(
        bad(BAD_VALUE, at, "is not an IPv4 or IPv6 address", ip4("10.0.0.256/24")),
        bad(BAD_VALUE, at, "is not an IPv4 or IPv6 address", ip4("10.0.0/24")),
        bad(BAD_VALUE, at, "has no length; write 10.0.0.0/32", ip4("10.0.0.0")),
        bad(OUT_OF_RANGE, at, "length that is not in 0 to 32", ip4("10.0.0.0/33")),
        bad(OUT_OF_RANGE, at, "length that is not in 0 to 32", ip4("10.0.0.0/+8")),
        bad(OUT_OF_RANGE, at, "length that is not in 0 to 32", ip4("10.0.0.0/")),
        bad(OUT_OF_RANGE, at, "length that is not in 0 to 32", ip4("10.0.0.0/255.0.0.0")),
        bad(HOST_BITS, at, "write 10.0.0.0/24, or 10.0.0.7/32", ip4("10.0.0.7/24")),
        bad(WRONG_FAMILY, at, "2001:db8::/32 is IPv6; move it to ipv6", ip4("2001:db8::/32")),
        bad(BAD_VALUE, at, "IPv4 address in IPv6 form; write 10.0.0.0", ip4("::ffff:10.0.0.0/96")),
        bad(BAD_VALUE, at, "is not an IPv4 or IPv6 address", ip4("fe80::1%eth0/64")),
        bad(BAD_VALUE, at, "is not an IPv4", ip4(repeat("1", 500).replace(',', '.'))),
        bad(
            WRONG_FAMILY,
            "/pools/0/ipv6/0",
            "10.0.0.0/8 is IPv4; move it to ipv4",
            pool("'name': 'p', 'phase': 'off', 'ipv6': ['10.0.0.0/8']")),
        bad(
            HOST_BITS,
            "/pools/0/ipv6/0",
            "write 2001:db8::/127",
            pool("'name': 'p', 'phase': 'off', 'ipv6': ['2001:db8::1/127']")),
        bad(
            WRONG_TYPE,
            at,
            "must be an address or prefix in quotes, not the number 10",
            pool("'name': 'p', 'phase': 'off', 'ipv4': [10]")));
  }

  private static String ip4(String prefix) {
    return pool("'name': 'p', 'phase': 'off', 'ipv4': ['" + prefix + "']");
  }

  private static String pool(String fields) {
    return "{'pools': [{" + fields + "}]}";
  }

  private static Stream<Arguments> exemptions() {
    String good = "'id': 'x', 'customer': 'C', 'prefix': '10.0.0.1'";
    return Stream.of(
        bad(MISSING, "/exemptions/0", "add it", exemption("'customer': 'C', 'prefix': '::1'")),
        bad(MISSING, "/exemptions/0", "add", exemption("'id': 'x', 'prefix': '::1'")),
        bad(MISSING, "/exemptions/0", "add it", exemption("'id': 'x', 'customer': 'C'")),
        bad(
            DUPLICATE,
            "/exemptions/1/id",
            "\"x\" is used by an earlier exemption",
            "{'exemptions': [{" + good + "}, {" + good + "}]}"),
        bad(
            BAD_VALUE,
            "/exemptions/0/id",
            "is not a name",
            exemption("'id': 'a b', 'customer': 'C', 'prefix': '10.0.0.1'")),
        bad(
            BAD_VALUE,
            "/exemptions/0/customer",
            "is not a name",
            exemption("'id': 'x', 'customer': '', 'prefix': '10.0.0.1'")),
        bad(
            WRONG_FAMILY,
            "/exemptions/0/destinations/1",
            "2001:db8::1/128 can never be reached from 10.0.0.1/32",
            exemption(good + ", 'destinations': ['192.0.2.1', '2001:db8::1']")),
        bad(
            DUPLICATE,
            "/exemptions/0/destinations/1",
            "twice",
            exemption(good + ", 'destinations': ['192.0.2.1', '192.0.2.1']")),
        bad(
            TOO_MANY,
            "/exemptions/0/destinations",
            "65 elements; at most 64",
            exemption(good + ", 'destinations': [" + repeat("'::1'", 65) + "]")),
        bad(
            BAD_VALUE,
            "/exemptions/0/expires",
            "write it like 2026-12-31T15:00:00Z",
            exemption(good + ", 'expires': '2026-12-31'")),
        bad(
            BAD_VALUE,
            "/exemptions/0/expires",
            "in UTC",
            exemption(good + ", 'expires': '2026-12-31T15:00:00+09:00'")),
        bad(
            BAD_VALUE,
            "/exemptions/0/notBefore",
            "from 1970 to 9999",
            exemption(good + ", 'notBefore': '1969-12-31T23:59:59Z'")),
        bad(
            BAD_VALUE,
            "/exemptions/0/notBefore",
            "from 1970 to 9999",
            exemption(good + ", 'notBefore': '+10000-01-01T00:00:00Z'")),
        bad(
            CONFLICT,
            "/exemptions/0/expires",
            "not after it starts at 2026-01-01T00:00:00Z",
            exemption(
                good + ", 'notBefore': '2026-01-01T00:00:00Z', 'expires': '2026-01-01T00:00:00Z'")),
        bad(PORT_NAMED, "/exemptions/0/port", "465 and 587", exemption(good + ", 'port': 25")));
  }

  private static String exemption(String fields) {
    return "{'exemptions': [{" + fields + "}]}";
  }

  private static String repeat(String element, int count) {
    return String.join(",", java.util.Collections.nCopies(count, element));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void reportsWhereAndWhatToDo(String json, Problem.Kind kind, String path, String message) {
    PolicyReading reading = PolicyReader.read(json.replace('\'', '"'));
    assertThat(reading.policy().isPresent()).isFalse();
    ImmutableList<Problem> found =
        reading.problems().stream()
            .filter(problem -> problem.path().equals(path) && problem.kind() == kind)
            .collect(ImmutableList.toImmutableList());
    assertEquals(1, found.size(), () -> "found instead: " + reading.problems());
    assertThat(found.get(0).message()).contains(message);
  }

  @Test
  void reportsAllProblemsAtOnceAndNoneThatOnlyFollowFromOthers() {
    String json =
        "{'mailServers': [{'name': 'own', 'servers': ['mail']}],"
            + "'pools': [{'name': 'p', 'ipv4': ['10.0.0.1/8'], 'phase': 'on',"
            + " 'mailServers': ['own']}, {'name': 'p', 'ipv4': ['10.0.0.0/8'], 'phase': 'off'}]}";
    PolicyReading reading = PolicyReader.read(json.replace('\'', '"'));
    assertThat(reading.problems().stream().map(Problem::path).collect(Collectors.toList()))
        .containsExactly(
            "/mailServers/0/servers/0", "/pools/0/ipv4/0", "/pools/0/phase", "/pools/1/name");
  }

  @Test
  void aMillionMistakesAreNotAMillionMessages() {
    PolicyReading reading = PolicyReader.read("{\"exemptions\":[" + repeat("{}", 5_000) + "]}");
    assertThat(reading.problems()).hasSize(Problems.MAX);
  }

  @Test
  void aMessageDoesNotRepeatHugeOrInvisibleInput() {
    String name = String.join("", java.util.Collections.nCopies(1_000_000, "n\\u0007"));
    PolicyReading reading =
        PolicyReader.read("{\"edges\":[{\"device\":\"" + name + "\",\"" + name + "\":1}]}");
    assertThat(reading.problems()).hasSize(2);
    for (Problem problem : reading.problems()) {
      assertThat(problem.toString().length()).isLessThan(300);
      assertThat(problem.toString()).doesNotContain("\u0007");
    }
  }

  @Test
  void theEmptyPolicyAndTheWholeInternetAreValid() {
    assertThat(PolicyReader.read("{}").policy().get()).isEqualTo(Policy.builder().build());
    String everything =
        "{\"pools\":[{\"name\":\"p\",\"ipv4\":[\"0.0.0.0/0\"],\"ipv6\":[\"::/0\"],"
            + "\"phase\":\"block-all\"}]}";
    assertThat(PolicyReader.read(everything).problems()).isEmpty();
  }

  @Test
  void readsTheExampleOfTheFormatsDescription() throws java.io.IOException {
    String text =
        new String(
            java.nio.file.Files.readAllBytes(
                java.nio.file.Paths.get("../../docs/design/policy-format.md")),
            java.nio.charset.StandardCharsets.UTF_8);
    int start = text.indexOf("```json") + "```json".length();
    PolicyReading reading = PolicyReader.read(text.substring(start, text.indexOf("```", start)));
    assertThat(reading.problems()).isEmpty();
    Policy policy = reading.policy().get();
    assertThat(policy.exemptions()).hasSize(1);
    assertThat(policy.pools().get(0).prefixes()).hasSize(2);
  }
}
