package org.op25b.controller.audit;

import com.google.auto.value.AutoValue;

/** Who makes a change, and from where. */
@AutoValue
public abstract class Actor {
  /** The longest user name or origin that is kept; longer ones are cut. */
  public static final int MAX_LENGTH = 128;

  /** The authenticated user, as the controller knows it. */
  public abstract String user();

  /** Where the request came from: a peer address, an SSH session, a controller node. */
  public abstract String origin();

  /** The way it came: {@code cli}, {@code rest}, {@code web}, {@code netcfg}, {@code schedule}. */
  public abstract String channel();

  /** Returns an actor; control characters are replaced and overlong text is cut. */
  public static Actor of(String user, String origin, String channel) {
    return new AutoValue_Actor(clean(user), clean(origin), clean(channel));
  }

  private static String clean(String text) {
    String cut = text.length() > MAX_LENGTH ? text.substring(0, MAX_LENGTH) : text;
    return cut.replaceAll("[\\p{Cntrl}\\p{Cs}]", "?").intern();
  }
}
