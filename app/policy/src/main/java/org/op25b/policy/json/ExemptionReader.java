package org.op25b.policy.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableSet;
import java.util.Optional;
import org.onlab.packet.IpPrefix;
import org.op25b.policy.Exemption;
import org.op25b.policy.Limits;

/** Reads one element of {@code exemptions}. */
final class ExemptionReader {
  private static final ImmutableSet<String> FIELDS =
      ImmutableSet.of("id", "customer", "prefix", "destinations", "notBefore", "expires");

  private ExemptionReader() {}

  static Optional<Exemption> read(JsonNode node, String path, Source source) {
    return Fields.of(node, path, source, FIELDS).flatMap(ExemptionReader::exemption);
  }

  private static Optional<Exemption> exemption(Fields fields) {
    Optional<String> id = fields.requiredText("id");
    Optional<String> customer = fields.requiredText("customer");
    Optional<IpPrefix> prefix = fields.requiredPrefix("prefix");
    Exemption.Builder builder =
        Exemption.builder()
            .setDestinations(fields.prefixes("destinations", Limits.DESTINATIONS))
            .setNotBefore(fields.instant("notBefore"))
            .setExpires(fields.instant("expires"));
    if (!id.isPresent() || !customer.isPresent() || !prefix.isPresent()) {
      return Optional.empty();
    }
    return Optional.of(
        builder.setId(id.get()).setCustomer(customer.get()).setPrefix(prefix.get()).build());
  }
}
