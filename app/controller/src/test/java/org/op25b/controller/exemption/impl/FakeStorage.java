package org.op25b.controller.exemption.impl;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.onosproject.store.service.AsyncConsistentMap;
import org.onosproject.store.service.ConsistentMap;
import org.onosproject.store.service.ConsistentMapBuilder;
import org.onosproject.store.service.MapEventListener;
import org.onosproject.store.service.Serializer;
import org.onosproject.store.service.TestConsistentMap;
import org.onosproject.store.service.TestStorageService;

/**
 * The storage of a cluster as one of its nodes sees it. Each operation is atomic, as on Atomix;
 * each value passes through the map's real serializer; and a {@link Faults} decides when the node
 * dies.
 */
public final class FakeStorage extends TestStorageService {
  private final Map<String, TestConsistentMap<?, ?>> maps;
  private final Faults faults;

  private FakeStorage(Map<String, TestConsistentMap<?, ?>> maps, Faults faults) {
    this.maps = maps;
    this.faults = faults;
  }

  /** The storage of a new cluster. */
  public static FakeStorage ofNewCluster() {
    return new FakeStorage(new ConcurrentHashMap<>(), new Faults());
  }

  /** The same storage as another node, or the same node after a restart, sees it. */
  public FakeStorage seenBy(Faults other) {
    return new FakeStorage(maps, other);
  }

  @Override
  public <K, V> ConsistentMapBuilder<K, V> consistentMapBuilder() {
    return new ConsistentMapBuilder<>() {
      @Override
      public ConsistentMap<K, V> build() {
        return open(name(), serializer());
      }

      @Override
      public AsyncConsistentMap<K, V> buildAsyncMap() {
        throw new UnsupportedOperationException();
      }
    };
  }

  @SuppressWarnings("unchecked")
  private <K, V> ConsistentMap<K, V> open(String name, Serializer serializer) {
    TestConsistentMap<K, V> map =
        (TestConsistentMap<K, V>)
            maps.computeIfAbsent(
                name,
                unused ->
                    (TestConsistentMap<K, V>)
                        new TestConsistentMap.Builder<K, V>()
                            .withName(name)
                            .withSerializer(serializer)
                            .build());
    return (ConsistentMap<K, V>)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {ConsistentMap.class},
            (proxy, method, arguments) -> call(map, serializer, method, arguments));
  }

  @SuppressWarnings("unchecked")
  private <K, V> Object call(
      TestConsistentMap<K, V> map, Serializer serializer, Method method, Object[] arguments)
      throws Throwable {
    if (method.getName().equals("addListener")) {
      Executor executor = (Executor) arguments[1];
      MapEventListener<K, V> listener = (MapEventListener<K, V>) arguments[0];
      map.addListener(event -> executor.execute(() -> listener.event(event)));
      return null;
    }
    if (method.getName().equals("removeListener")) {
      return null;
    }
    boolean writes = method.getName().matches("put.*|remove|replace|compute.*|clear");
    if (writes && arguments.length > 1) {
      int last = arguments.length - 1;
      if (!(arguments[last] instanceof java.util.function.BiFunction)) {
        arguments[last] = serializer.decode(serializer.encode(arguments[last]));
      }
    }
    faults.before(writes);
    Object result;
    try {
      synchronized (map) {
        result = method.invoke(map, arguments);
      }
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
    faults.after(writes);
    return result;
  }
}
