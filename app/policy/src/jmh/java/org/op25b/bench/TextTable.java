package org.op25b.bench;

import com.google.common.base.Strings;
import java.util.ArrayList;
import java.util.List;

/** A table in plain text, also readable as Markdown. */
final class TextTable {
  private final List<String[]> rows = new ArrayList<>();

  TextTable(String... header) {
    add(header);
  }

  void add(String... row) {
    rows.add(row);
  }

  @Override
  public String toString() {
    int[] widths = new int[rows.get(0).length];
    for (String[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        widths[i] = Math.max(widths[i], row[i].length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (int r = 0; r < rows.size(); r++) {
      for (int i = 0; i < widths.length; i++) {
        text.append("| ").append(Strings.padEnd(rows.get(r)[i], widths[i], ' ')).append(' ');
      }
      text.append("|\n");
      if (r == 0) {
        for (int width : widths) {
          text.append("|").append(Strings.repeat("-", width + 2));
        }
        text.append("|\n");
      }
    }
    return text.toString();
  }
}
