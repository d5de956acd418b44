package org.op25b.controller.exemption.store;

import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.onlab.packet.IpAddress;
import org.onlab.packet.IpPrefix;
import org.op25b.controller.exemption.ExemptionRecord;
import org.op25b.controller.exemption.ExemptionState;
import org.op25b.controller.exemption.IdempotencyMark;
import org.op25b.controller.exemption.Revocation;

/** The index answers as a search through all records would. */
class ExemptionIndexPropertyTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  @Provide
  Arbitrary<IpPrefix> prefixes() {
    // Few bits vary, at both ends of the address, so that prefixes meet often.
    return Combinators.combine(
            Arbitraries.of(true, false),
            Arbitraries.integers().between(0, 7),
            Arbitraries.integers().between(0, 7),
            Arbitraries.integers().between(0, 128))
        .as(
            (ip4, high, low, length) -> {
              byte[] octets = new byte[ip4 ? 4 : 16];
              octets[0] = (byte) (high << 5);
              octets[octets.length - 1] = low.byteValue();
              return IpPrefix.valueOf(
                  ip4 ? IpAddress.Version.INET : IpAddress.Version.INET6,
                  octets,
                  ip4 ? length / 4 : length);
            });
  }

  @Provide
  Arbitrary<List<ExemptionRecord>> histories() {
    Arbitrary<Optional<Instant>> instants =
        Arbitraries.integers().between(0, 20).map(START::plusSeconds).optional();
    return Combinators.combine(
            Arbitraries.integers().between(0, 12),
            prefixes(),
            Arbitraries.integers().between(0, 3),
            instants,
            instants,
            Arbitraries.of(true, false))
        .as(
            (id, prefix, customer, notBefore, expires, revoked) ->
                ExemptionRecord.builder()
                    .setId("x" + id)
                    .setPrefix(prefix)
                    .setCustomer("C" + customer)
                    .setReason("r\"\\\u00e9")
                    .setEnteredBy("a")
                    .setCreated(START)
                    .setNotBefore(notBefore)
                    .setExpires(expires)
                    .setRevocation(
                        revoked ? Optional.of(Revocation.of("a", START, "w")) : Optional.empty())
                    .setIdempotency(Optional.of(IdempotencyMark.of("k" + id, "d")))
                    .setVersion(1)
                    .build())
        .list()
        .ofMaxSize(40);
  }

  @Property(tries = 500)
  void findsWhatASearchFinds(
      @ForAll("histories") List<ExemptionRecord> history, @ForAll("prefixes") IpPrefix prefix) {
    ExemptionIndex index = new ExemptionIndex();
    Map<String, ExemptionRecord> all = new HashMap<>();
    for (ExemptionRecord record : history) {
      assertEquals(Optional.ofNullable(all.put(record.id(), record)), index.put(record));
    }
    assertEquals(new HashSet<>(all.values()), new HashSet<>(index.all()));
    assertEquals(
        all.values().stream().filter(r -> r.prefix().contains(prefix)).collect(toSet()),
        distinct(index.containing(prefix)));
    assertEquals(
        all.values().stream().filter(r -> prefix.contains(r.prefix())).collect(toSet()),
        distinct(index.within(prefix)));
    assertEquals(
        all.values().stream().filter(r -> r.customer().equals("C1")).collect(toSet()),
        new HashSet<>(index.ofCustomer("C1")));
    all.values()
        .forEach(r -> assertEquals(Optional.of(r), index.findByKey("k" + r.id().substring(1))));
  }

  @Property(tries = 500)
  void knowsWhenTheClockChangesSomething(@ForAll("histories") List<ExemptionRecord> history) {
    ExemptionIndex index = new ExemptionIndex();
    Map<String, ExemptionRecord> all = new HashMap<>();
    history.forEach(record -> all.put(record.id(), record));
    history.forEach(index::put);
    for (int second = -1; second <= 21; second++) {
      Instant now = START.plusSeconds(second);
      assertEquals(
          instants(all).filter(now::isBefore).min(Instant::compareTo), index.nextTransition(now));
      Instant later = now.plusSeconds(3);
      assertEquals(
          all.values().stream()
              .filter(r -> !r.revocation().isPresent())
              .filter(r -> inside(r.notBefore(), now, later) || inside(r.expires(), now, later))
              .collect(toSet()),
          new HashSet<>(index.transitions(now, later)));
    }
  }

  @Property(tries = 500)
  void aViewOfWhatIsInForceIsThatAtEveryChangeAndTime(
      @ForAll("histories") List<ExemptionRecord> history, @ForAll Random random) {
    ExemptionIndex index = new ExemptionIndex();
    LiveView view = new LiveView();
    for (ExemptionRecord record : history) {
      if (random.nextInt(4) == 0) {
        index.remove(record.id());
      } else {
        index.put(record);
      }
      // Forward and back, as clocks are set.
      Instant now = START.plusSeconds(random.nextInt(22));
      assertEquals(
          index.all().stream()
              .filter(each -> each.stateAt(now) == ExemptionState.ACTIVE)
              .collect(toList()),
          view.at(now, index, 1).records());
    }
  }

  @Property(tries = 300)
  void jsonLosesNothing(@ForAll("histories") List<ExemptionRecord> history) {
    history.forEach(record -> assertEquals(record, RecordJson.decode(RecordJson.encode(record))));
  }

  private static Stream<Instant> instants(Map<String, ExemptionRecord> all) {
    return all.values().stream()
        .filter(record -> !record.revocation().isPresent())
        .flatMap(
            record -> Stream.of(record.notBefore().orElse(null), record.expires().orElse(null)))
        .filter(Objects::nonNull);
  }

  private static boolean inside(Optional<Instant> instant, Instant from, Instant to) {
    return instant.map(at -> at.isAfter(from) && !at.isAfter(to)).orElse(false);
  }

  private static Set<ExemptionRecord> distinct(List<ExemptionRecord> found) {
    Set<ExemptionRecord> set = new HashSet<>(found);
    assertEquals(found.size(), set.size());
    return set;
  }
}
