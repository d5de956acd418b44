package org.op25b.embedded.openflow.codec;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.onosproject.core.GroupId;
import org.onosproject.net.DeviceId;
import org.onosproject.net.PortNumber;
import org.onosproject.net.flow.DefaultTrafficTreatment;
import org.onosproject.net.flow.TrafficTreatment;
import org.onosproject.net.group.DefaultGroupBucket;
import org.onosproject.net.group.Group;
import org.onosproject.net.group.GroupBucket;
import org.onosproject.net.group.GroupBuckets;
import org.onosproject.net.group.GroupDescription;
import org.onosproject.net.group.GroupOperation;
import org.onosproject.net.group.StoredGroupBucketEntry;
import org.projectfloodlight.openflow.protocol.OFGroupDescStatsEntry;
import org.projectfloodlight.openflow.protocol.OFGroupDescStatsReply;
import org.projectfloodlight.openflow.protocol.OFGroupMod;
import org.projectfloodlight.openflow.protocol.OFGroupStatsEntry;
import org.projectfloodlight.openflow.types.OFGroup;
import org.projectfloodlight.openflow.types.U64;

class GroupCodecTest {
  private static final DeviceId DEVICE = DeviceId.deviceId("of:0000000000000001");
  private static final GroupId ID = new GroupId(0x1234);

  private static TrafficTreatment output(int port) {
    return DefaultTrafficTreatment.builder().setOutput(PortNumber.portNumber(port)).build();
  }

  private static OFGroupMod encode(GroupOperation operation) {
    return Wire.through(GroupCodec.encode(Wire.OF13, operation, 5), OFGroupMod.class);
  }

  private static OFGroupDescStatsEntry onSwitch(
      GroupDescription.Type type, List<GroupBucket> buckets) {
    OFGroupMod mod =
        encode(GroupOperation.createAddGroupOperation(ID, type, new GroupBuckets(buckets)));
    OFGroupDescStatsEntry entry =
        Wire.OF13
            .buildGroupDescStatsEntry()
            .setGroup(mod.getGroup())
            .setGroupType(mod.getGroupType())
            .setBuckets(mod.getBuckets())
            .build();
    return Wire.through(
            Wire.OF13.buildGroupDescStatsReply().setXid(1).setEntries(List.of(entry)).build(),
            OFGroupDescStatsReply.class)
        .getEntries()
        .get(0);
  }

  private static void assertComesBack(GroupDescription.Type type, GroupBucket... buckets) {
    Group group =
        GroupCodec.decode(DEVICE, List.of(onSwitch(type, List.of(buckets))), List.of())
            .iterator()
            .next();

    assertThat(group.id()).isEqualTo(ID);
    assertThat(group.type()).isEqualTo(type);
    assertThat(group.buckets()).isEqualTo(new GroupBuckets(List.of(buckets)));
    for (int i = 0; i < buckets.length; i++) {
      assertThat(group.buckets().buckets().get(i).hasSameParameters(buckets[i])).isTrue();
    }
  }

  @Test
  void groupsOfEveryTypeComeBackUnchanged() {
    assertComesBack(
        GroupDescription.Type.ALL,
        DefaultGroupBucket.createAllGroupBucket(output(1)),
        DefaultGroupBucket.createAllGroupBucket(output(2)));
    assertComesBack(
        GroupDescription.Type.INDIRECT, DefaultGroupBucket.createIndirectGroupBucket(output(1)));
    assertComesBack(
        GroupDescription.Type.SELECT,
        DefaultGroupBucket.createSelectGroupBucket(output(1), (short) 3),
        DefaultGroupBucket.createSelectGroupBucket(output(2), (short) 1));
    assertComesBack(
        GroupDescription.Type.FAILOVER,
        DefaultGroupBucket.createFailoverGroupBucket(
            output(1), PortNumber.portNumber(1), new GroupId(OFGroup.ANY.getGroupNumber())),
        DefaultGroupBucket.createFailoverGroupBucket(
            output(2), PortNumber.portNumber(2), new GroupId(7)));
  }

  @Test
  void countersReachGroupAndBuckets() {
    OFGroupDescStatsEntry entry =
        onSwitch(
            GroupDescription.Type.ALL,
            List.of(
                DefaultGroupBucket.createAllGroupBucket(output(1)),
                DefaultGroupBucket.createAllGroupBucket(output(2))));
    OFGroupStatsEntry counters =
        Wire.OF13
            .buildGroupStatsEntry()
            .setGroup(entry.getGroup())
            .setPacketCount(U64.of(10))
            .setByteCount(U64.of(1000))
            .setDurationSec(5)
            .setRefCount(2)
            .setBucketStats(
                List.of(
                    Wire.OF13
                        .buildBucketCounter()
                        .setPacketCount(U64.of(3))
                        .setByteCount(U64.of(300))
                        .build(),
                    Wire.OF13
                        .buildBucketCounter()
                        .setPacketCount(U64.of(7))
                        .setByteCount(U64.of(700))
                        .build()))
            .build();

    Group group = GroupCodec.decode(DEVICE, List.of(entry), List.of(counters)).iterator().next();

    assertThat(group.packets()).isEqualTo(10);
    assertThat(group.bytes()).isEqualTo(1000);
    assertThat(group.life()).isEqualTo(5);
    assertThat(group.referenceCount()).isEqualTo(2);
    StoredGroupBucketEntry second = (StoredGroupBucketEntry) group.buckets().buckets().get(1);
    assertThat(second.packets()).isEqualTo(7);
    assertThat(second.bytes()).isEqualTo(700);
  }

  @Test
  void aRemovalNamesTheGroup() {
    OFGroupMod mod =
        encode(GroupOperation.createDeleteGroupOperation(ID, GroupDescription.Type.ALL));

    assertThat(mod.getCommand().name()).isEqualTo("DELETE");
    assertThat(mod.getGroup()).isEqualTo(OFGroup.of(0x1234));
  }

  @Test
  void aTypeThatOpenFlowLacksIsNamed() {
    GroupOperation clone =
        GroupOperation.createAddGroupOperation(
            ID, GroupDescription.Type.CLONE, new GroupBuckets(List.of()));

    CodecException e = assertThrows(CodecException.class, () -> encode(clone));

    assertThat(e).hasMessageThat().contains("CLONE");
  }
}
