package org.op25b.controller.exemption.impl;

import static com.google.common.truth.Truth.assertThat;
import static org.op25b.controller.exemption.impl.Node.ALICE;
import static org.op25b.controller.exemption.impl.Node.draft;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.onosproject.core.DefaultApplicationId;
import org.op25b.controller.exemption.store.ExemptionIndex;
import org.op25b.controller.exemption.store.ExemptionStore;
import org.op25b.controller.exemption.store.RecordMap;

/** Who remembers what it read by the version that it asked for before must miss nothing. */
class StoreVersionTest {
  private final FakeStorage storage = FakeStorage.ofNewCluster();
  private final Node node = new Node(storage, new ManualTime("2026-01-01T00:00:00Z"));
  private final ExemptionStore store =
      new ExemptionStore(
          node.journal, RecordMap.open(storage, new DefaultApplicationId(1, "org.op25b")));

  @Test
  void noVersionIsTakenForReadBeforeItCanBeRead() {
    List<Long> versions = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();
    // Between the moment at which the change is made and the moment at which the store has it.
    node.journal.follow(
        node.journal.next(),
        (first, nonce, entries) -> {
          versions.add(store.version());
          sizes.add(store.read(ExemptionIndex::size));
        });
    store.open();
    long before = store.version();

    long made = node.changes().create(draft("C", "10.0.0.1").build(), ALICE).version();

    assertThat(sizes).containsExactly(0);
    assertThat(versions).containsExactly(before);
    assertThat(store.version()).isEqualTo(made);
  }

  @Test
  void aStoreThatIsOpenedLaterHasTheSameVersion() {
    long made = node.changes().create(draft("C", "10.0.0.1").build(), ALICE).version();
    store.open();
    assertThat(store.version()).isEqualTo(made);

    node.store.save();
    ExemptionStore afterSaving =
        new ExemptionStore(
            node.journal, RecordMap.open(storage, new DefaultApplicationId(1, "org.op25b")));
    afterSaving.open();
    assertThat(afterSaving.version()).isEqualTo(made);
    assertThat(afterSaving.read(ExemptionIndex::size)).isEqualTo(1);
  }
}
