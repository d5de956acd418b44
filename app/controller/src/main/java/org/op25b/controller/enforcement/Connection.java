package org.op25b.controller.enforcement;

import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import org.onosproject.net.flow.FlowRule;

/**
 * One switch's connection, as long as this node drives it: requests go through it, and answers and
 * waits of an earlier connection are ignored. All methods run on one executor.
 */
final class Connection {
  /** Runs a task later on the executor of the caller. */
  interface Scheduler {
    void after(Duration delay, Runnable task);
  }

  private final RuleWriter writer;
  private final Scheduler scheduler;
  private final EnforcementSettings settings;

  /** Waits for answers as long as none has come on this connection. */
  private Backoff patience;

  private boolean answered;
  private Optional<String> absence = Optional.of("not connected");

  /** Counts beginnings and ends. */
  private int epoch;

  Connection(RuleWriter writer, Scheduler scheduler, EnforcementSettings settings) {
    this.writer = writer;
    this.scheduler = scheduler;
    this.settings = settings;
    this.patience = new Backoff(settings.firstPatience(), settings.answerTimeout());
  }

  /** The switch is there, perhaps anew. */
  void begin() {
    epoch++;
    absence = Optional.empty();
    answered = false;
    patience = new Backoff(settings.firstPatience(), settings.answerTimeout());
  }

  /** The switch is away or driven by another node; {@code why} is for people. */
  void end(String why) {
    epoch++;
    absence = Optional.of(why);
  }

  /** Why there is no connection; empty when there is one. */
  Optional<String> absence() {
    return absence;
  }

  boolean isUp() {
    return absence.isEmpty();
  }

  /** Returns how many rules a request may have now. */
  int batchSize() {
    return answered ? settings.batchSize() : settings.firstBatch();
  }

  void add(Collection<FlowRule> rules, RuleWriter.Answer answer) {
    writer.add(rules, patience(), new OfThisConnection(answer));
  }

  void remove(Collection<FlowRule> rules, RuleWriter.Answer answer) {
    writer.remove(rules, patience(), new OfThisConnection(answer));
  }

  /** Runs a task later, unless the connection has ended by then. */
  void after(Duration delay, Runnable task) {
    int asked = epoch;
    scheduler.after(
        delay,
        () -> {
          if (asked == epoch) {
            task.run();
          }
        });
  }

  private Duration patience() {
    return answered ? settings.answerTimeout() : patience.failed();
  }

  /** Passes on an answer to a request of the present connection. */
  private final class OfThisConnection implements RuleWriter.Answer {
    private final RuleWriter.Answer answer;
    private final int asked = epoch;

    OfThisConnection(RuleWriter.Answer answer) {
      this.answer = answer;
    }

    @Override
    public void confirmed() {
      if (asked == epoch) {
        answered = true;
        answer.confirmed();
      }
    }

    @Override
    public void failed(Set<FlowRule> refused, String reason) {
      if (asked == epoch) {
        answered |= !refused.isEmpty();
        answer.failed(refused, reason);
      }
    }
  }
}
