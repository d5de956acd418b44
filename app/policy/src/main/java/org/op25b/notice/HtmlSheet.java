package org.op25b.notice;

import com.google.common.escape.Escaper;
import com.google.common.html.HtmlEscapers;
import java.util.List;

/** A whole HTML document without scripts; it needs nothing from elsewhere. */
final class HtmlSheet implements Sheet {
  private static final Escaper ESCAPER = HtmlEscapers.htmlEscaper();
  private static final String STYLE =
      "body{font-family:sans-serif;line-height:1.7;max-width:60em;margin:2em auto;padding:0 1em}"
          + "table{border-collapse:collapse}"
          + "th,td{border:1px solid #888;padding:.3em .7em;text-align:left;vertical-align:top}"
          + "th{background:#eee;color:#000;white-space:nowrap}";

  private final String language;
  private final StringBuilder body = new StringBuilder();
  private String title = "";

  HtmlSheet(Language language) {
    this.language = language.tag();
  }

  @Override
  public void title(String text) {
    title = text;
    element("h1", text);
  }

  @Override
  public void heading(String text) {
    element("h2", text);
  }

  @Override
  public void paragraph(String text) {
    element("p", text);
  }

  @Override
  public void items(List<String> items) {
    body.append("<ul>\n");
    items.forEach(item -> element("li", item));
    body.append("</ul>\n");
  }

  @Override
  public void table(List<String> columns, List<? extends List<String>> rows) {
    body.append("<table>\n<thead>\n<tr>\n");
    columns.forEach(column -> element("th scope=\"col\"", column));
    body.append("</tr>\n</thead>\n<tbody>\n");
    for (List<String> row : rows) {
      body.append("<tr>\n");
      row.forEach(cell -> element("td", cell));
      body.append("</tr>\n");
    }
    body.append("</tbody>\n</table>\n");
  }

  private void element(String tag, String text) {
    int space = tag.indexOf(' ');
    String name = space < 0 ? tag : tag.substring(0, space);
    body.append('<').append(tag).append('>').append(ESCAPER.escape(text));
    body.append("</").append(name).append(">\n");
  }

  @Override
  public String text() {
    return "<!DOCTYPE html>\n<html lang=\""
        + language
        + "\">\n<head>\n<meta charset=\"utf-8\">\n"
        + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>"
        + ESCAPER.escape(title)
        + "</title>\n<style>"
        + STYLE
        + "</style>\n</head>\n<body>\n"
        + body
        + "</body>\n</html>\n";
  }
}
