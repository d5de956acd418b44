package org.op25b.controller;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An OSGi component's properties as ONOS hands them over, values or text. What is absent has its
 * default; what cannot be read or is out of bounds has it too, with a warning in the log.
 */
public final class ComponentProperties {
  private static final Logger log = LoggerFactory.getLogger(ComponentProperties.class);
  private static final int LONGEST_MILLIS = 3_600_000;

  private final Map<String, ?> properties;

  /** Wraps what a component is activated or modified with. */
  public ComponentProperties(Map<String, ?> properties) {
    this.properties = properties;
  }

  /** Returns a whole number from {@code least} to {@code most}. */
  public int integer(String name, int otherwise, int least, int most) {
    return value(
        name,
        otherwise,
        String.format("%d to %d", least, most),
        text -> Optional.of(Integer.valueOf(text)).filter(read -> read >= least && read <= most));
  }

  /** Returns a time that is given in milliseconds: 1 ms to an hour. */
  public Duration millis(String name, int otherwise) {
    return Duration.ofMillis(integer(name, otherwise, 1, LONGEST_MILLIS));
  }

  /** Returns true for "true", whatever the case, and false for anything else that is there. */
  public boolean flag(String name, boolean otherwise) {
    Object value = properties.get(name);
    return value == null ? otherwise : Boolean.parseBoolean(value.toString().trim());
  }

  /**
   * Returns what {@code reader} makes of the text.
   *
   * @param expected what a good value looks like, for people
   * @param reader returns nothing, or throws a RuntimeException, when the text is not good
   */
  public <T> T value(
      String name, T otherwise, String expected, Function<String, Optional<T>> reader) {
    Object value = properties.get(name);
    if (value == null) {
      return otherwise;
    }
    try {
      Optional<T> read = reader.apply(value.toString().trim());
      if (read.isPresent()) {
        return read.get();
      }
    } catch (RuntimeException e) {
      log.debug("Cannot read {}", value, e);
    }
    log.warn("{} must be {}, not {}; {} is used", name, expected, value, otherwise);
    return otherwise;
  }
}
