package org.op25b.lab.forwarding;

import com.google.common.collect.ImmutableSetMultimap;
import com.google.common.collect.SetMultimap;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import org.onlab.packet.IpAddress;
import org.onosproject.net.DeviceId;

/** The routes of all devices, immutable. */
final class RoutingTable {
  static final RoutingTable EMPTY = new RoutingTable(ImmutableSetMultimap.of());

  private final ImmutableSetMultimap<DeviceId, Route> routes;

  RoutingTable(SetMultimap<DeviceId, Route> routes) {
    this.routes = ImmutableSetMultimap.copyOf(routes);
  }

  Set<DeviceId> devices() {
    return routes.keySet();
  }

  Set<Route> routes(DeviceId device) {
    return routes.get(device);
  }

  /** The route with the longest prefix that contains the address. */
  Optional<Route> lookup(DeviceId device, IpAddress to) {
    return routes.get(device).stream()
        .filter(route -> route.to().contains(to))
        .max(Comparator.comparingInt(Route::priority));
  }
}
