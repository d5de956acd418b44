package org.op25b.controller.exemption.store;

import static java.util.stream.Collectors.toList;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.onlab.packet.IpPrefix;
import org.op25b.controller.audit.Actor;
import org.op25b.controller.audit.AuditAction;
import org.op25b.controller.audit.AuditEntry;
import org.op25b.controller.exemption.ExemptionRecord;
import org.op25b.controller.exemption.rules.ExemptionView;

/**
 * Changes that are being prepared, and the exemptions as they would be with them. A part of a group
 * is prepared in a {@link #child}, which is forgotten when the part is refused.
 */
public final class Staging implements ExemptionView {
  private final ExemptionView base;
  private final long first;
  private final ExemptionIndex changed = new ExemptionIndex();
  private final List<AuditEntry> entries = new ArrayList<>();
  private final Set<String> gone = new HashSet<>();
  private int added;

  Staging(ExemptionView base, long first) {
    this.base = base;
    this.first = first;
  }

  Staging child() {
    return new Staging(this, first + entries.size());
  }

  void merge(Staging child) {
    child.gone.forEach(
        id -> {
          changed.remove(id);
          gone.add(id);
        });
    child.changed.all().forEach(this::put);
    entries.addAll(child.entries);
    added += child.added;
  }

  long first() {
    return first;
  }

  List<AuditEntry> entries() {
    return entries;
  }

  /**
   * Notes a change.
   *
   * @param record what the exemption becomes; its version is set here
   * @param note what the audit log should also say; may be empty
   * @return the exemption with its version
   */
  public ExemptionRecord write(
      AuditAction action, Actor actor, Instant time, ExemptionRecord.Builder record, String note) {
    long number = first + entries.size();
    ExemptionRecord after = record.setVersion(number).build();
    Optional<ExemptionRecord> before = find(after.id());
    if (!before.isPresent()) {
      added++;
    }
    put(after);
    entries.add(
        AuditEntry.builder()
            .setNumber(number)
            .setTime(time)
            .setActor(actor)
            .setAction(action)
            .setSubject(after.id())
            .setBefore(before.map(RecordJson::encode))
            .setAfter(Optional.of(RecordJson.encode(after)))
            .setNote(Optional.of(note).filter(text -> !text.isEmpty()))
            .build());
    return after;
  }

  /** Notes that {@code record} is no longer kept; nothing happens when it has changed since. */
  public void purge(ExemptionRecord record, Actor actor, Instant time) {
    if (!find(record.id()).equals(Optional.of(record))) {
      return;
    }
    changed.remove(record.id());
    gone.add(record.id());
    added--;
    entries.add(
        AuditEntry.builder()
            .setNumber(first + entries.size())
            .setTime(time)
            .setActor(actor)
            .setAction(AuditAction.PURGED)
            .setSubject(record.id())
            .setBefore(Optional.of(RecordJson.encode(record)))
            .build());
  }

  private void put(ExemptionRecord record) {
    gone.remove(record.id());
    changed.put(record);
  }

  @Override
  public Optional<ExemptionRecord> find(String id) {
    Optional<ExemptionRecord> staged = changed.find(id);
    return staged.isPresent() || gone.contains(id) ? staged : base.find(id);
  }

  @Override
  public Optional<ExemptionRecord> findByKey(String key) {
    Optional<ExemptionRecord> staged = changed.findByKey(key);
    return staged.isPresent()
        ? staged
        : base.findByKey(key).filter(record -> !gone.contains(record.id()));
  }

  @Override
  public List<ExemptionRecord> containing(IpPrefix prefix) {
    return overlay(changed.containing(prefix), base.containing(prefix));
  }

  @Override
  public List<ExemptionRecord> within(IpPrefix prefix) {
    return overlay(changed.within(prefix), base.within(prefix));
  }

  @Override
  public int size() {
    return base.size() + added;
  }

  private List<ExemptionRecord> overlay(List<ExemptionRecord> staged, List<ExemptionRecord> below) {
    return Stream.concat(
            staged.stream(),
            below.stream()
                .filter(
                    record ->
                        !changed.find(record.id()).isPresent() && !gone.contains(record.id())))
        .collect(toList());
  }
}
