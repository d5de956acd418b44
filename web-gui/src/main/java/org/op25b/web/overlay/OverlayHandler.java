package org.op25b.web.overlay;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Predicate;
import org.onlab.osgi.ServiceDirectory;
import org.onosproject.ui.RequestHandler;
import org.onosproject.ui.UiConnection;
import org.onosproject.ui.UiMessageHandler;

/**
 * Sends badges to one browser. ONOS makes a handler for every connection before it knows whether
 * somebody has logged in; a connection without a user's name is never sent anything.
 */
final class OverlayHandler extends UiMessageHandler {
  /** The event with which a browser asks for its badges at once. */
  static final String REFRESH = "op25bOverlayRefresh";

  /** What ONOS's GUI calls a user who has not logged in. */
  private static final String NOBODY = "unknown";

  private final OverlayHandlers handlers;
  private final OverlaySession session = new OverlaySession();

  OverlayHandler(OverlayHandlers handlers) {
    this.handlers = handlers;
  }

  @Override
  public void init(UiConnection connection, ServiceDirectory directory) {
    super.init(connection, directory);
    handlers.add(this);
  }

  @Override
  public void destroy() {
    handlers.remove(this);
    super.destroy();
  }

  @Override
  protected Collection<RequestHandler> createRequestHandlers() {
    return ImmutableSet.of(new Refresh());
  }

  /** Whether {@code wants} says so of this browser's user; false for nobody. */
  boolean isFor(Predicate<String> wants) {
    UiConnection connection = connection();
    String user = connection == null ? null : connection.userName();
    return user != null && !user.isEmpty() && !user.equals(NOBODY) && wants.test(user);
  }

  /** Brings the browser to these badges. */
  synchronized void show(ImmutableList<EdgeBadge> badges) {
    send(session.show(badges));
  }

  /** Takes all badges away, if there are any. */
  synchronized void clear() {
    send(session.clear());
  }

  private void send(Optional<ObjectNode> message) {
    message.ifPresent(this::sendMessage);
  }

  private final class Refresh extends RequestHandler {
    Refresh() {
      super(REFRESH);
    }

    @Override
    public void process(ObjectNode payload) {
      handlers.update(OverlayHandler.this);
    }
  }
}
