package org.op25b.controller.enforcement;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.onosproject.net.Device;
import org.onosproject.net.DeviceId;
import org.onosproject.net.config.NetworkConfigService;
import org.onosproject.net.config.basics.BasicDeviceConfig;
import org.onosproject.net.device.DeviceService;
import org.op25b.controller.gate.GatePipeliner;

/** Takes the gate's driver out of network configuration, so that ONOS chooses again. */
final class GateDriverRemoval {
  private final NetworkConfigService networkConfig;
  private final DeviceService devices;

  GateDriverRemoval(NetworkConfigService networkConfig, DeviceService devices) {
    this.networkConfig = networkConfig;
    this.devices = devices;
  }

  void run() {
    for (Device device : devices.getDevices()) {
      remove(device.id());
    }
  }

  private void remove(DeviceId device) {
    BasicDeviceConfig config = networkConfig.getConfig(device, BasicDeviceConfig.class);
    if (config != null && GatePipeliner.DRIVER.equals(config.driver())) {
      // The setter takes no null (BasicDeviceConfig, 2.7.0).
      ((ObjectNode) config.node()).remove("driver");
      config.apply();
    }
  }
}
