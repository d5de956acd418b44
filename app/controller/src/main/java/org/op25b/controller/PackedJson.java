package org.op25b.controller;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/**
 * JSON as the cluster's storage holds it, in the memory of every node: deflated (RFC 1950) with a
 * dictionary of what exemptions and audit entries have in common. A lone entry of 400 bytes then
 * takes less than half, one among thousands a seventh.
 */
public final class PackedJson {
  /**
   * The most frequent last, as RFC 1950 advises. Another dictionary cannot read what this one
   * wrote: whoever improves it keeps this one for reading.
   */
  private static final byte[] DICTIONARY =
      ("\"destinations\":[\"\"],\"requestedBy\":\"\",\"key\":\"\",\"keyDigest\":\"\","
              + "\"action\":\"PURGED\",\"action\":\"POLICY_CHANGED\",\"subject\":\"policy\","
              + "\"revokedBy\":\"onos\",\"revokedAt\":\"2026-01-01T00:00:00Z\",\"revokedWhy\":\""
              + "\"note\":\"forced: import, line 1\"}"
              + "\"channel\":\"cli\",\"action\":\"REVOKED\",\"channel\":\"web\","
              + "\"action\":\"UPDATED\",\"before\":{"
              + "[{\"number\":1,\"time\":\"2026-01-01T00:00:00.000Z\",\"user\":\"onos\","
              + "\"origin\":\"127.0.0.1\",\"channel\":\"rest\",\"action\":\"ADDED\","
              + "\"subject\":\"x\",\"after\":{\"id\":\"x\",\"version\":1,\"customer\":\"\","
              + "\"prefix\":\"10.0.0.1/32\",\"prefix\":\"2001:db8::/56\",\"reason\":\"\","
              + "\"ticket\":\"\",\"enteredBy\":\"onos\",\"created\":\"2026-01-01T00:00:00.000Z\","
              + "\"notBefore\":\"2026-01-01T00:00:00Z\",\"expires\":\"2027-01-01T00:00:00Z\"}}]")
          .getBytes(StandardCharsets.US_ASCII);

  private static final String UNKNOWN =
      "What is stored is damaged or was written by newer software: run that.";

  private PackedJson() {}

  /** Returns {@code json} packed. */
  public static byte[] pack(byte[] json) {
    Deflater deflater = new Deflater();
    try {
      deflater.setDictionary(DICTIONARY);
      deflater.setInput(json);
      deflater.finish();
      ByteArrayOutputStream packed = new ByteArrayOutputStream(64 + json.length / 4);
      byte[] buffer = new byte[8192];
      while (!deflater.finished()) {
        packed.write(buffer, 0, deflater.deflate(buffer));
      }
      return packed.toByteArray();
    } finally {
      deflater.end();
    }
  }

  /**
   * Returns what {@link #pack} was given, to be read once; what is cut off or damaged further on
   * fails with an IOException there.
   *
   * @throws IllegalStateException when it was not packed by this software
   */
  public static InputStream open(byte[] packed) {
    Inflater inflater = new Inflater();
    inflater.setInput(packed);
    try {
      int nothing = inflater.inflate(new byte[1]);
      if (nothing == 0 && inflater.needsDictionary()) {
        inflater.setDictionary(DICTIONARY);
        return new Opened(inflater);
      }
    } catch (DataFormatException | IllegalArgumentException e) {
      inflater.end();
      throw new IllegalStateException(UNKNOWN, e);
    }
    inflater.end();
    throw new IllegalStateException(UNKNOWN);
  }

  /** Frees the inflater, which is memory outside the heap, when it is closed. */
  private static final class Opened extends InflaterInputStream {
    Opened(Inflater inflater) {
      super(InputStream.nullInputStream(), inflater);
    }

    @Override
    public void close() throws IOException {
      super.close();
      inf.end();
    }
  }
}
