package org.op25b.embedded.openflow.channel;

import com.google.common.collect.ArrayListMultimap;
import com.google.common.collect.ListMultimap;
import java.util.List;
import java.util.Optional;
import org.onosproject.openflow.controller.Dpid;
import org.projectfloodlight.openflow.protocol.OFStatsReply;
import org.projectfloodlight.openflow.protocol.OFStatsReplyFlags;

/**
 * Puts multipart replies together. A switch may split one reply into many messages (OpenFlow 1.3.5,
 * 7.3.5); who takes a part for the whole believes that all other rules are gone.
 *
 * @param <R> the kind of reply
 */
public final class MultipartCollector<R extends OFStatsReply> {
  private final Class<R> kind;
  private final ListMultimap<Key, R> open = ArrayListMultimap.create();

  /** A collector that ignores replies of another kind. */
  public MultipartCollector(Class<R> kind) {
    this.kind = kind;
  }

  /** Takes in one message; gives all parts, in order, when it is the last one. */
  public synchronized Optional<List<R>> add(Dpid dpid, OFStatsReply message) {
    if (!kind.isInstance(message)) {
      return Optional.empty();
    }
    Key key = new Key(dpid, message.getXid());
    open.put(key, kind.cast(message));
    return message.getFlags().contains(OFStatsReplyFlags.REPLY_MORE)
        ? Optional.empty()
        : Optional.of(open.removeAll(key));
  }

  /** Drops what a switch that is gone will never complete. */
  public synchronized void forget(Dpid dpid) {
    open.keySet().removeIf(key -> key.dpid.equals(dpid));
  }

  private static final class Key {
    private final Dpid dpid;
    private final long xid;

    private Key(Dpid dpid, long xid) {
      this.dpid = dpid;
      this.xid = xid;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Key && ((Key) other).dpid.equals(dpid) && ((Key) other).xid == xid;
    }

    @Override
    public int hashCode() {
      return dpid.hashCode() * 31 + Long.hashCode(xid);
    }
  }
}
