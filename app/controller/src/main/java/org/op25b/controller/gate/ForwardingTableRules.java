package org.op25b.controller.gate;

import com.google.common.reflect.AbstractInvocationHandler;
import com.google.common.reflect.Reflection;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Set;
import org.onosproject.core.ApplicationId;
import org.onosproject.core.CoreService;
import org.onosproject.net.flow.DefaultFlowRule;
import org.onosproject.net.flow.FlowRule;
import org.onosproject.net.flow.FlowRuleOperation;
import org.onosproject.net.flow.FlowRuleOperations;
import org.onosproject.net.flow.FlowRuleService;

/**
 * The flow rule service as a pipeliner behind the gate sees it: what it writes to table 0 lands in
 * the forwarding table, everything else is ONOS's own service.
 */
final class ForwardingTableRules {
  private ForwardingTableRules() {}

  /**
   * Wraps the flow rule service.
   *
   * @param flowRules ONOS's own service
   * @param core resolves the application that a rule belongs to, so that the moved rule keeps it
   * @param table the forwarding table, 1 to 253
   */
  static FlowRuleService behind(FlowRuleService flowRules, CoreService core, int table) {
    return Reflection.newProxy(
        FlowRuleService.class,
        new AbstractInvocationHandler() {
          @Override
          protected Object handleInvocation(Object proxy, Method method, Object[] args)
              throws Throwable {
            if (method.getName().equals("apply")) {
              flowRules.apply(moved((FlowRuleOperations) args[0], core, table));
              return null;
            }
            try {
              return method.invoke(flowRules, args);
            } catch (InvocationTargetException e) {
              throw e.getCause();
            }
          }
        });
  }

  private static FlowRuleOperations moved(FlowRuleOperations ops, CoreService core, int table) {
    FlowRuleOperations.Builder moved = FlowRuleOperations.builder();
    for (Set<FlowRuleOperation> stage : ops.stages()) {
      for (FlowRuleOperation op : stage) {
        ApplicationId app = core.getAppId(op.rule().appId());
        moved.operation(new FlowRuleOperation(moved(op.rule(), app, table), op.type()));
      }
      moved.newStage();
    }
    return moved.build(ops.callback());
  }

  /**
   * The same rule in another table.
   *
   * @param rule a rule of any table
   * @param app the application that owns the rule
   * @param table the table to move it to
   */
  static FlowRule moved(FlowRule rule, ApplicationId app, int table) {
    FlowRule.Builder copy =
        DefaultFlowRule.builder()
            .forDevice(rule.deviceId())
            .forTable(table)
            .fromApp(app)
            .withPriority(rule.priority())
            .withSelector(rule.selector())
            .withTreatment(rule.treatment())
            .withHardTimeout(rule.hardTimeout());
    return (rule.isPermanent() ? copy.makePermanent() : copy.makeTemporary(rule.timeout())).build();
  }
}
