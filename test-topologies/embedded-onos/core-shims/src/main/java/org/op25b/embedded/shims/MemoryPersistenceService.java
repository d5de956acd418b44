package org.op25b.embedded.shims;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.onosproject.persistence.PersistenceService;
import org.onosproject.persistence.PersistentMapBuilder;
import org.onosproject.persistence.PersistentSetBuilder;
import org.onosproject.store.service.Serializer;
import org.osgi.service.component.annotations.Component;

/**
 * The service that ECFlowRuleStore and others refer to; onos-core-persistence, which has it, is in
 * no registry. What is kept here lasts as long as the process, and in this assembly nothing is kept
 * here: the flow store asks for a persistent map only when its {@code persistenceEnabled} is set.
 */
@Component(immediate = true, service = PersistenceService.class)
public class MemoryPersistenceService implements PersistenceService {

  @Override
  public <K, V> PersistentMapBuilder<K, V> persistentMapBuilder() {
    return new PersistentMapBuilder<K, V>() {
      @Override
      public PersistentMapBuilder<K, V> withName(String name) {
        return this;
      }

      @Override
      public PersistentMapBuilder<K, V> withSerializer(Serializer serializer) {
        return this;
      }

      @Override
      public Map<K, V> build() {
        return new ConcurrentHashMap<>();
      }
    };
  }

  @Override
  public <E> PersistentSetBuilder<E> persistentSetBuilder() {
    return new PersistentSetBuilder<E>() {
      @Override
      public PersistentSetBuilder<E> withName(String name) {
        return this;
      }

      @Override
      public PersistentSetBuilder<E> withSerializer(Serializer serializer) {
        return this;
      }

      @Override
      public Set<E> build() {
        return ConcurrentHashMap.newKeySet();
      }
    };
  }
}
