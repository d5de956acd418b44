package org.op25b.embedded.openflow.codec;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.projectfloodlight.openflow.exceptions.OFParseError;
import org.projectfloodlight.openflow.protocol.OFFactories;
import org.projectfloodlight.openflow.protocol.OFFactory;
import org.projectfloodlight.openflow.protocol.OFMessage;
import org.projectfloodlight.openflow.protocol.OFVersion;

/** Sends messages through their bytes, as a switch would see them. */
final class Wire {
  static final OFFactory OF13 = OFFactories.getFactory(OFVersion.OF_13);

  private Wire() {}

  static <M extends OFMessage> M through(M message, Class<M> type) {
    ByteBuf bytes = Unpooled.buffer();
    try {
      message.writeTo(bytes);
      return type.cast(OFFactories.getGenericReader().readFrom(bytes));
    } catch (OFParseError e) {
      throw new AssertionError("not readable: " + message, e);
    } finally {
      bytes.release();
    }
  }
}
