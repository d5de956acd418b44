package org.op25b.proof;

/** The proof needs more work than it was given; nothing is proven and nothing is refuted. */
final class TooComplexException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TooComplexException(String message) {
    super(message);
  }
}
