package org.op25b.policy.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableSet;
import java.util.List;
import java.util.Optional;
import org.op25b.policy.EdgeSwitch;
import org.op25b.policy.Exemption;
import org.op25b.policy.Limits;
import org.op25b.policy.MailServerGroup;
import org.op25b.policy.Policy;
import org.op25b.policy.PolicyValidator;
import org.op25b.policy.Pool;
import org.op25b.policy.Problem;
import org.op25b.policy.Problems;

/**
 * Reads a policy from the JSON of docs/design/policy-format.md. A policy is taken whole or refused
 * whole: with every problem, each with its path and a remedy.
 */
public final class PolicyReader {
  private static final ImmutableSet<String> FIELDS =
      ImmutableSet.of("edges", "mailServers", "pools", "exemptions");

  private PolicyReader() {}

  /** Reads a policy from a tree; never throws, whatever the tree holds. */
  public static PolicyReading read(JsonNode tree) {
    Source source = new Source(new Problems());
    Optional<Policy> policy =
        Fields.of(tree, "", source, FIELDS).map(fields -> policy(fields, source));
    if (!policy.isPresent()) {
      return PolicyReading.refused(source.problems().list());
    }
    // What could be read is validated even after errors, so that nobody has to come back twice.
    for (Problem problem : PolicyValidator.validate(policy.get())) {
      Problem found = source.leftOut().relocate(problem);
      boolean onlySeemsEmpty =
          found.kind() == Problem.Kind.EMPTY && source.leftOut().inside(found.path());
      if (!onlySeemsEmpty) {
        source.problems().add(found);
      }
    }
    return source.problems().isEmpty()
        ? PolicyReading.of(policy.get())
        : PolicyReading.refused(source.problems().list());
  }

  /** Reads a policy from JSON text, in which no key may occur twice; never throws. */
  public static PolicyReading read(String text) {
    Problems problems = new Problems();
    return StrictJson.parse(text, problems)
        .map(PolicyReader::read)
        .orElseGet(() -> PolicyReading.refused(problems.list()));
  }

  private static Policy policy(Fields fields, Source source) {
    List<EdgeSwitch> edges =
        fields.list("edges", Limits.EDGES, (node, at) -> EdgeReader.read(node, at, source));
    List<MailServerGroup> groups =
        fields.list(
            "mailServers",
            Limits.MAIL_SERVER_GROUPS,
            (node, at) -> MailServerReader.read(node, at, source));
    List<Pool> pools =
        fields.list("pools", Limits.POOLS, (node, at) -> PoolReader.read(node, at, source));
    List<Exemption> exemptions =
        fields.list(
            "exemptions", Limits.EXEMPTIONS, (node, at) -> ExemptionReader.read(node, at, source));
    return Policy.builder()
        .setEdges(edges)
        .setMailServerGroups(groups)
        .setPools(pools)
        .setExemptions(exemptions)
        .build();
  }
}
