package org.op25b.policy.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.onlab.packet.IpPrefix;
import org.op25b.policy.BlockStyle;
import org.op25b.policy.Labels;
import org.op25b.policy.Limits;
import org.op25b.policy.Phase;
import org.op25b.policy.Pool;

/** Reads one element of {@code pools}. */
final class PoolReader {
  private static final ImmutableSet<String> FIELDS =
      ImmutableSet.of(
          "name",
          "ipv4",
          "ipv6",
          "serviceClass",
          "area",
          "tenant",
          "edges",
          "mailServers",
          "phase",
          "fragmentGuard",
          "returnPathGuard",
          "blockStyle");

  private static final ImmutableMap<String, Phase> PHASES = Labels.of(Phase.class);
  private static final ImmutableMap<String, BlockStyle> STYLES = Labels.of(BlockStyle.class);

  private PoolReader() {}

  static Optional<Pool> read(JsonNode node, String path, Source source) {
    return Fields.of(node, path, source, FIELDS).flatMap(fields -> pool(fields, source));
  }

  private static Optional<Pool> pool(Fields fields, Source source) {
    List<IpPrefix> prefixes = new ArrayList<>();
    prefixes.addAll(fields.prefixesOfFamily("ipv4", true, "ipv6", Limits.POOL_PREFIXES));
    prefixes.addAll(fields.prefixesOfFamily("ipv6", false, "ipv4", Limits.POOL_PREFIXES));
    Pool.Builder builder =
        Pool.builder()
            .setPrefixes(prefixes)
            .setEdges(
                fields.distinct(
                    "edges",
                    Limits.EDGES,
                    (node, at) -> {
                      if (!node.isTextual()) {
                        source.wrongType(at, node, "a device id in quotes");
                        return Optional.empty();
                      }
                      return EdgeReader.device(node.textValue(), at, source);
                    }))
            .setMailServers(fields.texts("mailServers", Limits.MAIL_SERVER_GROUPS))
            // After a phase that cannot be read the policy is refused anyway.
            .setPhase(fields.requiredWord("phase", PHASES).orElse(Phase.OFF))
            .setFragmentGuard(fields.flag("fragmentGuard", true))
            .setReturnPathGuard(fields.flag("returnPathGuard", true))
            .setBlockStyle(fields.word("blockStyle", STYLES).orElse(BlockStyle.DROP));
    fields.text("serviceClass").ifPresent(builder::setServiceClass);
    fields.text("area").ifPresent(builder::setArea);
    fields.text("tenant").ifPresent(builder::setTenant);
    return fields.requiredText("name").map(name -> builder.setName(name).build());
  }
}
