package org.op25b.controller.exemption.store;

import static com.google.common.truth.Truth.assertThat;

import com.google.common.collect.ImmutableMap;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.onlab.packet.IpPrefix;
import org.onosproject.core.DefaultApplicationId;
import org.op25b.controller.exemption.ExemptionRecord;
import org.op25b.controller.exemption.impl.FakeStorages;

class RecordMapTest {
  private final RecordMap map =
      RecordMap.open(FakeStorages.newCluster(), new DefaultApplicationId(1, "org.op25b"));

  private static ExemptionRecord record(String id, long version) {
    return ExemptionRecord.builder()
        .setId(id)
        .setCustomer("C-" + id)
        .setPrefix(IpPrefix.valueOf("10.0.0.1/32"))
        .setReason("version " + version)
        .setEnteredBy("alice")
        .setCreated(Instant.EPOCH)
        .setVersion(version)
        .build();
  }

  private void save(ExemptionRecord record) {
    map.save(ImmutableMap.of(record.id(), Optional.of(record)), record.version());
  }

  private void purge(String id, long upTo) {
    map.save(ImmutableMap.of(id, Optional.empty()), upTo);
  }

  private List<ExemptionRecord> stored() {
    List<ExemptionRecord> stored = new ArrayList<>();
    map.load(stored::add);
    return stored;
  }

  @Test
  void keepsAllThatShareAPage() {
    Map<String, Optional<ExemptionRecord>> many = new HashMap<>();
    List<ExemptionRecord> all = new ArrayList<>();
    for (int n = 0; n < 10_000; n++) {
      ExemptionRecord record = record("x" + n, n + 1);
      all.add(record);
      many.put(record.id(), Optional.of(record));
    }
    map.save(many, 10_000);
    assertThat(stored()).containsExactlyElementsIn(all);
    // Each is changed and taken out by itself.
    save(record("x17", 10_001));
    purge("x18", 10_002);
    all.set(17, record("x17", 10_001));
    all.remove(18);
    assertThat(stored()).containsExactlyElementsIn(all);
  }

  @Test
  void anotherNodesNewerVersionStays() {
    save(record("x1", 7));
    save(record("x1", 6));
    purge("x1", 6);
    assertThat(stored()).containsExactly(record("x1", 7));
    save(record("x1", 8));
    assertThat(stored()).containsExactly(record("x1", 8));
    purge("x1", 9);
    assertThat(stored()).isEmpty();
    purge("x1", 9);
    assertThat(stored()).isEmpty();
  }

  @Test
  void idsOfOneHashAreTwo() {
    save(record("xAa", 1));
    save(record("xBB", 2));
    assertThat(stored()).containsExactly(record("xAa", 1), record("xBB", 2));
    purge("xAa", 3);
    assertThat(stored()).containsExactly(record("xBB", 2));
  }
}
