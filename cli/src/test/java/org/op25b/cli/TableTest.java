package org.op25b.cli;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class TableTest {
  @Test
  void columnsAreAsWideAsTheirWidestCell() {
    Table table = new Table("A", "BB", "C");
    table.add("long", 1, "x");

    assertThat(table.lines()).containsExactly("A     BB  C", "long  1   x").inOrder();
  }

  @Test
  void noLineIsWiderThanTheTerminal() {
    Table table = new Table("PREFIXES");
    table.add("x".repeat(Table.WIDTH));
    table.add("x".repeat(Table.WIDTH + 1));

    assertThat(table.lines().get(1)).isEqualTo("x".repeat(Table.WIDTH));
    assertThat(table.lines().get(2)).isEqualTo("x".repeat(Table.WIDTH - 3) + "...");
  }

  @Test
  void aRowMustFitTheHeadings() {
    assertThrows(IllegalArgumentException.class, () -> new Table("A").add("x", "y"));
  }
}
