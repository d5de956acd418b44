package org.op25b.controller.counters;

import com.google.common.collect.ImmutableList;

/** Tells what was dropped, and where. */
public interface CountersService {
  /** Returns the counters as they stand; switches report theirs every five seconds. */
  CounterSnapshot counters();

  /** Returns what each switch has last reported to have dropped toward port 25. */
  ImmutableList<TowardReport> toward25();
}
