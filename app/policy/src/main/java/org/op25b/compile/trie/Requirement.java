package org.op25b.compile.trie;

import com.google.auto.value.AutoValue;

/**
 * What a layer of rules must say about an address: a value for port 25 and one for an unseen port,
 * each of which may be left unsaid when the layers below say the same.
 */
@AutoValue
public abstract class Requirement {
  /** The value for port 25: at least {@link StateSpace#PASS}. */
  public abstract int smtp();

  /** The value for an unseen port: at least {@link StateSpace#PASS}. */
  public abstract int unseen();

  /** Whether no rule for port 25 is as good. */
  public abstract boolean smtpMayBeUnsaid();

  /** Whether no rule for an unseen port is as good. */
  public abstract boolean unseenMayBeUnsaid();

  /** Returns a requirement that a layer itself must meet. */
  public static Requirement of(int smtp, int unseen) {
    return new AutoValue_Requirement(smtp, unseen, false, false);
  }

  /** Returns a requirement of a layer above another that already says {@code below}. */
  public static Requirement above(Requirement below, int smtp, int unseen) {
    return new AutoValue_Requirement(smtp, unseen, smtp == below.smtp(), unseen == below.unseen());
  }
}
