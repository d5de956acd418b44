package org.op25b.controller.enforcement;

import static com.google.common.truth.Truth.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.onosproject.net.DefaultDevice;
import org.onosproject.net.Device;
import org.onosproject.net.config.Config;
import org.onosproject.net.config.NetworkConfigServiceAdapter;
import org.onosproject.net.config.basics.BasicDeviceConfig;
import org.onosproject.net.device.DeviceServiceAdapter;
import org.onosproject.net.provider.ProviderId;

class GateDriverRemovalTest {
  private final ObjectMapper mapper = new ObjectMapper();
  private final List<String> applied = new ArrayList<>();

  @Test
  void takesOurDriverOutAndLeavesTheRest() {
    remove(mapper.createObjectNode().put("driver", "op25b-ovs").put("name", "edge"));

    assertThat(applied).containsExactly("{\"name\":\"edge\"}");
  }

  @Test
  void leavesOtherDriversAlone() {
    remove(mapper.createObjectNode().put("driver", "ovs"));

    assertThat(applied).isEmpty();
  }

  private void remove(ObjectNode node) {
    BasicDeviceConfig basic = new BasicDeviceConfig();
    basic.init(TestRules.EDGE, "basic", node, mapper, config -> applied.add(text(config)));
    Device device =
        new DefaultDevice(
            ProviderId.NONE, TestRules.EDGE, Device.Type.SWITCH, "", "", "", "", null);
    new GateDriverRemoval(
            new NetworkConfigServiceAdapter() {
              @Override
              public <S, C extends Config<S>> C getConfig(S subject, Class<C> type) {
                return type.cast(basic);
              }
            },
            new DeviceServiceAdapter() {
              @Override
              public Iterable<Device> getDevices() {
                return List.of(device);
              }
            })
        .run();
  }

  private static String text(Config<?> config) {
    return config.node().toString();
  }
}
