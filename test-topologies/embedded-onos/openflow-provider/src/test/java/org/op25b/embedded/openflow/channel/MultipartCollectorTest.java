package org.op25b.embedded.openflow.channel;

import static com.google.common.truth.Truth.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.onosproject.openflow.controller.Dpid;
import org.projectfloodlight.openflow.protocol.OFFactories;
import org.projectfloodlight.openflow.protocol.OFFactory;
import org.projectfloodlight.openflow.protocol.OFFlowStatsReply;
import org.projectfloodlight.openflow.protocol.OFStatsReplyFlags;
import org.projectfloodlight.openflow.protocol.OFVersion;

class MultipartCollectorTest {
  private static final OFFactory OF13 = OFFactories.getFactory(OFVersion.OF_13);
  private static final Dpid A = new Dpid(1);
  private static final Dpid B = new Dpid(2);

  private final MultipartCollector<OFFlowStatsReply> collector =
      new MultipartCollector<>(OFFlowStatsReply.class);

  private static OFFlowStatsReply part(long xid, boolean more) {
    return OF13.buildFlowStatsReply()
        .setXid(xid)
        .setFlags(
            more
                ? EnumSet.of(OFStatsReplyFlags.REPLY_MORE)
                : EnumSet.noneOf(OFStatsReplyFlags.class))
        .build();
  }

  @Test
  void aReplyInOnePartIsWholeAtOnce() {
    OFFlowStatsReply only = part(1, false);

    assertThat(collector.add(A, only)).isEqualTo(Optional.of(List.of(only)));
  }

  @Test
  void nothingComesBeforeTheLastPart() {
    assertThat(collector.add(A, part(1, true)).isPresent()).isFalse();
    assertThat(collector.add(A, part(1, true)).isPresent()).isFalse();
    assertThat(collector.add(A, part(1, false)).get()).hasSize(3);
    assertThat(collector.add(A, part(1, false)).get()).hasSize(1);
  }

  @Test
  void repliesOfOtherSwitchesAndQuestionsAreKeptApart() {
    assertThat(collector.add(A, part(1, true)).isPresent()).isFalse();
    assertThat(collector.add(B, part(1, false)).get()).hasSize(1);
    assertThat(collector.add(A, part(2, false)).get()).hasSize(1);
    assertThat(collector.add(A, part(1, false)).get()).hasSize(2);
  }

  @Test
  void aSwitchThatComesBackBeginsAfresh() {
    assertThat(collector.add(A, part(1, true)).isPresent()).isFalse();
    collector.forget(A);
    assertThat(collector.add(A, part(1, false)).get()).hasSize(1);
  }

  @Test
  void otherKindsAreNotTaken() {
    assertThat(collector.add(A, OF13.buildTableStatsReply().setXid(1).build()).isPresent())
        .isFalse();
  }
}
