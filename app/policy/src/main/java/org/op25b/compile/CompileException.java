package org.op25b.compile;

/** A policy that cannot be written as rules in the way asked; the message says what can be done. */
public final class CompileException extends RuntimeException {
  private static final long serialVersionUID = 1;

  CompileException(String message) {
    super(message);
  }
}
