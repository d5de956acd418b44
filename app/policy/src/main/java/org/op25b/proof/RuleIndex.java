package org.op25b.proof;

import java.util.Map;
import java.util.function.Consumer;

/** Rules of one kind, found by the addresses that they are about. */
final class RuleIndex {
  private final Field customer;
  private final Field peer;

  /** Rules that ask for the customer's address, and apart from them those that do not. */
  private final PrefixMap<SwitchRule> byCustomer;

  private final PrefixMap<SwitchRule> byPeer;

  /** The customer's address is the one that most rules of this kind ask for. */
  RuleIndex(Field customer, Field peer) {
    this.customer = customer;
    this.peer = peer;
    this.byCustomer = new PrefixMap<>(customer.width());
    this.byPeer = new PrefixMap<>(peer.width());
  }

  void add(SwitchRule rule, Map<Field, Ternary> box) {
    if (box.containsKey(customer)) {
      byCustomer.add(box.get(customer), rule);
    } else {
      byPeer.add(part(box, peer), rule);
    }
  }

  void remove(SwitchRule rule, Map<Field, Ternary> box) {
    if (box.containsKey(customer)) {
      byCustomer.remove(box.get(customer), rule);
    } else {
      byPeer.remove(part(box, peer), rule);
    }
  }

  /** Hands out every rule that may match a packet of {@code box}, and perhaps some more. */
  void overlapping(Map<Field, Ternary> box, Consumer<SwitchRule> consumer) {
    Ternary peers = part(box, peer);
    byPeer.overlapping(peers, consumer);
    byCustomer.overlapping(
        part(box, customer),
        rule -> {
          Ternary asked = rule.match().fields().get(peer);
          if (asked == null || asked.intersects(peers)) {
            consumer.accept(rule);
          }
        });
  }

  private static Ternary part(Map<Field, Ternary> box, Field field) {
    Ternary condition = box.get(field);
    return condition == null ? Ternary.any(field.width()) : condition;
  }
}
