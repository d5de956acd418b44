package org.op25b.policy.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.util.Optional;
import java.util.OptionalInt;
import org.op25b.policy.InboundAction;
import org.op25b.policy.InboundPolicy;
import org.op25b.policy.Limits;
import org.op25b.policy.MailServerGroup;
import org.op25b.policy.Problem;
import org.op25b.policy.RateLimit;

/** Reads one element of {@code mailServers}. */
final class MailServerReader {
  private static final ImmutableSet<String> FIELDS = ImmutableSet.of("name", "servers", "inbound");
  private static final ImmutableSet<String> INBOUND_FIELDS =
      ImmutableSet.of("allow", "deny", "denyAction", "defaultAction");
  private static final ImmutableMap<String, InboundAction> ACTIONS =
      ImmutableMap.of("pass", InboundAction.pass(), "block", InboundAction.block());
  private static final ImmutableMap<String, RateLimit.Unit> UNITS =
      ImmutableMap.of(
          "packetsPerSecond", RateLimit.Unit.PACKETS_PER_SECOND,
          "kbitPerSecond", RateLimit.Unit.KBIT_PER_SECOND);

  private MailServerReader() {}

  static Optional<MailServerGroup> read(JsonNode node, String path, Source source) {
    return Fields.of(node, path, source, FIELDS).flatMap(fields -> group(fields, source));
  }

  private static Optional<MailServerGroup> group(Fields fields, Source source) {
    fields.requiredNode("servers");
    MailServerGroup.Builder builder =
        MailServerGroup.builder()
            .setServers(fields.prefixes("servers", Limits.MAIL_SERVERS))
            .setInbound(
                fields
                    .node("inbound")
                    .flatMap(
                        node -> Fields.of(node, fields.path("inbound"), source, INBOUND_FIELDS))
                    .map(inbound -> inbound(inbound, source)));
    return fields.requiredText("name").map(name -> builder.setName(name).build());
  }

  private static InboundPolicy inbound(Fields fields, Source source) {
    InboundPolicy.Builder builder =
        InboundPolicy.builder()
            .setAllow(fields.prefixes("allow", Limits.INBOUND_PREFIXES))
            .setDeny(fields.prefixes("deny", Limits.INBOUND_PREFIXES));
    action(fields, "denyAction", source).ifPresent(builder::setDenyAction);
    action(fields, "defaultAction", source).ifPresent(builder::setDefaultAction);
    return builder.build();
  }

  private static Optional<InboundAction> action(Fields fields, String field, Source source) {
    Optional<JsonNode> node = fields.node(field);
    if (!node.isPresent() || !node.get().isObject()) {
      return fields.word(field, ACTIONS);
    }
    return Fields.of(node.get(), fields.path(field), source, ImmutableSet.of("rateLimit"))
        .flatMap(
            action ->
                action
                    .requiredNode("rateLimit")
                    .flatMap(
                        limit -> Fields.of(limit, action.path("rateLimit"), source, UNITS.keySet()))
                    .flatMap(limit -> rateLimit(limit, action.path("rateLimit"), source)))
        .map(InboundAction::limitTo);
  }

  private static Optional<RateLimit> rateLimit(Fields fields, String path, Source source) {
    Optional<RateLimit> result = Optional.empty();
    int units = 0;
    for (String unit : UNITS.keySet()) {
      if (fields.node(unit).isPresent()) {
        units++;
        OptionalInt rate = fields.number(unit, 1, RateLimit.MAX_RATE);
        if (rate.isPresent()) {
          result = Optional.of(RateLimit.of(rate.getAsInt(), UNITS.get(unit)));
        }
      }
    }
    if (units != 1) {
      source.problem(
          units == 0 ? Problem.Kind.MISSING : Problem.Kind.CONFLICT,
          path,
          "give exactly one of " + String.join(" and ", UNITS.keySet()));
      return Optional.empty();
    }
    return result;
  }
}
