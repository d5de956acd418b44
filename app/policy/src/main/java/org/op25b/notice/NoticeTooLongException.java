package org.op25b.notice;

/** The policy is too large or too varied to be told to customers in one text. */
public final class NoticeTooLongException extends RuntimeException {
  private static final long serialVersionUID = 1;

  NoticeTooLongException(String message) {
    super(message);
  }
}
