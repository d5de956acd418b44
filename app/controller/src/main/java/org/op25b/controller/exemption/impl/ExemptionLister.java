package org.op25b.controller.exemption.impl;

import static java.util.stream.Collectors.toList;

import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.Lists;
import com.google.common.collect.Ordering;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.onlab.packet.IpPrefix;
import org.op25b.controller.exemption.ExemptionPage;
import org.op25b.controller.exemption.ExemptionQuery;
import org.op25b.controller.exemption.ExemptionRecord;
import org.op25b.controller.exemption.ExemptionState;
import org.op25b.controller.exemption.store.ExemptionIndex;
import org.op25b.policy.Policy;
import org.op25b.policy.Pool;

/** Answers one query, once and on one thread. */
final class ExemptionLister {
  private static final int FEW = 5000;
  private static final Pattern ADDRESS_PART = Pattern.compile("[0-9a-fA-F.:/]+");

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
    Optional<Collection<ExemptionRecord>> narrowed = candidates(index);
    if (narrowed.map(few -> few.size() > FEW).orElse(true)) {
      // To go through all in an order that is there is quicker than to sort many.
      Optional<Collection<ExemptionRecord>> sorted =
          index.inOrder(query.sort(), query.descending());
      if (sorted.isPresent()) {
        Predicate<ExemptionRecord> found =
            narrowed.<Predicate<ExemptionRecord>>map(some -> some::contains).orElse(any -> true);
        return page(sorted.get().stream().filter(found.and(wanted)).collect(toList()));
      }
    }
    List<ExemptionRecord> found =
        narrowed.orElseGet(index::all).stream().filter(wanted).collect(toList());
    Comparator<ExemptionRecord> order =
        query.descending() ? query.sort().comparator().reversed() : query.sort().comparator();
    return ExemptionPage.of(select(found, Ordering.from(order)), found.size());
  }

  /** Sorts only what lies between the page, itself included, and the nearer end of the list. */
  private List<ExemptionRecord> select(
      List<ExemptionRecord> found, Ordering<ExemptionRecord> order) {
    int start = Math.min(query.offset(), found.size());
    int end = (int) Math.min((long) start + query.limit(), found.size());
    return start <= found.size() / 2
        ? order.leastOf(found, end).subList(start, end)
        : Lists.reverse(order.greatestOf(found, found.size() - start)).subList(0, end - start);
  }

  private ExemptionPage page(List<ExemptionRecord> sorted) {
    int start = Math.min(query.offset(), sorted.size());
    int end = (int) Math.min((long) start + query.limit(), sorted.size());
    return ExemptionPage.of(sorted.subList(start, end), sorted.size());
  }

  /** What an index narrows the search to; empty when it is everything. */
  private Optional<Collection<ExemptionRecord>> candidates(ExemptionIndex index) {
    if (query.customer().isPresent()) {
      return Optional.of(index.ofCustomer(query.customer().get()));
    }
    if (query.overlapping().isPresent()) {
      return Optional.of(meeting(index, ImmutableList.of(query.overlapping().get())));
    }
    if (narrowedByPool()) {
      return Optional.of(inPool(index));
    }
    return Optional.empty();
  }

  private boolean narrowedByPool() {
    return query.pool().isPresent() && query.customer().isEmpty() && query.overlapping().isEmpty();
  }

  private static Collection<ExemptionRecord> meeting(
      ExemptionIndex index, List<IpPrefix> prefixes) {
    // By identity: to hash every field of every record takes longer than the search.
    Set<ExemptionRecord> found = Collections.newSetFromMap(new IdentityHashMap<>());
    for (IpPrefix prefix : prefixes) {
      found.addAll(index.containing(prefix));
      found.addAll(index.within(prefix));
    }
    return found;
  }

  /** Nested pools: what lies in the inner one is not in the outer one. */
  private Collection<ExemptionRecord> inPool(ExemptionIndex index) {
    Set<ExemptionRecord> found = Collections.newSetFromMap(new IdentityHashMap<>());
    for (IpPrefix prefix : poolPrefixes()) {
      found.addAll(index.containing(prefix));
      index.eachWithinBut(
          prefix, otherPools().filter(prefix::contains).collect(toList()), found::add);
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
    if (query.pool().isPresent() && !narrowedByPool()) {
      filters.add(poolFilter());
    }
    query.text().map(ExemptionLister::mentions).ifPresent(filters::add);
    return filters.stream().reduce(record -> true, Predicate::and);
  }

  private boolean expiresBy(ExemptionRecord record, Instant limit) {
    ExemptionState state = record.stateAt(now);
    return (state == ExemptionState.ACTIVE || state == ExemptionState.PENDING)
        && record.expires().map(expires -> !expires.isAfter(limit)).orElse(false);
  }

  private static Predicate<ExemptionRecord> mentions(String text) {
    int unicode = CharMatcher.ascii().matchesAllOf(text) ? 0 : Pattern.UNICODE_CASE;
    Matcher matcher =
        Pattern.compile(Pattern.quote(text), Pattern.CASE_INSENSITIVE | unicode).matcher("");
    // To write an address down is dear, so only for what may be a part of one.
    boolean address = ADDRESS_PART.matcher(text).matches();
    return record ->
        matcher.reset(record.id()).find()
            || matcher.reset(record.customer()).find()
            || matcher.reset(record.reason()).find()
            || matcher.reset(record.ticket()).find()
            || matcher.reset(record.requestedBy()).find()
            || (address && matcher.reset(record.prefix().toString()).find());
  }

  private List<IpPrefix> poolPrefixes() {
    return policy
        .flatMap(known -> known.pool(query.pool().get()))
        .map(Pool::prefixes)
        .orElse(ImmutableList.of());
  }

  private Stream<IpPrefix> otherPools() {
    return policy.map(Policy::pools).orElse(ImmutableList.of()).stream()
        .filter(pool -> !pool.name().equals(query.pool().get()))
        .flatMap(pool -> pool.prefixes().stream());
  }

  /** What {@link #inPool} finds, asked of one record: dear, so only for few. */
  private Predicate<ExemptionRecord> poolFilter() {
    List<IpPrefix> own = poolPrefixes();
    List<IpPrefix> inner =
        otherPools()
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
