package org.op25b.controller.exemption.impl;

import static com.google.common.truth.Truth.assertThat;
import static java.util.stream.Collectors.toList;
import static org.op25b.controller.exemption.impl.Node.ALICE;
import static org.op25b.controller.exemption.impl.Node.draft;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.op25b.controller.exemption.ExemptionEvent;
import org.op25b.controller.exemption.ExemptionRecord;
import org.op25b.controller.exemption.ExemptionState;
import org.op25b.controller.exemption.LiveExemptions;

class LifecycleWatchTest {
  private final ManualTime time = new ManualTime("2026-01-01T00:00:00Z");
  private final FakeStorage storage = FakeStorage.ofNewCluster();
  private final Node node = new Node(storage, time);

  private ExemptionRecord create() {
    return node.changes()
        .create(
            draft("C-1", "10.0.0.7")
                .setNotBefore(Optional.of("1h"))
                .setExpires(Optional.of("3h"))
                .build(),
            ALICE);
  }

  private List<ExemptionEvent.Type> types() {
    return node.events.stream().map(event -> event.type()).collect(toList());
  }

  @Test
  void startAndEndAreReportedWhenTheyCome() {
    ExemptionRecord record = create();
    assertThat(node.exemptions.live(time.now()).records()).isEmpty();
    assertThat(node.exemptions.live(time.now()).nextChange())
        .isEqualTo(Optional.of(Instant.parse("2026-01-01T01:00:00Z")));

    time.pass(Duration.ofMinutes(59));
    assertThat(types()).containsExactly(ExemptionEvent.Type.ADDED);
    time.pass(Duration.ofMinutes(1).plusMillis(1));
    assertThat(types())
        .containsExactly(ExemptionEvent.Type.ADDED, ExemptionEvent.Type.ACTIVATED)
        .inOrder();
    LiveExemptions live = node.exemptions.live(time.now());
    assertThat(live.records()).containsExactly(record);
    assertThat(live.nextChange()).isEqualTo(record.expires());
    time.pass(Duration.ofHours(2));
    assertThat(types())
        .containsExactly(
            ExemptionEvent.Type.ADDED, ExemptionEvent.Type.ACTIVATED, ExemptionEvent.Type.EXPIRED)
        .inOrder();
    assertThat(node.exemptions.live(time.now()).records()).isEmpty();
    assertThat(node.exemptions.live(time.now()).nextChange()).isEqualTo(Optional.empty());
    assertThat(record.stateAt(time.now())).isEqualTo(ExemptionState.EXPIRED);
  }

  @Test
  void aClockThatJumpsOverBothIsNoticed() {
    create();
    time.setClock(Instant.parse("2026-01-02T00:00:00Z"));
    time.pass(LifecycleWatch.LONGEST_WAIT.plusMillis(1));
    assertThat(types())
        .containsExactly(ExemptionEvent.Type.ADDED, ExemptionEvent.Type.EXPIRED)
        .inOrder();
  }

  @Test
  void aClockThatIsSetBackRevivesWhatHadExpired() {
    create();
    time.pass(Duration.ofHours(4));
    node.events.clear();
    time.setClock(Instant.parse("2026-01-01T02:00:00Z"));
    time.pass(LifecycleWatch.LONGEST_WAIT.plusMillis(1));
    assertThat(types()).containsExactly(ExemptionEvent.Type.ACTIVATED);
    time.pass(Duration.ofHours(1));
    assertThat(types())
        .containsExactly(ExemptionEvent.Type.ACTIVATED, ExemptionEvent.Type.EXPIRED)
        .inOrder();
  }

  @Test
  void everyChangeLooksAtTheClock() {
    create();
    time.setClock(Instant.parse("2026-01-01T01:30:00Z"));
    node.changes().create(draft("C-2", "10.0.0.8").build(), ALICE);
    assertThat(types())
        .containsExactly(
            ExemptionEvent.Type.ADDED, ExemptionEvent.Type.ADDED, ExemptionEvent.Type.ACTIVATED)
        .inOrder();
  }

  @Test
  void whatExpiredWhileTheControllerWasDownIsNeverLive() {
    create();
    Node restarted = new Node(storage, new ManualTime("2026-01-01T03:00:00Z"));
    assertThat(restarted.exemptions.live(Instant.parse("2026-01-01T03:00:00Z")).records())
        .isEmpty();
    assertThat(restarted.events).isEmpty();
  }

  @Test
  void aRevokedExemptionHasNoMoreTransitions() {
    ExemptionRecord record = create();
    node.changes().revoke(record.id(), Optional.empty(), "", ALICE);
    node.events.clear();
    time.pass(Duration.ofHours(4));
    assertThat(node.events).isEmpty();
  }
}
