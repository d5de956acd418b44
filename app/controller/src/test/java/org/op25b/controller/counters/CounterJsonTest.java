package org.op25b.controller.counters;

import static com.google.common.truth.Truth.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.collect.ImmutableList;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CounterJsonTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void hasTheFormOfTheDescription() throws Exception {
    ObjectMapper mapper = new ObjectMapper();
    CounterSnapshot snapshot =
        CounterSnapshot.of(
            START,
            START.plusSeconds(10),
            ImmutableList.of(CounterSnapshot.Sum.of("of:1", 7, 1.26)),
            ImmutableList.of(CounterSnapshot.OfPool.of("east", 7, 1.24, 3)),
            ImmutableList.of(CounterSnapshot.Sum.of("own", 2, 0)),
            5,
            ImmutableList.of(CounterSnapshot.Point.of(START.plusSeconds(5), 1.26)));

    assertThat(mapper.readTree(new CounterJson(mapper).counters(snapshot).toString()))
        .isEqualTo(
            mapper.readTree(
                "{\"since\":\"2026-01-01T00:00:00Z\",\"at\":\"2026-01-01T00:00:10Z\","
                    + "\"devices\":[{\"device\":\"of:1\",\"droppedPackets\":7,"
                    + "\"droppedPerSecond\":1.3}],"
                    + "\"pools\":[{\"pool\":\"east\",\"droppedPackets\":7,"
                    + "\"droppedPerSecond\":1.2,\"wouldBlockPackets\":3}],"
                    + "\"mailServers\":[{\"mailServers\":\"own\",\"droppedPackets\":2,"
                    + "\"droppedPerSecond\":0.0}],"
                    + "\"history\":{\"stepSeconds\":5,\"points\":[{"
                    + "\"at\":\"2026-01-01T00:00:05Z\",\"droppedPerSecond\":1.3}]}}"));
  }
}
