package org.op25b.policy.json;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.io.Resources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.onlab.packet.IpAddress;
import org.op25b.policy.Policy;

/**
 * One provider of {@code test-topologies/providers}: a policy, hosts, and a story in steps, each
 * with the table of what its customers may expect. The lab reads the same files and tries them with
 * real mail.
 */
public final class ProviderStory {
  static final ImmutableList<String> PROVIDERS = ImmutableList.of("p1", "p2", "p3", "p4", "p5");

  private static final ObjectMapper JSON = new ObjectMapper();

  private final String provider;
  private final ImmutableMap<String, JsonNode> hosts;

  private ProviderStory(String provider) {
    this.provider = provider;
    ImmutableMap.Builder<String, JsonNode> named = ImmutableMap.builder();
    json("network.json").get("hosts").forEach(host -> named.put(host.get("name").asText(), host));
    this.hosts = named.build();
  }

  /** Reads the story of {@code provider}, such as p1. */
  public static ProviderStory of(String provider) {
    return new ProviderStory(provider);
  }

  /** One step of the story: the policy as it stands then, and the name of its table. */
  static final class Step {
    final String name;
    final String table;
    final Policy policy;

    Step(String name, String table, Policy policy) {
      this.name = name;
      this.table = table;
      this.policy = policy;
    }
  }

  /** The policy as it stands in the step {@code name}. */
  public Policy policyIn(String name) {
    return steps().stream().filter(step -> step.name.equals(name)).findFirst().get().policy;
  }

  /** The steps, in order; each changes the phases of some pools. */
  ImmutableList<Step> steps() {
    JsonNode policy = json("policy.json");
    ImmutableList.Builder<Step> steps = ImmutableList.builder();
    for (JsonNode step : json("story.json").get("steps")) {
      step.path("phases")
          .fields()
          .forEachRemaining(change -> setPhases(policy, change.getKey(), change.getValue()));
      PolicyReading reading = PolicyReader.read(policy);
      if (!reading.policy().isPresent()) {
        throw new AssertionError(provider + ": " + reading.problems());
      }
      steps.add(
          new Step(step.get("name").asText(), step.get("table").asText(), reading.policy().get()));
    }
    return steps.build();
  }

  private static void setPhases(JsonNode policy, String phase, JsonNode names) {
    for (JsonNode name : names) {
      boolean found = false;
      for (JsonNode pool : policy.get("pools")) {
        if (pool.get("name").equals(name)) {
          ((ObjectNode) pool).put("phase", phase);
          found = true;
        }
      }
      if (!found) {
        throw new AssertionError("no pool is called " + name);
      }
    }
  }

  /** The rows of a CSV file, without comments; empty if there is no such file. */
  Stream<List<String>> rows(String file) {
    if (ProviderStory.class.getResource(path(file)) == null) {
      return Stream.of();
    }
    return Splitter.on('\n').omitEmptyStrings().splitToList(text(file)).stream()
        .filter(line -> !line.startsWith("#"))
        .map(line -> Splitter.on(',').trimResults().splitToList(line));
  }

  /** The first hop of a way such as {@code own-mta > other-mta}, and the others behind it. */
  static ImmutableList<String> hops(String way) {
    return Splitter.on('>').trimResults().splitToList(way).stream().collect(toImmutableList());
  }

  /** The address of a host in the family "ipv4" or "ipv6". */
  IpAddress address(String host, String family) {
    JsonNode found = hosts.get(host);
    if (found == null) {
      throw new AssertionError(provider + ": no host is called " + host);
    }
    return IpAddress.valueOf(found.get(family).asText());
  }

  private JsonNode json(String file) {
    try {
      return JSON.readTree(text(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String text(String file) {
    try {
      return Resources.toString(
          Resources.getResource(ProviderStory.class, path(file)), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String path(String file) {
    return "/providers/" + provider + "/" + file;
  }
}
