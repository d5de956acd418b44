package org.op25b.controller.exemption.exchange;

import com.google.common.collect.ImmutableList;
import org.op25b.controller.exemption.ChangeRefusedException;
import org.op25b.controller.exemption.Problem;
import org.op25b.controller.exemption.ProblemCode;

/** Refusals of a whole file. */
final class FileRefusal {
  private FileRefusal() {}

  static ChangeRefusedException at(int line, String message, String remedy) {
    return new ChangeRefusedException(
        ImmutableList.of(Problem.of(ProblemCode.BAD_FILE, "line " + line, message, remedy)));
  }

  static ChangeRefusedException tooManyRows(int most) {
    return new ChangeRefusedException(
        ImmutableList.of(
            Problem.of(
                ProblemCode.OUT_OF_RANGE,
                "rows",
                "The file has more than " + most + " rows.",
                "Import it in pieces.")));
  }
}
