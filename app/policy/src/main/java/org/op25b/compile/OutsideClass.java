package org.op25b.compile;

import com.google.auto.value.AutoValue;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedSet;
import java.util.Optional;
import org.op25b.policy.MailServerGroup;
import org.op25b.policy.Pool;

/** All addresses at the far side that no pool and no inbound policy tells apart. */
@AutoValue
abstract class OutsideClass {
  /** Addresses of no mail server that anything refers to. */
  static final OutsideClass ELSEWHERE = of(ImmutableSet.of(), Optional.empty());

  /** The mail-server groups that the addresses belong to and that some pool names. */
  abstract ImmutableSet<String> groups();

  /** The group whose inbound policy protects the addresses, see {@link #guard}. */
  abstract Optional<MailServerGroup> inbound();

  /** The scoped exemptions that reach the addresses, where scopes are part of the class. */
  abstract ImmutableSortedSet<Integer> scopes();

  static OutsideClass of(ImmutableSet<String> groups, Optional<MailServerGroup> inbound) {
    return new AutoValue_OutsideClass(groups, inbound, ImmutableSortedSet.of());
  }

  /** Returns {@code group} without addresses: one server more makes no other class. */
  static MailServerGroup guard(MailServerGroup group) {
    return group.toBuilder()
        .setServers(ImmutableList.of())
        .setInbound(
            group
                .inbound()
                .map(
                    policy ->
                        policy.toBuilder()
                            .setAllow(ImmutableList.of())
                            .setDeny(ImmutableList.of())
                            .build()))
        .build();
  }

  OutsideClass within(ImmutableSortedSet<Integer> scopes) {
    return new AutoValue_OutsideClass(groups(), inbound(), scopes);
  }

  /** Whether customers of {@code pool} may reach these addresses in phase {@code block}. */
  boolean isReachableFrom(Pool pool) {
    for (String group : groups()) {
      if (pool.mailServers().contains(group)) {
        return true;
      }
    }
    return false;
  }
}
