package org.op25b.policy;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.onlab.packet.IpPrefix;

/** Finds the pool that an address lies in; the longest prefix decides. */
final class PoolIndex {
  private final PrefixIndex index;
  private final Entry[] poolOfNode;

  PoolIndex(EdgePolicy policy, MailServerIndex servers) {
    List<IpPrefix> prefixes = new ArrayList<>();
    List<Entry> entries = new ArrayList<>();
    for (Pool pool : policy.pools()) {
      Entry entry = new Entry(pool, policy.elsewhere().contains(pool.name()), servers);
      for (IpPrefix prefix : pool.prefixes()) {
        prefixes.add(prefix);
        entries.add(entry);
      }
    }
    this.index = PrefixIndex.of(prefixes);
    this.poolOfNode = new Entry[index.nodes()];
    for (int position = 0; position < entries.size(); position++) {
      poolOfNode[index.nodeOf(position)] = entries.get(position);
    }
  }

  /** The pool at an address, or null. */
  Entry find(boolean ip4, long high, long low) {
    int node = index.longestMatch(ip4, high, low);
    return node == PrefixIndex.NONE ? null : poolOfNode[node];
  }

  /** A pool with everything that a decision asks of it at hand. */
  static final class Entry {
    final Optional<Pool> pool;
    final boolean elsewhere;
    final Phase phase;
    final boolean fragmentGuard;
    final boolean returnPathGuard;
    final BitSet groups = new BitSet();
    private final Decision blockedToward;
    private final Decision blockedFrom;

    Entry(Pool pool, boolean elsewhere, MailServerIndex servers) {
      this.pool = Optional.of(pool);
      this.elsewhere = elsewhere;
      this.phase = pool.phase();
      this.fragmentGuard = pool.fragmentGuard();
      this.returnPathGuard = pool.returnPathGuard();
      for (String group : pool.mailServers()) {
        int position = servers.positionOf(group);
        if (position >= 0) {
          groups.set(position);
        }
      }
      this.blockedToward = answer(Verdict.BLOCK, Reason.POOL, Direction.TOWARD_25);
      this.blockedFrom = answer(Verdict.BLOCK, Reason.POOL, Direction.FROM_25);
    }

    Decision blocked(Direction direction) {
      return direction == Direction.TOWARD_25 ? blockedToward : blockedFrom;
    }

    Decision answer(Reason reason, Direction direction) {
      return answer(Verdict.PASS, reason, direction);
    }

    private Decision answer(Verdict verdict, Reason reason, Direction direction) {
      return Decision.of(
          verdict, reason, Optional.of(direction), pool, Optional.empty(), Optional.empty());
    }
  }
}
