package org.op25b.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.op25b.controller.Words;
import org.op25b.controller.overlay.OverlayService;

/** Switches the badges on ONOS's topology view for one user. */
@Service
@Command(
    scope = "onos",
    name = "op25b-overlay",
    description = "Shows or switches a user's badges on edge switches in ONOS's topology view")
public class OverlayCommand extends ChangeCommand {
  /** The two positions of a switch. */
  private enum Position {
    ON,
    OFF
  }

  @Argument(index = 0, name = "state", description = "on or off; shows it when absent")
  @Completion(
      value = StringsCompleter.class,
      values = {"on", "off"})
  String state = null;

  @Option(name = "--user", description = "The user who logs in to ONOS's GUI; you when absent")
  String user = null;

  @Override
  void run() throws JsonProcessingException {
    OverlayService overlay = get(OverlayService.class);
    String whose = user == null ? context().actor().user() : user;
    if (state != null) {
      Position position = Choice.of("state", state, Position.class);
      try {
        overlay.set(whose, position == Position.ON);
      } catch (IllegalArgumentException e) {
        throw new UserError(e.getMessage());
      }
    }
    boolean on = overlay.isOn(whose);
    if (outputJson()) {
      ObjectNode node = mapper().createObjectNode();
      print(node.put("user", whose).put("on", on));
    } else {
      print("overlay of %s: %s", whose, Words.of(on ? Position.ON : Position.OFF));
    }
  }
}
