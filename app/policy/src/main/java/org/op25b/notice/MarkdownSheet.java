package org.op25b.notice;

import com.google.common.base.Strings;
import com.google.common.escape.Escaper;
import com.google.common.escape.Escapers;
import java.util.List;
import java.util.stream.Collectors;

/** GitHub Flavored Markdown. What it would take for markup (HTML included) is escaped. */
final class MarkdownSheet implements Sheet {
  private static final Escaper ESCAPER = escaper();

  private final StringBuilder out = new StringBuilder();

  private static Escaper escaper() {
    Escapers.Builder escapers = Escapers.builder();
    for (char c : "\\`*_[]|~#!".toCharArray()) {
      escapers.addEscape(c, "\\" + c);
    }
    return escapers.addEscape('<', "&lt;").addEscape('>', "&gt;").addEscape('&', "&amp;").build();
  }

  @Override
  public void title(String text) {
    block("# " + ESCAPER.escape(text));
  }

  @Override
  public void heading(String text) {
    block("## " + ESCAPER.escape(text));
  }

  @Override
  public void paragraph(String text) {
    block(ESCAPER.escape(text));
  }

  @Override
  public void items(List<String> items) {
    block(
        items.stream().map(item -> "- " + ESCAPER.escape(item)).collect(Collectors.joining("\n")));
  }

  @Override
  public void table(List<String> columns, List<? extends List<String>> rows) {
    StringBuilder table = new StringBuilder(line(columns));
    table.append("\n|").append(Strings.repeat("---|", columns.size()));
    rows.forEach(row -> table.append('\n').append(line(row)));
    block(table.toString());
  }

  private static String line(List<String> cells) {
    return cells.stream().map(ESCAPER::escape).collect(Collectors.joining(" | ", "| ", " |"));
  }

  private void block(String text) {
    out.append(out.length() == 0 ? "" : "\n").append(text).append('\n');
  }

  @Override
  public String text() {
    return out.toString();
  }
}
