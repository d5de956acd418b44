package org.op25b.controller.sight;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Tells once of each suspect at a switch that it has crossed the threshold; again when it has come
 * down in between.
 */
final class Alarms {
  private final int perSecond;
  private final Consumer<Suspect> sink;
  private final Set<SuspectBook.Key> told = new HashSet<>();

  /** Tells {@code sink} of whoever has {@code perSecond} or more; 0 for nobody. */
  Alarms(int perSecond, Consumer<Suspect> sink) {
    this.perSecond = perSecond;
    this.sink = sink;
  }

  /** Looks at the list of now. */
  void look(List<Suspect> suspects) {
    if (perSecond == 0) {
      return;
    }
    Set<SuspectBook.Key> listed = new HashSet<>();
    for (Suspect suspect : suspects) {
      SuspectBook.Key key = SuspectBook.Key.of(suspect.device(), suspect.source());
      listed.add(key);
      if (suspect.perSecond() >= perSecond) {
        if (told.add(key)) {
          sink.accept(suspect);
        }
      } else if (suspect.perSecond() < perSecond / 2.0) {
        // Not at once: a rate that goes up and down a little is one alarm.
        told.remove(key);
      }
    }
    told.retainAll(listed);
  }
}
