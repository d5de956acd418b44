package org.op25b.controller.sight;

import java.util.List;

/** Tells who tries to send where that is blocked. */
public interface SuspectService {
  /** Returns those who do, the highest rate first; bounded by the component's property. */
  List<Suspect> suspects();
}
