package org.op25b.web;

import com.google.common.collect.ImmutableList;
import org.op25b.controller.exemption.Problem;

/** The request cannot be served, for a reason that has its own HTTP status. */
final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int status;
  private final transient ImmutableList<Problem> problems;

  RefusedException(int status, Problem... problems) {
    super(problems[0].toString());
    this.status = status;
    this.problems = ImmutableList.copyOf(problems);
  }

  int status() {
    return status;
  }

  ImmutableList<Problem> problems() {
    return problems;
  }
}
