package org.op25b.embedded.shims;

import com.google.common.collect.Maps;
import com.google.common.collect.Sets;
import java.util.Map;
import java.util.Set;
import org.onosproject.persistence.PersistenceService;
import org.onosproject.persistence.PersistentMapBuilder;
import org.onosproject.persistence.PersistentSetBuilder;
import org.onosproject.store.service.Serializer;
import org.osgi.service.component.annotations.Component;

/** Satisfies the reference ECFlowRuleStore declares (and never calls); maps are not durable. */
@Component(immediate = true, service = PersistenceService.class)
public class MemoryPersistence implements PersistenceService {
  @Override
  public <K, V> PersistentMapBuilder<K, V> persistentMapBuilder() {
    return new PersistentMapBuilder<K, V>() {
      @Override
      public PersistentMapBuilder<K, V> withName(String name) {
        return this;
      }

      @Override
      public PersistentMapBuilder<K, V> withSerializer(Serializer s) {
        return this;
      }

      @Override
      public Map<K, V> build() {
        return Maps.newConcurrentMap();
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
      public PersistentSetBuilder<E> withSerializer(Serializer s) {
        return this;
      }

      @Override
      public Set<E> build() {
        return Sets.newConcurrentHashSet();
      }
    };
  }
}
