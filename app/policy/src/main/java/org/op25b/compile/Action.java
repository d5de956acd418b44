package org.op25b.compile;

import com.google.auto.value.AutoValue;
import java.util.Optional;
import java.util.OptionalInt;

/** What a rule does. Everything but a drop also says where the packet goes on. */
@AutoValue
public abstract class Action {
  /** The kinds of action. */
  public enum Kind {
    /** On to {@link #nextTable()} or {@link #uplink()}. */
    PASS,
    /** Like {@link #PASS}; the rule's own counter tells what phase {@code block} would block. */
    COUNT,
    /** Through {@link #meter()}, then like {@link #PASS}. */
    METER,
    /** Dropped. */
    DROP,
    /** Dropped, save a limited share that the controller answers with a TCP reset. */
    REJECT,
    /** The last rule of a guard table: {@link #nextTable()} for everything. */
    GATE
  }

  private static final Action DROP = make(Kind.DROP, Next.NOWHERE);
  private static final Action REJECT = make(Kind.REJECT, Next.NOWHERE);

  /** The kind of action. */
  public abstract Kind kind();

  /** The table that the packet goes on to. */
  public abstract OptionalInt nextTable();

  /** Where the packet leaves the switch, with strategy {@code output}. */
  public abstract Optional<Uplink> uplink();

  /** The meter; present exactly for {@link Kind#METER}. */
  public abstract Optional<Meter> meter();

  /** The pool whose packets the rule's counter counts, when counters are kept apart by pool. */
  public abstract Optional<String> counter();

  /** Whether no packet goes on (not counting what the controller answers). */
  public final boolean drops() {
    return kind() == Kind.DROP || kind() == Kind.REJECT;
  }

  /** Drops packets. */
  public static Action drop() {
    return DROP;
  }

  /** Drops packets, and lets the controller answer some of them. */
  public static Action reject() {
    return REJECT;
  }

  /** Passes packets on to {@code next}. */
  static Action pass(Next next) {
    return make(Kind.PASS, next);
  }

  /** Passes and counts packets. */
  static Action count(Next next) {
    return make(Kind.COUNT, next);
  }

  /** Passes packets that {@code meter} does not drop. */
  static Action meter(Meter meter, Next next) {
    return new AutoValue_Action(
        Kind.METER, next.table(), next.uplink(), Optional.of(meter), Optional.empty());
  }

  /** Sends everything to {@code table}. */
  static Action gate(int table) {
    return make(Kind.GATE, Next.table(table));
  }

  /** Returns this action with a counter of its own for {@code pool}. */
  final Action countedFor(String pool) {
    return new AutoValue_Action(kind(), nextTable(), uplink(), meter(), Optional.of(pool));
  }

  private static Action make(Kind kind, Next next) {
    return new AutoValue_Action(
        kind, next.table(), next.uplink(), Optional.empty(), Optional.empty());
  }

  @Override
  public final String toString() {
    return kind()
        + (nextTable().isPresent() ? " goto=" + nextTable().getAsInt() : "")
        + uplink()
            .map(u -> u.port().isPresent() ? " output=" + u.port().getAsInt() : " output=NORMAL")
            .orElse("")
        + meter().map(m -> " meter=" + m.mailServerGroup() + "/" + m.part()).orElse("")
        + counter().map(pool -> " counter=" + pool).orElse("");
  }
}
