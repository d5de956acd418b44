package org.op25b.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.time.temporal.ChronoUnit;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.op25b.controller.Words;
import org.op25b.controller.policyops.PolicyCheck;
import org.op25b.controller.policyops.PolicyOperationsJson;
import org.op25b.controller.policyops.PolicyOutcome;
import org.op25b.controller.policyops.PolicyVersion;

/** Looks at the policy as a whole, changes it, and goes back. */
@Service
@Command(
    scope = "onos",
    name = "op25b-policy",
    description = "Shows, checks or applies the policy, lists its versions, rolls back to one")
public class PolicyCommand extends PolicyChangeCommand {
  @Argument(index = 0, name = "action", description = "show, check, apply, versions or rollback")
  @Completion(
      value = StringsCompleter.class,
      values = {"show", "check", "apply", "versions", "rollback"})
  String action = "show";

  @Argument(index = 1, name = "what", description = "A file on the controller, or a version")
  String what = null;

  @Argument(index = 2, name = "please", description = "The word please, to confirm")
  String confirmation = null;

  @Option(name = "--note", description = "Why, for the record")
  String note = "";

  @Option(name = "--based-on", description = "Only if this version is current")
  Long basedOn = null;

  @Override
  void change() throws IOException {
    switch (action) {
      case "show":
        show();
        break;
      case "check":
        check();
        break;
      case "apply":
        applyFile();
        break;
      case "versions":
        versions();
        break;
      case "rollback":
        rollBack();
        break;
      default:
        throw new UserError(
            "There is no action " + action + ". Give show, check, apply, versions or rollback.");
    }
  }

  private void show() throws JsonProcessingException {
    PolicyVersion version =
        what == null
            ? policies().current().orElseThrow(() -> new UserError("There is no policy yet."))
            : policies()
                .version(number())
                .orElseThrow(() -> new UserError("There is no version " + what + "."));
    JsonNode policy =
        policies()
            .policy(version)
            .orElseThrow(
                () -> new UserError("Version " + version.number() + " is the policy's removal."));
    print(
        outputJson()
            ? new PolicyOperationsJson(mapper()).document(version, policy, policies())
            : policy);
  }

  private void check() throws IOException {
    PolicyCheck check = policies().check(json(needed("a file")));
    if (outputJson()) {
      print(new PolicyOperationsJson(mapper()).check(check));
      return;
    }
    check.problems().forEach(problem -> error("%s", problem.toString()));
    if (check.same()) {
      print("This is the policy in force.");
    }
    check.effect().ifPresent(this::show);
  }

  private void applyFile() throws IOException {
    JsonNode policy = json(needed("a file"));
    boolean sure = PLEASE.equals(confirmation);
    tell(
        policies()
            .apply(
                policy,
                policyContext(note, !sure).withBasedOn(java.util.Optional.ofNullable(basedOn))),
        sure,
        "op25b-policy apply " + what);
  }

  private void rollBack() throws IOException {
    long version = number();
    boolean sure = PLEASE.equals(confirmation);
    tell(
        policies()
            .rollBack(
                version,
                policyContext(note, !sure).withBasedOn(java.util.Optional.ofNullable(basedOn))),
        sure,
        "op25b-policy rollback " + what);
  }

  private void tell(PolicyOutcome outcome, boolean done, String command)
      throws JsonProcessingException {
    if (outputJson()) {
      print(new PolicyOperationsJson(mapper()).outcome(outcome, policies()));
      return;
    }
    show(outcome.effect());
    if (!outcome.changed()) {
      print("This is the policy in force; nothing changes.");
    } else if (done) {
      print("Done: %s.", outcome.version().map(PolicyChangeCommand::name).orElse("-"));
    } else {
      print("Nothing is changed yet. To do it: %s %s", command, PLEASE);
    }
  }

  private void versions() throws JsonProcessingException {
    if (outputJson()) {
      ArrayNode array = mapper().createArrayNode();
      PolicyOperationsJson json = new PolicyOperationsJson(mapper());
      policies().versions().forEach(version -> array.add(json.version(version, policies())));
      print(array);
      return;
    }
    Table table = new Table("VERSION", "TIME", "USER", "WAY", "ACTION", "POOLS", "PHASES", "NOTE");
    for (PolicyVersion version : policies().versions()) {
      table.add(
          version.number(),
          version.time().truncatedTo(ChronoUnit.SECONDS),
          Cut.to(12, version.actor().user()),
          version.actor().channel(),
          Words.of(version.action()),
          version.pools(),
          policies().phases(version).size(),
          version.note());
    }
    print(table);
  }

  private String needed(String thing) {
    if (what == null) {
      throw new UserError("Name " + thing + ": op25b-policy " + action + " ...");
    }
    return what;
  }

  private long number() {
    if (!needed("a version").matches("\\d{1,18}")) {
      throw new UserError(what + " is not a version. op25b-policy versions lists them.");
    }
    return Long.parseLong(what);
  }
}
