package org.op25b.cli;

import java.util.Optional;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.op25b.controller.exemption.Problem;
import org.op25b.controller.notice.NoticeService;
import org.op25b.notice.Language;
import org.op25b.notice.Notice;
import org.op25b.notice.NoticeTooLongException;
import org.op25b.notice.UnknownTenantException;

/** Prints what customers are told. */
@Service
@Command(
    scope = "onos",
    name = "op25b-notice",
    description = "Prints the notice for customers of the policy in force")
public class NoticeCommand extends ChangeCommand {
  /** The formats that a notice can be had in. */
  private enum Format {
    MD,
    HTML
  }

  @Option(name = "--lang", description = "ja or en")
  String lang = "ja";

  @Option(name = "--format", description = "md (Markdown) or html")
  String format = "md";

  @Option(
      name = "--tenant",
      description = "Only the pools of this provider, on a network of several")
  String tenant;

  @Override
  void run() {
    Language language = Choice.of("--lang", lang, Language.class);
    Format chosen = Choice.of("--format", format, Format.class);
    try {
      Optional<Notice> notice =
          get(NoticeService.class).notice(language, Optional.ofNullable(tenant));
      if (notice.isEmpty()) {
        throw new UserError(
            "There is no policy yet. Put one into network configuration: apps/org.op25b/op25b");
      }
      String text =
          chosen == Format.MD ? notice.get().markdown(language) : notice.get().html(language);
      print("%s", text.trim());
    } catch (UnknownTenantException e) {
      throw new UserError(
          String.format(
              "--tenant: no pool has the tenant %s. %s", Problem.quote(tenant), e.remedy()));
    } catch (NoticeTooLongException e) {
      throw new UserError(e.getMessage());
    }
  }
}
