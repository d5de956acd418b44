package org.op25b.proof;

import com.google.common.collect.ImmutableList;
import java.time.Instant;
import org.op25b.compile.Rule;
import org.op25b.compile.TableDelta;
import org.op25b.policy.Exemption;

/** Lets benchmarks read compiled rules as if they came back from a switch. */
public final class ReadBack {
  private final CompiledRules rules = new CompiledRules();

  /** Returns the table of {@code compiled}. */
  public SwitchTable table(Iterable<Rule> compiled) {
    return rules.table(compiled);
  }

  /** Returns the delta by which {@code added} comes and {@code removed} goes. */
  public ProofDelta delta(
      Instant instant,
      ImmutableList<Exemption> removed,
      ImmutableList<Exemption> added,
      TableDelta change) {
    return ProofDelta.builder()
        .setInstant(instant)
        .setRemovedExemptions(removed)
        .setAddedExemptions(added)
        .setRemovedRules(rules.rules(change.removed()))
        .setAddedRules(rules.rules(change.added()))
        .build();
  }
}
