package org.op25b.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.stream.Collectors;
import org.op25b.controller.Words;
import org.op25b.controller.enforcement.EdgeForecast;
import org.op25b.controller.policyops.PolicyContext;
import org.op25b.controller.policyops.PolicyOperations;
import org.op25b.controller.policyops.PolicyRefusedException;
import org.op25b.controller.policyops.PolicyVersion;
import org.op25b.controller.policyops.effect.Difference;
import org.op25b.controller.policyops.effect.PolicyEffect;
import org.op25b.controller.policyops.effect.PoolStep;
import org.op25b.policy.Problem;
import org.op25b.policy.Problems;
import org.op25b.policy.json.StrictJson;

/** What the commands about the policy and its phases share. */
abstract class PolicyChangeCommand extends ChangeCommand {
  static final String PLEASE = "please";

  /** More lines of one kind than this are counted, not shown. */
  private static final int SHOWN = 20;

  private static final long MOST_BYTES = 16 * 1024 * 1024;

  @Override
  final void run() throws IOException {
    try {
      change();
    } catch (PolicyRefusedException e) {
      e.problems().forEach(problem -> error("%s", problem.toString().trim()));
    }
  }

  /** Does what the command is for. */
  abstract void change() throws IOException;

  final PolicyOperations policies() {
    return get(PolicyOperations.class);
  }

  /** Returns who asks, and why. */
  final PolicyContext policyContext(String note, boolean dryRun) {
    return PolicyContext.of(context().actor()).withNote(note).withDryRun(dryRun);
  }

  /** Reads a file on the controller as JSON. */
  static JsonNode json(String file) {
    try {
      Path path = Paths.get(file);
      if (Files.isDirectory(path)) {
        throw new UserError(file + " is a directory. Name a file.");
      }
      if (Files.size(path) > MOST_BYTES) {
        throw new UserError(file + " is longer than " + MOST_BYTES + " bytes.");
      }
      Problems problems = new Problems();
      return StrictJson.parse(
              new String(Files.readAllBytes(path), StandardCharsets.UTF_8), problems)
          .orElseThrow(
              () ->
                  new UserError(
                      file
                          + " is "
                          + problems.list().stream()
                              .map(Problem::message)
                              .collect(Collectors.joining("; "))));
    } catch (NoSuchFileException | InvalidPathException e) {
      throw new UserError("There is no file " + file + " on the controller.");
    } catch (MalformedInputException e) {
      throw new UserError(file + " is not UTF-8. Save it as UTF-8.");
    } catch (IOException e) {
      throw new UserError("Cannot read " + file + ": " + e.getMessage());
    }
  }

  /** Shows what a change would do, or did. */
  final void show(PolicyEffect effect) {
    for (Difference.Change change : limited(effect.difference().changes(), "things differ")) {
      print(
          "%s %s: %s%s",
          change.part(),
          change.name(),
          Words.of(change.kind()),
          change.fields().isEmpty() ? "" : " (" + String.join(", ", change.fields()) + ")");
    }
    for (PoolStep step : limited(effect.phases(), "pools change their phase")) {
      print(
          "pool %s: %s -> %s, %s IPv4 addresses, %d IPv6 prefixes, %d exemptions",
          step.change().pool(),
          step.change().from().map(Words::of).orElse("-"),
          step.change().to().map(Words::of).orElse("-"),
          step.ipv4Addresses(),
          step.ipv6Prefixes(),
          step.exemptions());
    }
    for (EdgeForecast device : limited(effect.devices(), "switches")) {
      print(
          "switch %s: %d -> %d rules (%d added, %d removed)",
          device.device(),
          device.rulesBefore(),
          device.rulesAfter(),
          device.added(),
          device.removed());
    }
    print("exemptions in pools that change: %d", effect.exemptionsAffected());
    effect.warnings().forEach(warning -> print("note: %s", warning));
  }

  private <T> Iterable<T> limited(java.util.List<T> all, String what) {
    if (all.size() > SHOWN) {
      print("%d %s, the first %d:", all.size(), what, SHOWN);
    }
    return all.subList(0, Math.min(all.size(), SHOWN));
  }

  static String name(PolicyVersion version) {
    return "version " + version.number();
  }
}
