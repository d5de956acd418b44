package org.op25b.controller.sight;

import com.google.common.collect.ImmutableList;
import com.google.common.net.HostAndPort;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where alarms go: the log, in logger {@code org.op25b.alarm}, and the receivers of the settings.
 */
final class AlarmSinks implements Consumer<Suspect>, AutoCloseable {
  private static final Logger ALARM = LoggerFactory.getLogger("org.op25b.alarm");

  private final ImmutableList<AlarmQueue> queues;

  AlarmSinks(Optional<URI> webhook, Optional<HostAndPort> syslog) {
    ImmutableList.Builder<AlarmQueue> made = ImmutableList.builder();
    webhook.ifPresent(uri -> made.add(new AlarmQueue(new WebhookSink(uri, WebhookSink.PATIENCE))));
    syslog.ifPresent(to -> made.add(new AlarmQueue(new SyslogSink(to, Clock.systemUTC()))));
    queues = made.build();
  }

  @Override
  public void accept(Suspect suspect) {
    ALARM.warn(
        "suspect {} pool {} device {} customer {} perSecond {} destinations {}",
        suspect.sourceText(),
        suspect.pool(),
        suspect.device(),
        suspect.customer().orElse("-"),
        Math.round(suspect.perSecond()),
        suspect.destinations());
    queues.forEach(queue -> queue.accept(suspect));
  }

  /** Returns how each receiver fares. */
  List<AlarmStatus> statuses() {
    return queues.stream().map(AlarmQueue::status).collect(ImmutableList.toImmutableList());
  }

  @Override
  public void close() {
    queues.forEach(AlarmQueue::close);
  }
}
