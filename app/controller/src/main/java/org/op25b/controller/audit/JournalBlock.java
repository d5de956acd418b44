package org.op25b.controller.audit;

import org.onlab.util.KryoNamespace;
import org.onosproject.store.serializers.KryoNamespaces;
import org.onosproject.store.service.Serializer;

/**
 * What one commit writes under one key of the journal: changes that happen together or not at all.
 *
 * <p><b>Evolution.</b> The fields of this class never change: Kryo writes them by position, and
 * nodes of two versions share the map during an upgrade. What changes is the JSON inside {@link
 * #body}, where fields may be added; a change that older software must not read raises {@link
 * #FORMAT}, and older software then refuses the block by name instead of guessing.
 */
public final class JournalBlock {
  /** The newest format that this software writes and reads. */
  static final int FORMAT = 1;

  /** How the journal's maps are serialised: explicitly registered classes, in this order. */
  static final Serializer SERIALIZER =
      Serializer.using(
          KryoNamespace.newBuilder()
              .register(KryoNamespaces.BASIC)
              .nextId(KryoNamespaces.BEGIN_USER_CUSTOM_ID)
              .register(JournalBlock.class)
              .build("op25b-journal"));

  final int format;

  /** Names this commit: a writer that got no answer recognises its own block by it. */
  final String nonce;

  /** The number of changes. */
  final int count;

  /** The number of entries in the map of parts that hold the body; 0 when it is inline. */
  final int parts;

  /** The changes as {@link AuditJson}, packed; empty when they are in parts. */
  final byte[] body;

  JournalBlock(int format, String nonce, int count, int parts, byte[] body) {
    this.format = format;
    this.nonce = nonce;
    this.count = count;
    this.parts = parts;
    this.body = body;
  }
}
