package org.op25b.controller.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import org.onlab.util.KryoNamespace;
import org.onosproject.store.service.ConsistentMap;
import org.onosproject.store.service.Serializer;
import org.onosproject.store.service.StorageService;
import org.onosproject.store.service.Versioned;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers the policy in force across restarts, beside network configuration: ONOS throws an
 * invalid configuration away when it arrives while the application is off, together with the good
 * one that it replaced (DistributedNetworkConfigStore, {@code processPendingConfigs}).
 */
final class LastGoodPolicy {
  private static final String MAP = "op25b-last-good-policy";
  private static final String ENTRY = "policy";
  private static final String ACCEPTED_AT = "acceptedAt";
  private static final String POLICY = "policy";
  private static final Logger log = LoggerFactory.getLogger(LastGoodPolicy.class);

  private final ObjectMapper mapper = new ObjectMapper();
  private final ConsistentMap<String, String> map;

  LastGoodPolicy(StorageService storage) {
    map =
        storage
            .<String, String>consistentMapBuilder()
            .withName(MAP)
            .withSerializer(Serializer.using(KryoNamespace.newBuilder().build(MAP)))
            .build();
  }

  void save(JsonNode policy, Instant acceptedAt) {
    ObjectNode entry = mapper.createObjectNode();
    entry.put(ACCEPTED_AT, acceptedAt.toString());
    entry.set(POLICY, policy);
    map.put(ENTRY, entry.toString());
  }

  /** Hands the remembered policy, if there is one, to the intake. */
  void restoreTo(PolicyIntake intake) {
    Versioned<String> entry = map.get(ENTRY);
    if (entry == null) {
      return;
    }
    try {
      JsonNode node = mapper.readTree(entry.value());
      intake.restore(node.path(POLICY), Instant.parse(node.path(ACCEPTED_AT).asText()));
    } catch (JsonProcessingException | DateTimeException e) {
      log.error("The remembered policy cannot be read; network configuration alone counts", e);
    }
  }
}
