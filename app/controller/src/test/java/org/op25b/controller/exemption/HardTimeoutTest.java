package org.op25b.controller.exemption;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.onlab.packet.IpPrefix;

class HardTimeoutTest {
  private static final Instant END = Instant.parse("2026-01-02T00:00:00Z");
  private static final ExemptionRecord RECORD =
      ExemptionRecord.builder()
          .setId("x")
          .setCustomer("C")
          .setPrefix(IpPrefix.valueOf("10.0.0.1/32"))
          .setReason("r")
          .setEnteredBy("a")
          .setCreated(Instant.EPOCH)
          .setExpires(Optional.of(END))
          .setVersion(1)
          .build();

  @Test
  void coversTheLastHoursOnly() {
    Instant start = HardTimeout.startsAt(END);
    assertEquals(OptionalInt.empty(), HardTimeout.seconds(RECORD, start.minusMillis(1)));
    assertEquals(OptionalInt.of(65535), HardTimeout.seconds(RECORD, start));
    assertEquals(OptionalInt.of(1), HardTimeout.seconds(RECORD, END.minusMillis(1)));
    assertEquals(OptionalInt.empty(), HardTimeout.seconds(RECORD, END));
  }

  @Test
  void isNothingWithoutAnEndOrForARevokedOne() {
    Instant before = END.minusSeconds(60);
    assertEquals(
        OptionalInt.empty(),
        HardTimeout.seconds(RECORD.toBuilder().setExpires(Optional.empty()).build(), before));
    assertEquals(
        OptionalInt.empty(),
        HardTimeout.seconds(
            RECORD.toBuilder().setRevocation(Optional.of(Revocation.of("a", before, ""))).build(),
            before));
  }
}
