package org.op25b.controller.exemption;

import com.google.common.collect.ImmutableList;
import java.util.LinkedHashMap;
import java.util.Map;
import org.op25b.controller.PageSize;

/** All pages of the list. */
public final class ExemptionPages {
  private ExemptionPages() {}

  /** Returns every exemption by id; one that moves between two pages is there once. */
  public static ImmutableList<ExemptionRecord> all(ExemptionService service) {
    Map<String, ExemptionRecord> all = new LinkedHashMap<>();
    int offset = 0;
    ExemptionPage page;
    do {
      page =
          service.list(ExemptionQuery.builder().setOffset(offset).setLimit(PageSize.MOST).build());
      page.records().forEach(record -> all.put(record.id(), record));
      // One back, so that an exemption that is removed meanwhile cannot hide another.
      offset += PageSize.MOST - 1;
    } while (page.records().size() == PageSize.MOST);
    return ImmutableList.copyOf(all.values());
  }
}
