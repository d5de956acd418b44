package org.op25b.controller;

import java.util.Locale;

/** The words of the policy format for its enumerations: {@code BLOCK_ALL} is {@code block-all}. */
public final class Words {
  private Words() {}

  /** Returns the word for a value. */
  public static String of(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
