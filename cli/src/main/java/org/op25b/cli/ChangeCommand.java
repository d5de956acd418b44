package org.op25b.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.op25b.controller.PageSize;
import org.op25b.controller.Words;
import org.op25b.controller.audit.JournalUnavailableException;
import org.op25b.controller.exemption.ChangeContext;
import org.op25b.controller.exemption.ChangeRefusedException;
import org.op25b.controller.exemption.ExemptionRecord;
import org.op25b.controller.exemption.ExemptionService;
import org.op25b.controller.exemption.Problem;
import org.op25b.controller.exemption.exchange.ExemptionJson;

/** What the commands about exemptions and their history share. */
abstract class ChangeCommand extends Op25bCommand {
  @Override
  protected final void doExecute() throws IOException {
    try {
      run();
    } catch (ChangeRefusedException e) {
      for (Problem problem : e.problems()) {
        error("%s%s", problem, problem.code().forcible() ? " --force does it all the same." : "");
      }
    } catch (JournalUnavailableException | PageSize.OutOfRange | UserError e) {
      error("%s", e.getMessage());
    }
  }

  /** Does what the command is for. */
  abstract void run() throws IOException;

  /** Returns who makes the change. */
  final ChangeContext context() {
    return ChangeContext.of(Caller.now());
  }

  /** Shows what was made of one exemption, as a line or as JSON. */
  final void show(String done, ExemptionRecord record) throws JsonProcessingException {
    Instant now = Instant.now();
    if (outputJson()) {
      print(new ExemptionJson(mapper()).exemption(record, now));
    } else {
      print(
          "%s %s: %s, customer %s, %s%s",
          done,
          record.id(),
          record.prefix(),
          record.customer(),
          Words.of(record.stateAt(now)),
          record.revocation().isPresent()
              ? ""
              : record.expires().map(at -> ", until " + at).orElse(", without end"));
    }
  }

  final ExemptionService exemptions() {
    return get(ExemptionService.class);
  }

  /** Returns the exemption {@code id}, or says that there is none. */
  final ExemptionRecord exemption(String id) {
    return exemptions()
        .find(id)
        .orElseThrow(
            () ->
                new UserError(
                    "There is no exemption "
                        + Problem.quote(id)
                        + ". op25b-exemptions lists them."));
  }

  /** Returns the expiry that {@code --for} or {@code --until} ask for. */
  static Optional<String> end(String duration, String until) {
    if (duration != null && until != null) {
      throw new UserError("--for and --until exclude each other. Give one of them.");
    }
    return Optional.ofNullable(duration == null ? until : "+" + duration.replaceFirst("^\\+", ""));
  }

  /** A mistake in the command line; the message says what to do. */
  static final class UserError extends RuntimeException {
    private static final long serialVersionUID = 1;

    UserError(String message) {
      super(message);
    }
  }
}
