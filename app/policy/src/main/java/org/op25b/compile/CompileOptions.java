package org.op25b.compile;

import com.google.auto.value.AutoValue;

/** How a policy is written as rules. */
@AutoValue
public abstract class CompileOptions {
  /** The most rules that a table may have unless {@link #maxRules()} says otherwise. */
  public static final int MAX_RULES = 4_000_000;

  /** The priorities that rules may have; {@link PriorityBand#DEFAULT} unless set. */
  public abstract PriorityBand band();

  /** Where strategy {@code output} sends what passes; {@link Uplink#normal()} unless set. */
  public abstract Uplink uplink();

  /**
   * Whether rules of different pools are kept apart, so that drops and would-be drops are counted
   * by pool. Off unless set: pools side by side or inside one another then share rules.
   */
  public abstract boolean countersPerPool();

  /** A table that would have more rules than this is refused before it is built. */
  public abstract int maxRules();

  /** Returns the options that nobody has to think about. */
  public static CompileOptions defaults() {
    return builder().build();
  }

  /** Returns a builder that starts with the defaults. */
  public static Builder builder() {
    return new AutoValue_CompileOptions.Builder()
        .setBand(PriorityBand.DEFAULT)
        .setUplink(Uplink.normal())
        .setCountersPerPool(false)
        .setMaxRules(MAX_RULES);
  }

  /** Builds {@link CompileOptions}. */
  @AutoValue.Builder
  public abstract static class Builder {
    /** Sets {@link CompileOptions#band()}. */
    public abstract Builder setBand(PriorityBand band);

    /** Sets {@link CompileOptions#uplink()}. */
    public abstract Builder setUplink(Uplink uplink);

    /** Sets {@link CompileOptions#countersPerPool()}. */
    public abstract Builder setCountersPerPool(boolean apart);

    /** Sets {@link CompileOptions#maxRules()}. */
    public abstract Builder setMaxRules(int rules);

    /** Returns the options. */
    public abstract CompileOptions build();
  }
}
