package org.op25b.lab.forwarding;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableSetMultimap;
import com.google.common.collect.SetMultimap;
import org.onlab.packet.IpPrefix;
import org.onosproject.core.ApplicationId;
import org.onosproject.net.DeviceId;
import org.onosproject.net.PortNumber;
import org.onosproject.net.config.Config;
import org.onosproject.net.config.InvalidFieldException;

/**
 * Network configuration {@code apps/org.op25b.lab.forwarding/forwarding}: for each device a list of
 * routes {@code {"to": PREFIX, "port": NUMBER}}.
 */
public final class ForwardingConfig extends Config<ApplicationId> {
  static final String KEY = "forwarding";
  private static final String DEVICES = "devices";
  private static final String TO = "to";
  private static final String PORT = "port";

  @Override
  public boolean isValid() {
    boolean known = hasOnlyFields(DEVICES);
    routes();
    return known;
  }

  /**
   * The routes of every configured device.
   *
   * @throws InvalidFieldException naming the route that cannot be read
   */
  SetMultimap<DeviceId, Route> routes() {
    ImmutableSetMultimap.Builder<DeviceId, Route> routes = ImmutableSetMultimap.builder();
    object
        .path(DEVICES)
        .fields()
        .forEachRemaining(
            device -> {
              int index = 0;
              for (JsonNode route : device.getValue()) {
                String path = DEVICES + "/" + device.getKey() + "/" + index++;
                routes.put(deviceId(device.getKey(), path), route(route, path));
              }
            });
    return routes.build();
  }

  private static DeviceId deviceId(String text, String path) {
    try {
      return DeviceId.deviceId(text);
    } catch (IllegalArgumentException e) {
      throw new InvalidFieldException(path, e);
    }
  }

  private static Route route(JsonNode node, String path) {
    if (!node.path(PORT).isIntegralNumber() || node.path(PORT).asLong() < 1) {
      throw new InvalidFieldException(path + "/" + PORT, "expected a port number");
    }
    try {
      return Route.of(
          IpPrefix.valueOf(node.path(TO).asText()),
          PortNumber.portNumber(node.path(PORT).asLong()));
    } catch (IllegalArgumentException e) {
      throw new InvalidFieldException(path + "/" + TO, e);
    }
  }
}
