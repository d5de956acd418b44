package org.op25b.controller.copies;

import java.util.List;

/** Hands out metered copies of packets that switches have blocked. */
public interface CopyService {
  /** Takes in copies. */
  interface Listener {
    /** Takes in one; on any thread, and it must be quick. */
    void blocked(BlockedPacket packet);
  }

  /** Begins to hand out copies to {@code listener}. */
  void addListener(Listener listener);

  /** Ends it. */
  void removeListener(Listener listener);

  /** Returns, of every edge switch that this node drives, whether it sends copies. */
  List<CopyStatus> statuses();

  /** Returns how many copies have arrived since the application started. */
  long received();
}
