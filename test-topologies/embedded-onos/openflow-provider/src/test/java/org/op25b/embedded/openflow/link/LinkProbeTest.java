package org.op25b.embedded.openflow.link;

import static com.google.common.truth.Truth.assertThat;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.onlab.packet.ChassisId;
import org.onlab.packet.Ethernet;
import org.onlab.packet.LLDP;
import org.onosproject.net.ConnectPoint;
import org.onosproject.net.LinkKey;

class LinkProbeTest {
  private static final ConnectPoint HERE =
      ConnectPoint.deviceConnectPoint("of:0000000000000001/10");
  private static final ConnectPoint THERE =
      ConnectPoint.deviceConnectPoint("of:0000000000000003/11");

  private static Optional<ConnectPoint> read(ByteBuffer frame) throws Exception {
    byte[] bytes = frame.array();
    return LinkProbe.sentFrom(Ethernet.deserializer().deserialize(bytes, 0, bytes.length));
  }

  @Test
  void aProbeTellsWhereItCameFrom() throws Exception {
    assertThat(read(LinkProbe.frame(HERE, new ChassisId(1)))).isEqualTo(Optional.of(HERE));
  }

  @Test
  void whatElseIsSentUnderTheTypeSaysNothing() throws Exception {
    Ethernet frame = new Ethernet();
    frame.setEtherType(Ethernet.TYPE_LLDP);
    frame.setDestinationMACAddress("01:80:c2:00:00:0e");
    frame.setSourceMACAddress("02:00:00:00:00:01");
    frame.setPayload(new LLDP());
    assertThat(LinkProbe.sentFrom(frame)).isEqualTo(Optional.empty());
    frame.setEtherType(Ethernet.TYPE_ARP);
    assertThat(LinkProbe.sentFrom(frame)).isEqualTo(Optional.empty());
  }

  @Test
  void aLinkIsStaleOnceNothingCameForItsTime() {
    SeenLinks seen = new SeenLinks(10);
    LinkKey up = LinkKey.linkKey(HERE, THERE);
    LinkKey down = LinkKey.linkKey(THERE, HERE);
    seen.seen(up, 0);
    seen.seen(down, 0);
    seen.seen(up, 5);
    assertThat(seen.takeStale(9)).isEmpty();
    assertThat(seen.takeStale(10)).containsExactly(down);
    assertThat(seen.takeStale(14)).isEmpty();
    seen.seen(down, 14);
    seen.forget(HERE::equals);
    assertThat(seen.takeStale(1000)).isEmpty();
  }
}
