package org.op25b.embedded.shims;

import java.io.PrintStream;
import java.util.TreeSet;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/** Lists components with their state and what they wait for; {@code scr:list} shows less. */
@Service
@Command(
    scope = "embedded",
    name = "components",
    description = "Lists declarative-services components and what they wait for")
public class ComponentsCommand implements Action {
  @Reference private ServiceComponentRuntime runtime;
  @Reference private Session session;

  @Override
  public Object execute() {
    TreeSet<String> lines = new TreeSet<>();
    for (ComponentDescriptionDTO component : runtime.getComponentDescriptionDTOs()) {
      if (runtime.getComponentConfigurationDTOs(component).isEmpty()) {
        lines.add(
            component.name
                + (runtime.isComponentEnabled(component) ? " not configured" : " disabled"));
      }
      for (ComponentConfigurationDTO instance : runtime.getComponentConfigurationDTOs(component)) {
        StringBuilder line = new StringBuilder(component.name).append(' ').append(state(instance));
        for (var missing : instance.unsatisfiedReferences) {
          line.append(" waits for ").append(missing.name);
        }
        lines.add(line.toString());
      }
    }
    PrintStream console = session.getConsole();
    lines.forEach(console::println);
    return null;
  }

  private static String state(ComponentConfigurationDTO instance) {
    switch (instance.state) {
      case ComponentConfigurationDTO.ACTIVE:
        return "active";
      case ComponentConfigurationDTO.SATISFIED:
        return "satisfied";
      default:
        return "UNSATISFIED";
    }
  }
}
