package org.op25b.web;

import com.google.common.collect.ImmutableList;
import java.util.LinkedHashMap;
import java.util.Map;
import org.op25b.controller.exemption.ExemptionPage;
import org.op25b.controller.exemption.ExemptionQuery;
import org.op25b.controller.exemption.ExemptionRecord;
import org.op25b.controller.exemption.ExemptionService;

/** All pages of a list. */
final class Pages {
  private Pages() {}

  /** Returns every exemption by id; one that moves between two pages is there once. */
  static ImmutableList<ExemptionRecord> all(ExemptionService service) {
    Map<String, ExemptionRecord> all = new LinkedHashMap<>();
    int offset = 0;
    ExemptionPage page;
    do {
      page =
          service.list(
              ExemptionQuery.builder()
                  .setOffset(offset)
                  .setLimit(ExemptionQuery.MAX_LIMIT)
                  .build());
      page.records().forEach(record -> all.put(record.id(), record));
      // One back, so that an exemption that is removed meanwhile cannot hide another.
      offset += ExemptionQuery.MAX_LIMIT - 1;
    } while (page.records().size() == ExemptionQuery.MAX_LIMIT);
    return ImmutableList.copyOf(all.values());
  }
}
