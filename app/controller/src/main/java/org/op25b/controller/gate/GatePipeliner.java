package org.op25b.controller.gate;

import org.onlab.osgi.ServiceDirectory;
import org.onosproject.core.CoreService;
import org.onosproject.driver.pipeline.DefaultSingleTablePipeline;
import org.onosproject.net.DeviceId;
import org.onosproject.net.behaviour.PipelinerContext;
import org.onosproject.net.flow.FlowRuleService;
import org.onosproject.net.flowobjective.FlowObjectiveStore;

/**
 * Pipeline of a switch with a gate: every flow objective, whoever wrote it, becomes a rule of the
 * forwarding table, so that no packet is forwarded before the guard tables have let it through.
 *
 * <p>What an objective means is left to ONOS's {@link DefaultSingleTablePipeline}; only the table
 * differs. The pipeliner never opens the gate: that is the application's doing, after it has seen
 * the guards confirmed.
 */
public final class GatePipeliner extends DefaultSingleTablePipeline {
  /** The driver that brings this pipeline; the name stands in op25b-drivers.xml. */
  public static final String DRIVER = "op25b-ovs";

  /** Where everybody's forwarding lives: behind the two guard tables and the gate. */
  public static final int FORWARDING_TABLE = 3;

  @Override
  public void init(DeviceId deviceId, PipelinerContext context) {
    super.init(deviceId, new ContextBehindGate(context));
  }

  /** Hands out the moving flow rule service in place of ONOS's own. */
  private static final class ContextBehindGate implements PipelinerContext {
    private final PipelinerContext context;

    ContextBehindGate(PipelinerContext context) {
      this.context = context;
    }

    @Override
    public ServiceDirectory directory() {
      ServiceDirectory services = context.directory();
      FlowRuleService behindGate =
          ForwardingTableRules.behind(
              services.get(FlowRuleService.class),
              services.get(CoreService.class),
              FORWARDING_TABLE);
      return new ServiceDirectory() {
        @Override
        public <T> T get(Class<T> type) {
          return type == FlowRuleService.class ? type.cast(behindGate) : services.get(type);
        }
      };
    }

    @Override
    public FlowObjectiveStore store() {
      return context.store();
    }
  }
}
