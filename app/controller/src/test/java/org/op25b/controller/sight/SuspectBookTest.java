package org.op25b.controller.sight;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import com.google.common.collect.ImmutableList;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.onlab.packet.IpAddress;
import org.onlab.packet.IpPrefix;
import org.onosproject.net.DeviceId;

class SuspectBookTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final DeviceId EDGE = DeviceId.deviceId("of:0000000000000001");
  private static final DeviceId OTHER = DeviceId.deviceId("of:0000000000000002");
  private static final IpAddress FAR = IpAddress.valueOf("192.0.2.1");

  private final SuspectBook book = new SuspectBook(3);

  /** 50 copies a second of 1,000 packets a second, 9 of 10 the bot's. */
  @Test
  void scalesASampleByWhatWasBlocked() {
    book.reported(EDGE, 7, START);
    for (int i = 0; i < 250; i++) {
      copy(EDGE, i % 10 == 0 ? 2 : 1, i, 20 * i);
    }
    book.reported(EDGE, 5007, START.plusSeconds(5));

    List<Suspect> suspects = suspects();
    assertThat(suspects.get(0).source()).isEqualTo(source(1));
    assertThat(suspects.get(0).perSecond()).isWithin(20).of(900);
    assertThat(suspects.get(1).perSecond()).isWithin(5).of(100);
    assertThat(suspects.get(0).firstSeen()).isEqualTo(START.plusMillis(20));
    assertThat(suspects.get(0).lastSeen()).isEqualTo(START.plusMillis(4980));
  }

  /** Who begins two seconds before a report has sent for two seconds, not for five. */
  @Test
  void theRateOfWhoHasJustBegunIsThatSinceThen() {
    book.reported(EDGE, 0, START);
    for (int i = 0; i < 100; i++) {
      copy(EDGE, 1, i, 3000 + 20 * i);
    }
    book.reported(EDGE, 1000, START.plusSeconds(5));

    assertThat(suspects().get(0).perSecond()).isWithin(1).of(500);
  }

  @Test
  void whoBeganAMomentAgoWaitsForTheNextReport() {
    book.reported(EDGE, 0, START);
    copy(EDGE, 1, 1, 4500);
    book.reported(EDGE, 500, START.plusSeconds(5));
    assertThat(suspects().get(0).perSecond()).isEqualTo(0.0);

    book.reported(EDGE, 1000, START.plusSeconds(10));
    assertThat(suspects().get(0).perSecond()).isWithin(0.1).of(100);
  }

  @Test
  void whoStopsHasNoRateButIsRemembered() {
    book.reported(EDGE, 0, START);
    copy(EDGE, 1, 1, 100);
    book.reported(EDGE, 10, START.plusSeconds(5));
    book.reported(EDGE, 10, START.plusSeconds(10));

    assertThat(suspects()).hasSize(1);
    assertThat(suspects().get(0).perSecond()).isEqualTo(0.0);

    book.forgetBefore(START.plusMillis(101));
    assertThat(suspects()).isEmpty();
  }

  @Test
  void switchesAreReckonedApart() {
    book.reported(EDGE, 0, START);
    book.reported(OTHER, 0, START);
    copy(EDGE, 1, 1, 0);
    copy(OTHER, 2, 1, 0);
    book.reported(EDGE, 50, START.plusSeconds(5));
    book.reported(OTHER, 500, START.plusSeconds(5));

    assertThat(suspects().get(0).source()).isEqualTo(source(2));
    assertThat(suspects().get(0).perSecond()).isWithin(0.1).of(100);
    assertThat(suspects().get(1).perSecond()).isWithin(0.1).of(10);
  }

  /** ONOS takes a report in entry by entry: the rest of it is no report of its own. */
  @Test
  void aReportThatComesInPartsIsOne() {
    book.reported(EDGE, 0, START);
    copy(EDGE, 1, 1, 0);
    book.reported(EDGE, 400, START.plusSeconds(5));
    copy(EDGE, 1, 1, 5001);
    book.reported(EDGE, 500, START.plusMillis(5002));

    assertThat(suspects().get(0).perSecond()).isWithin(0.1).of(80);
  }

  /** The guarantee of Space-Saving, and the bound of memory. */
  @Property
  void whoHasMoreThanItsShareIsListed(
      @ForAll @Size(min = 1, max = 300) List<@IntRange(min = 1, max = 20) Integer> stream,
      @ForAll @IntRange(min = 1, max = 8) int capacity) {
    SuspectBook small = new SuspectBook(capacity);
    Map<IpPrefix, Integer> exact = new HashMap<>();
    for (int host : stream) {
      small.copied(EDGE, source(host), "east", FAR, START);
      exact.merge(source(host), 1, Integer::sum);
    }
    ImmutableList<Suspect> listed = small.suspects(unused -> Optional.empty());
    assertThat(listed.size()).isAtMost(capacity);
    exact.forEach(
        (source, count) -> {
          if (count > stream.size() / (double) capacity) {
            assertWithMessage(source.toString())
                .that(listed.stream().anyMatch(each -> each.source().equals(source)))
                .isTrue();
          }
        });
  }

  @Property(tries = 50)
  void countsDestinationsWithinATenth(
      @ForAll @IntRange(min = 1, max = 5000) int many, @ForAll long seed) {
    DistinctCounter counter = new DistinctCounter();
    Random random = new Random(seed);
    int base = random.nextInt();
    for (int i = 0; i < 2 * many; i++) {
      counter.add(IpAddress.valueOf(base + i % many));
    }
    assertThat((double) counter.estimate()).isWithin(Math.max(5, 0.15 * many)).of(many);
  }

  @Test
  void aFullCounterSaysTheMost() {
    DistinctCounter counter = new DistinctCounter();
    for (int i = 0; i < 100_000; i++) {
      counter.add(IpAddress.valueOf(i));
    }
    assertThat(counter.estimate()).isEqualTo(DistinctCounter.MOST);
  }

  @Test
  void anAlarmIsRaisedOnceUntilTheRateHasHalved() {
    List<Double> told = new java.util.ArrayList<>();
    Alarms alarms = new Alarms(10, suspect -> told.add(suspect.perSecond()));
    for (double rate : new double[] {9, 10, 20, 6, 11, 4, 12}) {
      alarms.look(ImmutableList.of(suspect(rate)));
    }
    assertThat(told).containsExactly(10.0, 12.0).inOrder();
  }

  @Test
  void csvQuotesAndNamesColumns() throws Exception {
    java.io.StringWriter out = new java.io.StringWriter();
    SuspectCsv.write(ImmutableList.of(suspect(12)), out);
    assertThat(out.toString())
        .isEqualTo(
            "source,customer,pool,device,firstSeen,lastSeen,perSecond,destinations\r\n"
                + "198.51.100.1,C-1,east,of:0000000000000001,2026-01-01T00:00:00Z,"
                + "2026-01-01T00:00:00Z,12.0,3\r\n");
  }

  private static Suspect suspect(double rate) {
    return Suspect.of(source(1), Optional.of("C-1"), "east", EDGE, START, START, rate, 3);
  }

  private void copy(DeviceId device, int host, int destination, int millis) {
    book.copied(
        device,
        source(host),
        "east",
        IpAddress.valueOf(FAR.getIp4Address().toInt() + destination),
        START.plus(Duration.ofMillis(millis)));
  }

  private ImmutableList<Suspect> suspects() {
    return book.suspects(unused -> Optional.empty());
  }

  private static IpPrefix source(int host) {
    return IpPrefix.valueOf("198.51.100." + host + "/32");
  }
}
