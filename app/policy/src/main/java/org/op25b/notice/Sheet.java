package org.op25b.notice;

import java.util.List;

/** Takes the parts of a notice in reading order. All text is plain; the format escapes it. */
interface Sheet {
  void title(String text);

  void heading(String text);

  void paragraph(String text);

  void items(List<String> items);

  void table(List<String> columns, List<? extends List<String>> rows);

  /** Returns everything written so far, as a whole document. */
  String text();
}
