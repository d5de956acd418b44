package org.op25b.controller.audit;

/** Gives this application's components the one journal. */
public interface JournalService {
  /** Returns the journal, started. */
  Journal journal();
}
