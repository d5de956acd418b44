package org.op25b.cli;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.List;
import java.util.Locale;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.completers.FileCompleter;
import org.op25b.controller.exemption.ImportReport;
import org.op25b.controller.exemption.ImportRow;
import org.op25b.controller.exemption.exchange.CsvFile;
import org.op25b.controller.exemption.exchange.ExemptionJson;
import org.op25b.controller.exemption.exchange.JsonFile;

/** Adds many exemptions. */
@Service
@Command(
    scope = "onos",
    name = "op25b-exempt-import",
    description = "Adds all exemptions of a CSV or JSON file on the controller, or none of them")
public class ExemptImportCommand extends ChangeCommand {
  private static final int MOST_ROWS = 100_000;

  /** More would scroll away what matters. */
  private static final int MOST_SHOWN = 50;

  @Argument(
      index = 0,
      name = "file",
      description = "Path on the controller; JSON when it ends so, else CSV",
      required = true)
  @Completion(FileCompleter.class)
  String file = null;

  @Option(name = "--dry-run", description = "Only say what would happen")
  boolean dryRun = false;

  @Option(name = "--force", description = "Override the guard rails that can be overridden")
  boolean force = false;

  @Override
  void run() throws IOException {
    List<ImportRow> rows = read();
    ImportReport report = exemptions().importAll(rows, dryRun, context().withForce(force));
    if (outputJson()) {
      print(new ExemptionJson(mapper()).report(report, dryRun));
      return;
    }
    report.refused().stream()
        .limit(MOST_SHOWN)
        .forEach(
            row -> row.problems().forEach(problem -> error("line %d: %s", row.line(), problem)));
    int refused = report.refused().size();
    if (refused > MOST_SHOWN) {
      error("... and %d more rows", refused - MOST_SHOWN);
    }
    if (report.committed()) {
      print("imported %d exemptions", rows.size());
    } else if (dryRun) {
      print("%d of %d rows would be refused; nothing was changed", refused, rows.size());
    } else {
      error(
          "%d of %d rows are refused, so nothing was imported. Mend or remove them.",
          refused, rows.size());
    }
  }

  private List<ImportRow> read() throws IOException {
    try {
      Path path = Paths.get(file);
      if (Files.isDirectory(path)) {
        throw new UserError(file + " is a directory. Name a file.");
      }
      try (Reader reader = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
        return file.toLowerCase(Locale.ROOT).endsWith(".json")
            ? JsonFile.read(reader, MOST_ROWS)
            : CsvFile.read(reader, MOST_ROWS);
      }
    } catch (NoSuchFileException | InvalidPathException e) {
      throw new UserError("There is no file " + file + " on the controller.");
    } catch (CharacterCodingException e) {
      throw new UserError(file + " is not UTF-8. Save it as UTF-8.");
    } catch (IOException e) {
      throw new UserError("Cannot read " + file + ": " + e.getMessage());
    }
  }
}
