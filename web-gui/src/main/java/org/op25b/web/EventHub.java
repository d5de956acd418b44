package org.op25b.web;

import static org.onlab.util.Tools.groupedThreads;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.servlet.AsyncContext;
import javax.servlet.ServletOutputStream;
import javax.servlet.WriteListener;
import org.op25b.controller.exemption.ExemptionEvent;
import org.op25b.controller.exemption.ExemptionListener;
import org.op25b.controller.exemption.ExemptionService;
import org.op25b.controller.exemption.exchange.ExemptionJson;
import org.op25b.controller.policyops.PhaseJson;
import org.op25b.controller.policyops.PhaseOperations;
import org.op25b.controller.policyops.PolicyEvent;
import org.op25b.controller.policyops.PolicyListener;
import org.op25b.controller.policyops.PolicyOperations;
import org.op25b.controller.policyops.PolicyOperationsJson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The clients that follow the events. Nothing waits for a client: what it does not read in time is
 * kept up to {@link #MOST_WAITING} events, and a client that is further behind is let go; it comes
 * back by itself (a browser does) and reads the list anew.
 */
final class EventHub {
  /** The most clients at a time. */
  static final int MOST_CLIENTS = 64;

  /** The most events that wait for one client. */
  static final int MOST_WAITING = 1000;

  /** Proxies close connections on which nothing happens, most after 60 s. */
  private static final int HEARTBEAT_SECONDS = 15;

  private static final Logger log = LoggerFactory.getLogger(EventHub.class);

  private final List<Client> clients = new CopyOnWriteArrayList<>();
  private final ExemptionListener listener = this::publish;
  private final PolicyListener policyListener = this::publish;
  private final ScheduledThreadPoolExecutor scheduler =
      new ScheduledThreadPoolExecutor(1, groupedThreads("op25b", "events", log));
  private ExemptionService service;
  private volatile PolicyOperations policies;

  EventHub() {
    scheduler.scheduleAtFixedRate(
        () -> send(": still here\n\n"), HEARTBEAT_SECONDS, HEARTBEAT_SECONDS, TimeUnit.SECONDS);
  }

  /** Listens to {@code current}, which after a restart of the application is a new one. */
  synchronized void listenTo(ExemptionService current) {
    if (service != current) {
      if (service != null) {
        service.removeListener(listener);
      }
      current.addListener(listener);
      service = current;
    }
  }

  /** Listens to {@code current}, which after a restart of the application is a new one. */
  synchronized void listenTo(PolicyOperations current) {
    if (policies != current) {
      if (policies != null) {
        policies.removeListener(policyListener);
      }
      current.addListener(policyListener);
      policies = current;
    }
  }

  boolean isFull() {
    return clients.size() >= MOST_CLIENTS;
  }

  /** Adds a client whose response is ready to be written. */
  void add(AsyncContext context) throws IOException {
    Client client = new Client(context);
    clients.add(client);
    client.offer(": welcome\nretry: 3000\n\n");
    client.start();
  }

  synchronized void close() {
    if (service != null) {
      service.removeListener(listener);
    }
    if (policies != null) {
      policies.removeListener(policyListener);
    }
    scheduler.shutdownNow();
    clients.forEach(Client::end);
  }

  private void publish(ExemptionEvent event) {
    if (clients.isEmpty()) {
      return;
    }
    String data =
        new ExemptionJson(Op25bResource.MAPPER)
            .exemption(event.subject(), Instant.ofEpochMilli(event.time()))
            .toString();
    send(
        "event: exemption-"
            + event.type().name().toLowerCase(Locale.ROOT)
            + "\nid: "
            + event.subject().version()
            + "\ndata: "
            + data
            + "\n\n");
  }

  private void publish(PolicyEvent event) {
    if (clients.isEmpty()) {
      return;
    }
    PolicyOperations operations = policies;
    if (event.type() == PolicyEvent.Type.POLICY_CHANGED) {
      PolicyOperationsJson json = new PolicyOperationsJson(Op25bResource.MAPPER);
      event
          .subject()
          .ifPresent(version -> send("policy-changed", json.version(version, operations)));
    }
    send(
        "phases-changed",
        new PhaseJson(Op25bResource.MAPPER)
            .all(Op25bResource.get(PhaseOperations.class), operations));
  }

  private void send(String event, JsonNode data) {
    send("event: " + event + "\ndata: " + data + "\n\n");
  }

  private void send(String text) {
    for (Iterator<Client> all = clients.iterator(); all.hasNext(); ) {
      all.next().offer(text);
    }
  }

  /** One response; its queue is drained by whoever finds it writable, one thread at a time. */
  private final class Client implements WriteListener {
    private final AsyncContext context;
    private final ServletOutputStream out;
    private final BlockingQueue<String> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final AtomicBoolean ended = new AtomicBoolean();
    private boolean ready;

    Client(AsyncContext context) throws IOException {
      this.context = context;
      this.out = context.getResponse().getOutputStream();
    }

    void start() {
      out.setWriteListener(this);
    }

    void offer(String text) {
      if (!waiting.offer(text)) {
        log.info("A client does not read its events and is let go");
        end();
        return;
      }
      scheduler.execute(this::drain);
    }

    @Override
    public void onWritePossible() {
      synchronized (this) {
        ready = true;
      }
      drain();
    }

    @Override
    public void onError(Throwable error) {
      end();
    }

    private synchronized void drain() {
      try {
        boolean wrote = false;
        while (ready && !ended.get()) {
          if (!out.isReady()) {
            ready = false;
          } else if (waiting.isEmpty()) {
            if (!wrote) {
              return;
            }
            out.flush();
            wrote = false;
          } else {
            out.write(waiting.poll().getBytes(StandardCharsets.UTF_8));
            wrote = true;
          }
        }
      } catch (IOException | IllegalStateException e) {
        log.debug("A client is gone", e);
        end();
      }
    }

    private void end() {
      if (ended.compareAndSet(false, true)) {
        clients.remove(this);
        try {
          context.complete();
        } catch (IllegalStateException e) {
          log.debug("The container has ended the response already", e);
        }
      }
    }
  }
}
