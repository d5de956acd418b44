package org.op25b.controller.wouldblock;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.auto.value.AutoValue;
import com.google.common.collect.ImmutableList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.onlab.packet.IpPrefix;

/** Which of those who would break to list. What is absent does not restrict. */
@AutoValue
public abstract class WouldBlockQuery {
  /** Text that occurs in the address or the customer; case is ignored. */
  public abstract Optional<String> text();

  /** The name of a pool. An unknown pool has none. */
  public abstract Optional<String> pool();

  /** The order; as {@link WouldBlockService#sources} has it when absent. */
  public abstract Optional<WouldBlockSort> sort();

  /** Whether the order that was asked for is reversed. */
  public abstract boolean descending();

  /** Returns a query. */
  public static WouldBlockQuery of(
      Optional<String> text,
      Optional<String> pool,
      Optional<WouldBlockSort> sort,
      boolean descending) {
    return new AutoValue_WouldBlockQuery(text, pool, sort, descending);
  }

  /** Returns those of {@code all} that are asked for, in order; equals stay as they were. */
  public final ImmutableList<WouldBlockSource> in(
      List<WouldBlockSource> all, Function<IpPrefix, Optional<String>> customerOf) {
    ImmutableList<WouldBlockSource> found =
        all.stream()
            .filter(source -> pool().map(source.pool()::equals).orElse(true))
            .filter(source -> text().map(text -> holds(source, text, customerOf)).orElse(true))
            .collect(toImmutableList());
    return sort().map(sort -> sorted(found, sort)).orElse(found);
  }

  private ImmutableList<WouldBlockSource> sorted(
      ImmutableList<WouldBlockSource> found, WouldBlockSort sort) {
    Comparator<WouldBlockSource> order = order(sort);
    return ImmutableList.sortedCopyOf(descending() ? order.reversed() : order, found);
  }

  private static Comparator<WouldBlockSource> order(WouldBlockSort sort) {
    switch (sort) {
      case PACKETS:
        return Comparator.comparingLong(WouldBlockSource::packets);
      case SOURCE:
        return Comparator.comparing((WouldBlockSource source) -> source.source().isIp6())
            .thenComparing(source -> source.source().address());
      case FIRST_SEEN:
        return Comparator.comparing(WouldBlockSource::firstSeen);
      case LAST_SEEN:
        return Comparator.comparing(WouldBlockSource::lastSeen);
    }
    throw new AssertionError(sort);
  }

  private static boolean holds(
      WouldBlockSource source, String text, Function<IpPrefix, Optional<String>> customerOf) {
    String wanted = text.toLowerCase(Locale.ROOT);
    return source.sourceText().contains(wanted)
        || customerOf
            .apply(source.source())
            .map(customer -> customer.toLowerCase(Locale.ROOT).contains(wanted))
            .orElse(false);
  }

  /** Returns the part of {@code found} from {@code offset} on, at the most {@code limit} long. */
  public static List<WouldBlockSource> page(
      ImmutableList<WouldBlockSource> found, int offset, int limit) {
    return found.stream().skip(offset).limit(limit).collect(toImmutableList());
  }
}
