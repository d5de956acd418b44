package org.op25b.controller.copies;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.onosproject.core.ApplicationId;
import org.onosproject.net.packet.PacketContext;
import org.onosproject.net.packet.PacketProcessor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The first of all packet processors: takes every copy away before an application that forwards
 * packet-ins sees it, whatever is in it and whatever goes wrong with it.
 */
final class CopyFence implements PacketProcessor {
  private static final Logger log = LoggerFactory.getLogger(CopyFence.class);

  /** ONOS puts the number of the owner into the upper 16 bits of a rule's cookie. */
  private static final int OWNER_SHIFT = 48;

  private final ApplicationId owner;
  private final List<CopyService.Listener> listeners = new CopyOnWriteArrayList<>();
  private final AtomicLong received = new AtomicLong();

  CopyFence(ApplicationId owner) {
    this.owner = owner;
  }

  @Override
  public void process(PacketContext context) {
    if (!isCopy(context)) {
      return;
    }
    context.block();
    received.incrementAndGet();
    try {
      BlockedPacket.of(context.inPacket().receivedFrom(), context.inPacket().parsed())
          .ifPresent(packet -> listeners.forEach(listener -> listener.blocked(packet)));
    } catch (RuntimeException e) {
      // Anybody can send anything.
      log.debug("A copy that cannot be read", e);
    }
  }

  private boolean isCopy(PacketContext context) {
    return context
        .inPacket()
        .cookie()
        .map(cookie -> cookie >>> OWNER_SHIFT == (owner.id() & 0xffffL))
        .orElse(false);
  }

  void add(CopyService.Listener listener) {
    listeners.add(listener);
  }

  void remove(CopyService.Listener listener) {
    listeners.remove(listener);
  }

  long received() {
    return received.get();
  }
}
