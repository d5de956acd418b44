package org.op25b.cli;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Paths;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Locale;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.completers.FileCompleter;
import org.op25b.controller.exemption.ExemptionPages;
import org.op25b.controller.exemption.ExemptionRecord;
import org.op25b.controller.exemption.exchange.CsvFile;
import org.op25b.controller.exemption.exchange.JsonFile;

/** Writes all exemptions to a file. */
@Service
@Command(
    scope = "onos",
    name = "op25b-exempt-export",
    description = "Writes all exemptions as CSV or JSON, to the console or a new file")
public class ExemptExportCommand extends ChangeCommand {
  @Argument(
      index = 0,
      name = "file",
      description = "Path on the controller; JSON when it ends so, else CSV; else the console")
  @Completion(FileCompleter.class)
  String file = null;

  @Override
  void run() throws IOException {
    ImmutableList<ExemptionRecord> all = ExemptionPages.all(exemptions());
    if (file == null) {
      StringWriter text = new StringWriter();
      write(all, outputJson(), text);
      print("%s", text.toString().trim());
      return;
    }
    boolean json = outputJson() || file.toLowerCase(Locale.ROOT).endsWith(".json");
    try (Writer writer =
        Files.newBufferedWriter(
            Paths.get(file), StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW)) {
      write(all, json, writer);
    } catch (FileAlreadyExistsException e) {
      throw new UserError(file + " exists. Name a new file.");
    } catch (IOException | InvalidPathException e) {
      throw new UserError("Cannot write " + file + ": " + e.getMessage());
    }
    print("wrote %d exemptions to %s", all.size(), file);
  }

  private static void write(Iterable<ExemptionRecord> all, boolean json, Writer out)
      throws IOException {
    if (json) {
      JsonFile.write(all, Instant.now(), out);
    } else {
      CsvFile.write(all, Instant.now(), out);
    }
  }
}
