package org.op25b.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Text columns, each as wide as its widest cell; what does not fit the line is cut from the last.
 */
final class Table {
  /** The widest line, so that a table fits a terminal. */
  static final int WIDTH = 120;

  private static final String GAP = "  ";
  private static final String CUT = "...";

  private final List<List<String>> rows = new ArrayList<>();

  Table(String... headings) {
    rows.add(List.of(headings));
  }

  /** Adds a row; it must have as many cells as there are headings. */
  void add(Object... cells) {
    List<String> row = new ArrayList<>();
    for (Object cell : cells) {
      row.add(String.valueOf(cell));
    }
    if (row.size() != rows.get(0).size()) {
      throw new IllegalArgumentException("expected " + rows.get(0).size() + " cells");
    }
    rows.add(row);
  }

  /** Returns the lines, headings first. */
  List<String> lines() {
    List<Integer> widths = new ArrayList<>();
    for (int column = 0; column < rows.get(0).size(); column++) {
      int index = column;
      widths.add(rows.stream().mapToInt(row -> row.get(index).length()).max().orElse(0));
    }
    return rows.stream().map(row -> line(row, widths)).collect(Collectors.toList());
  }

  private static String line(List<String> row, List<Integer> widths) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < row.size(); column++) {
      String cell = row.get(column);
      line.append(cell);
      if (column < row.size() - 1) {
        line.append(" ".repeat(widths.get(column) - cell.length())).append(GAP);
      }
    }
    String text = line.toString().stripTrailing();
    return text.length() <= WIDTH ? text : text.substring(0, WIDTH - CUT.length()) + CUT;
  }
}
