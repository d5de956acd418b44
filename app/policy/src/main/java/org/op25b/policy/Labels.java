package org.op25b.policy;

import com.google.common.collect.ImmutableMap;
import java.util.Locale;

/** How constants are written for people and in JSON: {@code BLOCK_ALL} is "block-all". */
public final class Labels {
  private Labels() {}

  /** Returns the label of {@code constant}. */
  public static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns every constant of {@code type} by its label, in their order. */
  public static <E extends Enum<E>> ImmutableMap<String, E> of(Class<E> type) {
    ImmutableMap.Builder<String, E> labels = ImmutableMap.builder();
    for (E constant : type.getEnumConstants()) {
      labels.put(of(constant), constant);
    }
    return labels.build();
  }
}
