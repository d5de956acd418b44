package org.op25b.controller.enforcement;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.onosproject.app.ApplicationService;
import org.onosproject.app.ApplicationState;
import org.onosproject.core.ApplicationId;
import org.onosproject.net.flow.DefaultFlowEntry;
import org.onosproject.net.flow.FlowEntry;
import org.onosproject.net.flow.FlowRule;
import org.onosproject.net.flow.FlowRuleOperation;
import org.onosproject.net.flow.FlowRuleOperations;
import org.onosproject.net.flow.FlowRuleService;

/**
 * The few calls of ONOS that enforcement makes, on one switch in memory. Any other call is an
 * error. As in ONOS, an operation goes on to its next stage after one that failed.
 */
final class FakeOnos {
  final OpenFlowTables tables = new OpenFlowTables();
  final Set<FlowRule> store = new LinkedHashSet<>();
  final List<FlowRuleOperations> unanswered = new ArrayList<>();
  ApplicationState state = ApplicationState.ACTIVE;
  boolean refuse;
  boolean silent;

  FlowRuleService flowRules() {
    return proxy(
        FlowRuleService.class,
        (name, argument) -> {
          switch (name) {
            case "apply":
              apply((FlowRuleOperations) argument);
              return null;
            case "getFlowEntriesById":
              return entriesOf((ApplicationId) argument);
            default:
              throw new AssertionError("unexpected call of " + name);
          }
        });
  }

  ApplicationService applications() {
    return proxy(
        ApplicationService.class,
        (name, argument) -> {
          if (!name.equals("getState")) {
            throw new AssertionError("unexpected call of " + name);
          }
          return state;
        });
  }

  private void apply(FlowRuleOperations operations) {
    if (silent) {
      unanswered.add(operations);
      return;
    }
    if (refuse) {
      FlowRuleOperations.Builder failed = FlowRuleOperations.builder();
      operations.stages().forEach(stage -> stage.forEach(each -> failed.add(each.rule())));
      operations.callback().onError(failed.build());
      return;
    }
    operations.stages().forEach(stage -> stage.forEach(this::carryOut));
    operations.callback().onSuccess(operations);
  }

  private void carryOut(FlowRuleOperation operation) {
    if (operation.type() == FlowRuleOperation.Type.REMOVE) {
      tables.remove(operation.rule());
      store.remove(operation.rule());
    } else {
      tables.add(operation.rule());
      store.add(operation.rule());
    }
  }

  private List<FlowEntry> entriesOf(ApplicationId application) {
    List<FlowEntry> entries = new ArrayList<>();
    for (FlowRule rule : store) {
      if (rule.appId() == application.id()) {
        entries.add(new DefaultFlowEntry(rule));
      }
    }
    return entries;
  }

  private interface Call {
    Object answer(String name, Object argument);
  }

  private static <T> T proxy(Class<T> type, Call call) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) ->
                call.answer(method.getName(), arguments == null ? null : arguments[0])));
  }
}
