package org.op25b.controller.overlay;

/**
 * Remembers, for the whole cluster, which users want badges on ONOS's topology view. Off for
 * everybody at first, because the badges are shared with ONOS's fault management.
 */
public interface OverlayService {
  /** The most users that it is remembered for. */
  int MOST_USERS = 1000;

  /** Characters of a user's name. */
  int NAME_LENGTH = 128;

  /** Whether {@code user} wants badges. */
  boolean isOn(String user);

  /**
   * Switches the badges of {@code user} on or off; takes effect within seconds.
   *
   * @throws IllegalArgumentException when the name is empty, too long or stands for nobody, or when
   *     too many users have badges; the message says so
   */
  void set(String user, boolean on);
}
