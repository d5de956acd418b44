package org.op25b.proof;

import org.onlab.packet.IpPrefix;
import org.onosproject.net.DeviceId;
import org.op25b.policy.EdgePolicy;
import org.op25b.policy.EdgeSwitch;
import org.op25b.policy.Exemption;
import org.op25b.policy.MailServerGroup;
import org.op25b.policy.Phase;
import org.op25b.policy.Policy;
import org.op25b.policy.Pool;

/** Hand-made policies in a {@link TinyWorld}. */
final class TinyPolicies {
  private static final DeviceId DEVICE = DeviceId.deviceId("of:1");

  private TinyPolicies() {}

  /** The lower four addresses are a blocked pool, address 7 is its mail server. */
  static EdgePolicy blockedPool(TinyWorld world, Exemption... exemptions) {
    return Policy.builder()
        .setEdges(EdgeSwitch.builder().setDevice(DEVICE).build())
        .setMailServerGroups(
            MailServerGroup.builder()
                .setName("own")
                .setServers(IpPrefix.valueOf(world.address(7), world.width))
                .build())
        .setPools(
            Pool.builder()
                .setName("dynamic")
                .setPrefixes(IpPrefix.valueOf(world.address(0), world.width - 2))
                .setPhase(Phase.BLOCK)
                .setMailServers("own")
                .build())
        .setExemptions(exemptions)
        .build()
        .at(DEVICE);
  }
}
