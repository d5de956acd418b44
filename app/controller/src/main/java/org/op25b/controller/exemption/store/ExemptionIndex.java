package org.op25b.controller.exemption.store;

import static java.util.stream.Collectors.toList;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.onlab.packet.IpAddress;
import org.onlab.packet.IpPrefix;
import org.op25b.controller.exemption.ExemptionRecord;
import org.op25b.controller.exemption.ExemptionSort;
import org.op25b.controller.exemption.rules.ExemptionView;

/**
 * Exemptions in memory, by id, prefix, customer, start and end. The sorted sets hold the records
 * themselves: an index costs one tree node a record. Not thread-safe.
 */
public final class ExemptionIndex implements ExemptionView {
  private static final String BEFORE_ALL_IDS = "";
  private static final String AFTER_ALL_IDS = "\uffff";

  private final NavigableMap<String, ExemptionRecord> byId = new TreeMap<>();
  private final Map<String, String> idByKey = new HashMap<>();
  private final NavigableSet<ExemptionRecord> byPrefix =
      new TreeSet<>(ExemptionSort.PREFIX.comparator());
  private final NavigableSet<ExemptionRecord> byCustomer =
      new TreeSet<>(ExemptionSort.CUSTOMER.comparator());
  private final NavigableSet<ExemptionRecord> byEnd =
      new TreeSet<>(ExemptionSort.EXPIRES.comparator());
  private final NavigableSet<ExemptionRecord> byStart =
      new TreeSet<>(
          Comparator.<ExemptionRecord, Instant>comparing(record -> record.notBefore().get())
              .thenComparing(ExemptionRecord::id));

  /** How many records have a prefix of each length, so that lookups skip the absent lengths. */
  private final int[] ip4Lengths = new int[IpPrefix.MAX_INET_MASK_LENGTH + 1];

  private final int[] ip6Lengths = new int[IpPrefix.MAX_INET6_MASK_LENGTH + 1];

  /** Takes in {@code record}, in place of an older one of its id; returns that one. */
  public Optional<ExemptionRecord> put(ExemptionRecord record) {
    Optional<ExemptionRecord> old = remove(record.id());
    byId.put(record.id(), record);
    byPrefix.add(record);
    byCustomer.add(record);
    // The clock does not change a revoked one, nor one without an end.
    if (!record.revocation().isPresent()) {
      if (record.expires().isPresent()) {
        byEnd.add(record);
      }
      if (record.notBefore().isPresent()) {
        byStart.add(record);
      }
    }
    lengths(record.prefix())[record.prefix().prefixLength()]++;
    record.idempotency().ifPresent(mark -> idByKey.put(mark.key(), record.id()));
    return old;
  }

  /** Forgets the record {@code id}; returns it. */
  public Optional<ExemptionRecord> remove(String id) {
    ExemptionRecord old = byId.remove(id);
    if (old == null) {
      return Optional.empty();
    }
    byPrefix.remove(old);
    byCustomer.remove(old);
    byEnd.remove(old);
    if (old.notBefore().isPresent()) {
      byStart.remove(old);
    }
    lengths(old.prefix())[old.prefix().prefixLength()]--;
    old.idempotency().ifPresent(mark -> idByKey.remove(mark.key(), id));
    return Optional.of(old);
  }

  /** At most {@code most} of the records that ended before {@code instant}. */
  public List<ExemptionRecord> endedBefore(Instant instant, int most) {
    return byId.values().stream()
        .filter(record -> record.ended().filter(instant::isAfter).isPresent())
        .limit(most)
        .collect(toList());
  }

  @Override
  public Optional<ExemptionRecord> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  @Override
  public Optional<ExemptionRecord> findByKey(String key) {
    return Optional.ofNullable(idByKey.get(key)).map(byId::get);
  }

  @Override
  public int size() {
    return byId.size();
  }

  /** All records, by id. */
  public Collection<ExemptionRecord> all() {
    return Collections.unmodifiableCollection(byId.values());
  }

  /** All records in this order, if there is an index in which they already are. */
  public Optional<Collection<ExemptionRecord>> inOrder(ExemptionSort sort, boolean descending) {
    switch (sort) {
      case ID:
        return Optional.of((descending ? byId.descendingMap() : byId).values());
      case CUSTOMER:
        return Optional.of(descending ? byCustomer.descendingSet() : byCustomer);
      case PREFIX:
        return Optional.of(descending ? byPrefix.descendingSet() : byPrefix);
      default:
        return Optional.empty();
    }
  }

  /** The records of exactly this customer. */
  public Collection<ExemptionRecord> ofCustomer(String customer) {
    ExemptionRecord any = probe(IpPrefix.valueOf("0.0.0.0/0"), BEFORE_ALL_IDS);
    return byCustomer.subSet(
        any.toBuilder().setCustomer(customer).build(),
        true,
        any.toBuilder().setCustomer(customer).setId(AFTER_ALL_IDS).build(),
        true);
  }

  @Override
  public List<ExemptionRecord> containing(IpPrefix prefix) {
    List<ExemptionRecord> found = new ArrayList<>();
    int[] lengths = lengths(prefix);
    for (int length = 0; length <= prefix.prefixLength(); length++) {
      if (lengths[length] > 0) {
        IpPrefix outer = IpPrefix.valueOf(prefix.address(), length);
        found.addAll(
            byPrefix.subSet(probe(outer, BEFORE_ALL_IDS), true, probe(outer, AFTER_ALL_IDS), true));
      }
    }
    return found;
  }

  @Override
  public List<ExemptionRecord> within(IpPrefix prefix) {
    return new ArrayList<>(
        byPrefix.subSet(probe(prefix, BEFORE_ALL_IDS), true, lastWithin(prefix), true));
  }

  /** Tells every record inside {@code prefix} that is not also inside one of {@code holes}. */
  public void eachWithinBut(
      IpPrefix prefix, Collection<IpPrefix> holes, Consumer<ExemptionRecord> sink) {
    NavigableSet<ExemptionRecord> sorted = new TreeSet<>(byPrefix.comparator());
    holes.forEach(hole -> sorted.add(probe(hole, BEFORE_ALL_IDS)));
    ExemptionRecord from = probe(prefix, BEFORE_ALL_IDS);
    for (ExemptionRecord hole : sorted) {
      // A hole in a hole lies behind.
      if (byPrefix.comparator().compare(from, hole) <= 0) {
        byPrefix.subSet(from, true, hole, false).forEach(sink);
        from = lastWithin(hole.prefix());
      }
    }
    byPrefix.subSet(from, true, lastWithin(prefix), true).forEach(sink);
  }

  /** What no record inside {@code prefix} comes behind. */
  private static ExemptionRecord lastWithin(IpPrefix prefix) {
    // A prefix that starts after the first address of this one, and in it, also ends in it.
    int bits = prefix.isIp4() ? IpPrefix.MAX_INET_MASK_LENGTH : IpPrefix.MAX_INET6_MASK_LENGTH;
    return probe(IpPrefix.valueOf(lastAddress(prefix), bits), AFTER_ALL_IDS);
  }

  /** The first instant after {@code instant} at which the clock changes some record's state. */
  public Optional<Instant> nextTransition(Instant instant) {
    ExemptionRecord probe =
        probe(IpPrefix.valueOf("0.0.0.0/0"), AFTER_ALL_IDS).toBuilder()
            .setNotBefore(Optional.of(instant))
            .setExpires(Optional.of(instant))
            .build();
    Optional<Instant> end =
        Optional.ofNullable(byEnd.higher(probe)).flatMap(ExemptionRecord::expires);
    Optional<Instant> start =
        Optional.ofNullable(byStart.higher(probe)).flatMap(ExemptionRecord::notBefore);
    if (!end.isPresent() || !start.isPresent()) {
      return end.isPresent() ? end : start;
    }
    return end.get().isBefore(start.get()) ? end : start;
  }

  /** The records with a start or end after {@code from} and not after {@code to}. */
  public List<ExemptionRecord> transitions(Instant from, Instant to) {
    ExemptionRecord.Builder probe = probe(IpPrefix.valueOf("0.0.0.0/0"), AFTER_ALL_IDS).toBuilder();
    ExemptionRecord first =
        probe.setNotBefore(Optional.of(from)).setExpires(Optional.of(from)).build();
    ExemptionRecord last = probe.setNotBefore(Optional.of(to)).setExpires(Optional.of(to)).build();
    List<ExemptionRecord> found = new ArrayList<>(byStart.subSet(first, false, last, true));
    found.addAll(byEnd.subSet(first, false, last, true));
    return found;
  }

  private int[] lengths(IpPrefix prefix) {
    return prefix.isIp4() ? ip4Lengths : ip6Lengths;
  }

  private static IpAddress lastAddress(IpPrefix prefix) {
    byte[] octets = prefix.address().toOctets();
    for (int bit = prefix.prefixLength(); bit < octets.length * Byte.SIZE; bit++) {
      octets[bit / Byte.SIZE] |= (byte) (0x80 >>> (bit % Byte.SIZE));
    }
    return IpAddress.valueOf(prefix.version(), octets);
  }

  private static ExemptionRecord probe(IpPrefix prefix, String id) {
    return ExemptionRecord.builder()
        .setId(id)
        .setCustomer("")
        .setPrefix(prefix)
        .setReason("")
        .setEnteredBy("")
        .setCreated(Instant.EPOCH)
        .setVersion(0)
        .build();
  }
}
