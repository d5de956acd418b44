package org.op25b.controller.gate;

import org.onosproject.net.driver.AbstractDriverLoader;
import org.osgi.service.component.annotations.Component;

/**
 * Makes the driver {@code op25b-ovs} known to ONOS. An operator assigns it to a switch by network
 * configuration ({@code devices/ID/basic/driver}), before or after the switch connects.
 */
@Component(immediate = true)
public class GateDriverLoader extends AbstractDriverLoader {
  /** Loads the drivers of this bundle. */
  public GateDriverLoader() {
    super("/op25b-drivers.xml");
  }
}
