package org.op25b.controller;

import static com.google.common.truth.Truth.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;

class PackedJsonTest {
  private static final byte[] ENTRY =
      ("[{\"number\":4711,\"time\":\"2026-03-04T05:06:07.089Z\",\"user\":\"alice\","
              + "\"origin\":\"192.0.2.9\",\"channel\":\"rest\",\"action\":\"ADDED\","
              + "\"subject\":\"x0fj3k2m1qz\",\"after\":{\"id\":\"x0fj3k2m1qz\",\"version\":4711,"
              + "\"customer\":\"C-2002\",\"prefix\":\"198.51.100.11/32\","
              + "\"reason\":\"runs a mail server\",\"ticket\":\"T-123\",\"enteredBy\":\"alice\","
              + "\"created\":\"2026-03-04T05:06:07.089Z\",\"expires\":\"2026-06-02T05:06:07.089Z\"}}]")
          .getBytes(UTF_8);

  private static byte[] read(byte[] packed) throws IOException {
    try (InputStream json = PackedJson.open(packed)) {
      return json.readAllBytes();
    }
  }

  @Test
  void givesBackWhatWasPacked() throws IOException {
    for (int length : new int[] {0, 1, 100, 8191, 8192, 8193, 1_000_000}) {
      byte[] noise = new byte[length];
      new Random(length).nextBytes(noise);
      assertArrayEquals(noise, read(PackedJson.pack(noise)));
    }
    assertArrayEquals(ENTRY, read(PackedJson.pack(ENTRY)));
  }

  @Test
  void aLoneEntryTakesLessThanHalf() {
    assertThat(PackedJson.pack(ENTRY).length).isLessThan(ENTRY.length / 2);
  }

  @Test
  void whatIsCutOffOrDamagedIsNotReadToTheEnd() {
    byte[] packed = PackedJson.pack(ENTRY);
    for (int length = 0; length < packed.length; length++) {
      byte[] cut = Arrays.copyOf(packed, length);
      // The first six bytes name the format and the dictionary.
      Class<? extends Exception> expected =
          length < 6 ? IllegalStateException.class : IOException.class;
      assertThrows(expected, () -> read(cut));
    }
    byte[] changed = packed.clone();
    changed[packed.length - 1] ^= 1;
    assertThrows(IOException.class, () -> read(changed));
  }

  @Test
  void anotherDictionaryIsRefused() {
    Deflater newer = new Deflater();
    newer.setDictionary("of another time".getBytes(UTF_8));
    newer.setInput(ENTRY);
    newer.finish();
    byte[] packed = new byte[1000];
    byte[] cut = Arrays.copyOf(packed, newer.deflate(packed));
    System.arraycopy(packed, 0, cut, 0, cut.length);
    newer.end();
    assertThrows(IllegalStateException.class, () -> PackedJson.open(cut));
  }
}
