package org.op25b.embedded.openflow.codec;

import static org.op25b.embedded.openflow.codec.OfValues.port;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.onosproject.core.GroupId;
import org.onosproject.net.DeviceId;
import org.onosproject.net.flow.DefaultTrafficTreatment;
import org.onosproject.net.flow.TrafficTreatment;
import org.onosproject.net.group.DefaultGroup;
import org.onosproject.net.group.DefaultGroupBucket;
import org.onosproject.net.group.Group;
import org.onosproject.net.group.GroupBucket;
import org.onosproject.net.group.GroupBuckets;
import org.onosproject.net.group.GroupDescription;
import org.onosproject.net.group.GroupOperation;
import org.onosproject.net.group.StoredGroupBucketEntry;
import org.projectfloodlight.openflow.protocol.OFBucket;
import org.projectfloodlight.openflow.protocol.OFBucketCounter;
import org.projectfloodlight.openflow.protocol.OFFactory;
import org.projectfloodlight.openflow.protocol.OFGroupDescStatsEntry;
import org.projectfloodlight.openflow.protocol.OFGroupMod;
import org.projectfloodlight.openflow.protocol.OFGroupStatsEntry;
import org.projectfloodlight.openflow.protocol.OFGroupType;
import org.projectfloodlight.openflow.types.OFGroup;
import org.projectfloodlight.openflow.types.OFPort;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Groups of the types ALL, SELECT, INDIRECT and FAILOVER. */
public final class GroupCodec {
  private static final Logger log = LoggerFactory.getLogger(GroupCodec.class);

  private GroupCodec() {}

  /**
   * Encodes one operation on a group.
   *
   * @throws CodecException if its type or a bucket has no form in OpenFlow 1.3
   */
  public static OFGroupMod encode(OFFactory factory, GroupOperation operation, long xid) {
    OFGroupMod.Builder mod = builder(factory, operation);
    mod.setXid(xid)
        .setGroup(OFGroup.of(operation.groupId().id()))
        .setGroupType(type(operation.groupType()));
    if (operation.opType() != GroupOperation.Type.DELETE) {
      List<OFBucket> buckets = new ArrayList<>();
      for (GroupBucket bucket : operation.buckets().buckets()) {
        buckets.add(bucket(factory, operation.groupType(), bucket));
      }
      mod.setBuckets(buckets);
    }
    return mod.build();
  }

  /** Groups that are on the switch, with the counters of those that have any. */
  public static Collection<Group> decode(
      DeviceId device, List<OFGroupDescStatsEntry> groups, List<OFGroupStatsEntry> counters) {
    Map<OFGroup, Group> out = new LinkedHashMap<>();
    groups.forEach(g -> out.put(g.getGroup(), group(device, g)));
    for (OFGroupStatsEntry counter : counters) {
      DefaultGroup group = (DefaultGroup) out.get(counter.getGroup());
      if (group != null) {
        count(group, counter);
      }
    }
    return out.values();
  }

  private static OFGroupMod.Builder builder(OFFactory factory, GroupOperation operation) {
    switch (operation.opType()) {
      case ADD:
        return factory.buildGroupAdd();
      case MODIFY:
        return factory.buildGroupModify();
      case DELETE:
        return factory.buildGroupDelete();
    }
    throw new CodecException("cannot encode operation " + operation.opType());
  }

  private static OFGroupType type(GroupDescription.Type type) {
    switch (type) {
      case ALL:
        return OFGroupType.ALL;
      case SELECT:
        return OFGroupType.SELECT;
      case INDIRECT:
        return OFGroupType.INDIRECT;
      case FAILOVER:
        return OFGroupType.FF;
      default:
        throw new CodecException("cannot encode group type " + type);
    }
  }

  private static OFBucket bucket(
      OFFactory factory, GroupDescription.Type type, GroupBucket bucket) {
    boolean failover = type == GroupDescription.Type.FAILOVER;
    OFBucket.Builder out =
        factory
            .buildBucket()
            .setActions(ActionEncoder.encode(factory, bucket.treatment().allInstructions()))
            .setWatchPort(
                failover && bucket.watchPort() != null ? port(bucket.watchPort()) : OFPort.ANY)
            .setWatchGroup(
                failover && bucket.watchGroup() != null
                    ? OFGroup.of(bucket.watchGroup().id())
                    : OFGroup.ANY);
    return type == GroupDescription.Type.SELECT
        ? out.setWeight(bucket.weight()).build()
        : out.build();
  }

  private static Group group(DeviceId device, OFGroupDescStatsEntry entry) {
    List<GroupBucket> buckets = new ArrayList<>();
    entry.getBuckets().forEach(b -> buckets.add(bucket(device, entry, b)));
    return new DefaultGroup(
        new GroupId(entry.getGroup().getGroupNumber()),
        device,
        type(entry.getGroupType()),
        new GroupBuckets(buckets));
  }

  private static GroupDescription.Type type(OFGroupType type) {
    switch (type) {
      case ALL:
        return GroupDescription.Type.ALL;
      case SELECT:
        return GroupDescription.Type.SELECT;
      case INDIRECT:
        return GroupDescription.Type.INDIRECT;
      case FF:
        return GroupDescription.Type.FAILOVER;
    }
    throw new CodecException("cannot decode group type " + type);
  }

  private static GroupBucket bucket(DeviceId device, OFGroupDescStatsEntry entry, OFBucket bucket) {
    List<String> undecoded = new ArrayList<>();
    TrafficTreatment.Builder actions = DefaultTrafficTreatment.builder();
    ActionDecoder.decode(bucket.getActions(), actions, undecoded);
    if (!undecoded.isEmpty()) {
      log.warn(
          "{} of {} has a bucket that ONOS cannot express: {}",
          entry.getGroup(),
          device,
          undecoded);
    }
    TrafficTreatment treatment = actions.build();
    switch (entry.getGroupType()) {
      case SELECT:
        return DefaultGroupBucket.createSelectGroupBucket(treatment, (short) bucket.getWeight());
      case INDIRECT:
        return DefaultGroupBucket.createIndirectGroupBucket(treatment);
      case FF:
        return DefaultGroupBucket.createFailoverGroupBucket(
            treatment,
            port(bucket.getWatchPort()),
            new GroupId(bucket.getWatchGroup().getGroupNumber()));
      default:
        return DefaultGroupBucket.createAllGroupBucket(treatment);
    }
  }

  private static void count(DefaultGroup group, OFGroupStatsEntry counter) {
    group.setPackets(counter.getPacketCount().getValue());
    group.setBytes(counter.getByteCount().getValue());
    group.setLife(counter.getDurationSec());
    group.setReferenceCount(counter.getRefCount());
    List<GroupBucket> buckets = group.buckets().buckets();
    List<OFBucketCounter> counts = counter.getBucketStats();
    for (int i = 0; i < Math.min(buckets.size(), counts.size()); i++) {
      StoredGroupBucketEntry bucket = (StoredGroupBucketEntry) buckets.get(i);
      bucket.setPackets(counts.get(i).getPacketCount().getValue());
      bucket.setBytes(counts.get(i).getByteCount().getValue());
    }
  }
}
