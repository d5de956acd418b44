package org.op25b.embedded.shims;

import org.onosproject.app.ApplicationService;
import org.onosproject.cfg.ComponentConfigService;
import org.onosproject.net.config.NetworkConfigService;
import org.onosproject.net.device.DeviceService;
import org.onosproject.net.flow.FlowRuleService;
import org.onosproject.net.flowobjective.FlowObjectiveService;
import org.onosproject.net.group.GroupService;
import org.onosproject.net.host.HostService;
import org.onosproject.net.intent.IntentService;
import org.onosproject.net.link.LinkService;
import org.onosproject.net.meter.MeterService;
import org.onosproject.net.packet.PacketService;
import org.onosproject.net.topology.TopologyService;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens ONOS's REST interface when the services behind it stand. Otherwise it answers as soon as
 * there are devices to list, seconds before rules, meters or properties can be set on a busy
 * machine.
 */
@Component(immediate = true, service = RestGate.class)
public class RestGate {
  private static final Logger log = LoggerFactory.getLogger(RestGate.class);
  private static final String REST = "org.onosproject.onos-rest";

  @Reference protected ApplicationService applications;
  @Reference protected ComponentConfigService properties;
  @Reference protected NetworkConfigService configuration;
  @Reference protected DeviceService devices;
  @Reference protected FlowRuleService rules;
  @Reference protected FlowObjectiveService objectives;
  @Reference protected GroupService groups;
  @Reference protected HostService hosts;
  @Reference protected IntentService intents;
  @Reference protected LinkService links;
  @Reference protected MeterService meters;
  @Reference protected PacketService packets;
  @Reference protected TopologyService topology;

  @Activate
  protected void activate(BundleContext context) {
    for (Bundle bundle : context.getBundles()) {
      if (REST.equals(bundle.getSymbolicName())) {
        try {
          bundle.start(Bundle.START_TRANSIENT);
          log.info("ONOS is ready");
        } catch (BundleException e) {
          log.error("{} does not start", REST, e);
        }
      }
    }
  }
}
