package org.op25b.proof;

/** Bounds the work of one proof. */
final class Budget {
  private final long steps;
  private long left;

  Budget(long steps) {
    this.steps = steps;
    this.left = steps;
  }

  void spend() {
    if (--left < 0) {
      throw new TooComplexException("more than " + steps + " steps");
    }
  }
}
