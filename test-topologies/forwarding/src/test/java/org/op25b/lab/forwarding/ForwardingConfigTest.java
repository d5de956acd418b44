package org.op25b.lab.forwarding;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.onlab.packet.IpPrefix;
import org.onosproject.core.DefaultApplicationId;
import org.onosproject.net.DeviceId;
import org.onosproject.net.PortNumber;
import org.onosproject.net.config.InvalidFieldException;

class ForwardingConfigTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @Test
  void readsRoutes() throws JsonProcessingException {
    ForwardingConfig config =
        config("{'devices':{'of:0000000000000001':[{'to':'198.51.100.10/32','port':1}]}}");

    assertThat(config.isValid()).isTrue();
    assertThat(config.routes().get(DeviceId.deviceId("of:0000000000000001")))
        .containsExactly(Route.of(IpPrefix.valueOf("198.51.100.10/32"), PortNumber.portNumber(1)));
  }

  @Test
  void namesTheRouteThatCannotBeRead() throws JsonProcessingException {
    ForwardingConfig config =
        config(
            "{'devices':{'of:0000000000000001':"
                + "[{'to':'198.51.100.10/32','port':1},{'to':'198.51.100/99','port':1}]}}");

    InvalidFieldException refused = assertThrows(InvalidFieldException.class, config::isValid);
    assertThat(refused.field()).isEqualTo("devices/of:0000000000000001/1/to");
  }

  @Test
  void refusesMissingPort() throws JsonProcessingException {
    ForwardingConfig config =
        config("{'devices':{'of:0000000000000001':[{'to':'198.51.100.10/32'}]}}");

    InvalidFieldException refused = assertThrows(InvalidFieldException.class, config::isValid);
    assertThat(refused.field()).isEqualTo("devices/of:0000000000000001/0/port");
  }

  private static ForwardingConfig config(String json) throws JsonProcessingException {
    ForwardingConfig config = new ForwardingConfig();
    config.init(
        new DefaultApplicationId(1, "org.op25b.lab.forwarding"),
        ForwardingConfig.KEY,
        MAPPER.readTree(json.replace('\'', '"')),
        MAPPER,
        null);
    return config;
  }
}
