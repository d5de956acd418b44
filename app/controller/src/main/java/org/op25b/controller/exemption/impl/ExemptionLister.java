package org.op25b.controller.exemption.impl;

import static java.util.stream.Collectors.toList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Ordering;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.onlab.packet.IpPrefix;
import org.op25b.controller.exemption.ExemptionPage;
import org.op25b.controller.exemption.ExemptionQuery;
import org.op25b.controller.exemption.ExemptionRecord;
import org.op25b.controller.exemption.ExemptionState;
import org.op25b.controller.exemption.store.ExemptionIndex;
import org.op25b.policy.Policy;
import org.op25b.policy.Pool;

/** Answers one query. */
final class ExemptionLister {
  private final ExemptionQuery query;
  private final Optional<Policy> policy;
  private final Instant now;

  ExemptionLister(ExemptionQuery query, Optional<Policy> policy, Instant now) {
    this.query = query;
    this.policy = policy;
    this.now = now;
  }

  ExemptionPage list(ExemptionIndex index) {
    Predicate<ExemptionRecord> wanted = filter();
    List<ExemptionRecord> found = candidates(index).stream().filter(wanted).collect(toList());
    Comparator<ExemptionRecord> order =
        query.descending() ? query.sort().comparator().reversed() : query.sort().comparator();
    // Only what is needed gets sorted: the pages up to this one.
    long end = Math.min((long) query.offset() + query.limit(), found.size());
    List<ExemptionRecord> sorted = Ordering.from(order).leastOf(found, (int) end);
    int start = Math.min(query.offset(), sorted.size());
    return ExemptionPage.of(sorted.subList(start, sorted.size()), found.size());
  }

  private Collection<ExemptionRecord> candidates(ExemptionIndex index) {
    if (query.customer().isPresent()) {
      return index.ofCustomer(query.customer().get());
    }
    if (query.overlapping().isPresent()) {
      return meeting(index, ImmutableList.of(query.overlapping().get()));
    }
    if (query.pool().isPresent()) {
      return meeting(index, poolPrefixes());
    }
    return index.all();
  }

  private static Collection<ExemptionRecord> meeting(
      ExemptionIndex index, List<IpPrefix> prefixes) {
    Set<ExemptionRecord> found = new LinkedHashSet<>();
    for (IpPrefix prefix : prefixes) {
      found.addAll(index.containing(prefix));
      found.addAll(index.within(prefix));
    }
    return found;
  }

  private Predicate<ExemptionRecord> filter() {
    List<Predicate<ExemptionRecord>> filters = new ArrayList<>();
    query.customer().ifPresent(name -> filters.add(record -> record.customer().equals(name)));
    query
        .overlapping()
        .ifPresent(prefix -> filters.add(record -> overlap(record.prefix(), prefix)));
    if (!query.states().isEmpty()) {
      filters.add(record -> query.states().contains(record.stateAt(now)));
    }
    query
        .expiringWithin()
        .map(now::plus)
        .ifPresent(limit -> filters.add(record -> expiresBy(record, limit)));
    if (query.pool().isPresent()) {
      filters.add(poolFilter());
    }
    query
        .text()
        .map(text -> text.toLowerCase(Locale.ROOT))
        .map(this::mentions)
        .ifPresent(filters::add);
    return filters.stream().reduce(record -> true, Predicate::and);
  }

  private boolean expiresBy(ExemptionRecord record, Instant limit) {
    ExemptionState state = record.stateAt(now);
    return (state == ExemptionState.ACTIVE || state == ExemptionState.PENDING)
        && record.expires().map(expires -> !expires.isAfter(limit)).orElse(false);
  }

  private Predicate<ExemptionRecord> mentions(String text) {
    return record ->
        Stream.of(
                record.id(),
                record.customer(),
                record.reason(),
                record.ticket(),
                record.requestedBy(),
                record.prefix().toString())
            .anyMatch(field -> field.toLowerCase(Locale.ROOT).contains(text));
  }

  private List<IpPrefix> poolPrefixes() {
    return policy
        .flatMap(known -> known.pool(query.pool().get()))
        .map(Pool::prefixes)
        .orElse(ImmutableList.of());
  }

  /** Nested pools: what lies in the inner one is not in the outer one. */
  private Predicate<ExemptionRecord> poolFilter() {
    List<IpPrefix> own = poolPrefixes();
    List<IpPrefix> inner =
        policy.map(Policy::pools).orElse(ImmutableList.of()).stream()
            .filter(pool -> !pool.name().equals(query.pool().get()))
            .flatMap(pool -> pool.prefixes().stream())
            .filter(prefix -> own.stream().anyMatch(outer -> outer.contains(prefix)))
            .collect(toList());
    return record ->
        longest(own, record.prefix()) > longest(inner, record.prefix())
            || own.stream().anyMatch(record.prefix()::contains);
  }

  private static int longest(List<IpPrefix> prefixes, IpPrefix prefix) {
    return prefixes.stream()
        .filter(outer -> outer.contains(prefix))
        .mapToInt(IpPrefix::prefixLength)
        .max()
        .orElse(-1);
  }

  private static boolean overlap(IpPrefix a, IpPrefix b) {
    return a.contains(b) || b.contains(a);
  }
}
