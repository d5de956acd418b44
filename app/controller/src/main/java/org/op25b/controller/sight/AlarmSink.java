package org.op25b.controller.sight;

import java.io.IOException;

/** Somebody outside who is told of suspects. */
interface AlarmSink {
  /** What it is called in log and status. */
  String name();

  /**
   * Tells of a suspect and waits until it is told, for seconds at the most.
   *
   * @throws IOException when it could not be told, with a message for people that holds no secret
   */
  void tell(Suspect suspect) throws IOException, InterruptedException;

  /** Gives up what it holds. */
  default void close() {}
}
