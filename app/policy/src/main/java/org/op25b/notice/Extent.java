package org.op25b.notice;

import com.google.common.collect.ImmutableSet;

/** How far the provider as a whole is; decides how a notice begins. */
enum Extent {
  /** Nothing is closed, prepared or planned. */
  NONE,
  /** Nothing is closed, the effect is measured. */
  MEASURED,
  /** Nothing is closed, but there are dates. */
  PLANNED,
  /** Where port 25 is closed, some of the own mail servers can be reached. */
  OWN_SERVERS_ONLY,
  /** Where port 25 is closed, it is closed toward all mail servers. */
  CLOSED,
  /** Both of these. */
  MIXED;

  static Extent of(Situation situation) {
    ImmutableSet.Builder<Stage> stages = ImmutableSet.builder();
    boolean planned = false;
    for (Service service : situation.affected()) {
      stages.add(service.stage());
      planned |= !service.plan().isEmpty();
    }
    ImmutableSet<Stage> all = stages.build();
    if (all.contains(Stage.CLOSED)) {
      return all.contains(Stage.OWN_SERVERS_ONLY) ? MIXED : CLOSED;
    }
    if (all.contains(Stage.OWN_SERVERS_ONLY)) {
      return OWN_SERVERS_ONLY;
    }
    if (planned) {
      return PLANNED;
    }
    return all.contains(Stage.MEASURED) ? MEASURED : NONE;
  }

  /** Whether port 25 is closed for somebody now. */
  boolean inForce() {
    return compareTo(PLANNED) > 0;
  }
}
