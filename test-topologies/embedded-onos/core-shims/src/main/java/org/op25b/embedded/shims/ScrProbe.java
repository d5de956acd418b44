package org.op25b.embedded.shims;

import java.util.TreeSet;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/**
 * Shell command emb:components - SCR component states (Felix SCR's own scr:list and returned
 * strings are not shown over ssh in Karaf 4.2.9, so it also writes data/components.txt).
 */
@Component(
    immediate = true,
    service = ScrProbe.class,
    property = {"osgi.command.scope=emb", "osgi.command.function=components"})
public class ScrProbe {
  @Reference protected ServiceComponentRuntime scr;

  public String components() throws java.io.IOException {
    TreeSet<String> out = new TreeSet<>();
    for (ComponentDescriptionDTO d : scr.getComponentDescriptionDTOs()) {
      if (scr.getComponentConfigurationDTOs(d).isEmpty()) {
        out.add(d.name + " " + (scr.isComponentEnabled(d) ? "NO-CONFIG" : "DISABLED"));
      }
      for (ComponentConfigurationDTO c : scr.getComponentConfigurationDTOs(d)) {
        String s =
            c.state == ComponentConfigurationDTO.ACTIVE
                ? "ACTIVE"
                : c.state == ComponentConfigurationDTO.SATISFIED ? "SATISFIED" : "UNSATISFIED";
        StringBuilder b = new StringBuilder(d.name + " " + s);
        for (var u : c.unsatisfiedReferences) {
          b.append(" missing:").append(u.name);
        }
        out.add(b.toString());
      }
    }
    java.nio.file.Files.write(
        java.nio.file.Path.of(System.getProperty("karaf.data"), "components.txt"), out);
    return String.join("\n", out);
  }
}
