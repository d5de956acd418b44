package org.op25b.controller.exemption.store;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.onlab.packet.IpPrefix;
import org.op25b.controller.exemption.ExemptionRecord;
import org.op25b.controller.exemption.rules.ExemptionView;

/** An {@link ExemptionIndex} for many threads: a reader never sees half of a change. */
final class SharedIndex implements ExemptionView {
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private final ExemptionIndex index = new ExemptionIndex();

  <T> T read(Function<ExemptionIndex, T> reader) {
    lock.readLock().lock();
    try {
      return reader.apply(index);
    } finally {
      lock.readLock().unlock();
    }
  }

  void write(Consumer<ExemptionIndex> writer) {
    lock.writeLock().lock();
    try {
      writer.accept(index);
    } finally {
      lock.writeLock().unlock();
    }
  }

  @Override
  public Optional<ExemptionRecord> find(String id) {
    return read(records -> records.find(id));
  }

  @Override
  public Optional<ExemptionRecord> findByKey(String key) {
    return read(records -> records.findByKey(key));
  }

  @Override
  public List<ExemptionRecord> containing(IpPrefix prefix) {
    return read(records -> records.containing(prefix));
  }

  @Override
  public List<ExemptionRecord> within(IpPrefix prefix) {
    return read(records -> records.within(prefix));
  }

  @Override
  public int size() {
    return read(ExemptionIndex::size);
  }
}
