package org.op25b.controller.exemption.impl;

import java.security.SecureRandom;
import java.util.function.Supplier;

/** Makes ids that people can read out on the telephone: {@code x} and ten of 32 characters. */
final class ExemptionIds implements Supplier<String> {
  /** Without i, l, o and u, as Crockford's base 32. */
  private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

  private static final int LENGTH = 10;

  private final SecureRandom random = new SecureRandom();

  @Override
  public String get() {
    StringBuilder id = new StringBuilder(LENGTH + 1).append('x');
    for (int i = 0; i < LENGTH; i++) {
      id.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return id.toString();
  }
}
