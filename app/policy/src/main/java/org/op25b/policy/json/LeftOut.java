package org.op25b.policy.json;

import com.google.common.collect.SortedSetMultimap;
import com.google.common.collect.TreeMultimap;
import org.op25b.policy.Problem;

/**
 * The list elements that could not be read. A policy without them can still be validated, so that
 * all problems are found in one go; this class then leads from positions in what was read back to
 * positions in the JSON text.
 */
final class LeftOut {
  private final SortedSetMultimap<String, Integer> positions = TreeMultimap.create();

  void add(String list, int position) {
    positions.put(list, position);
  }

  /** Whether something inside {@code path} was left out, so that it may only seem empty. */
  boolean inside(String path) {
    return positions.keySet().stream()
        .anyMatch(list -> list.equals(path) || list.startsWith(path + "/"));
  }

  /** Returns {@code problem} with its paths in the JSON text. */
  Problem relocate(Problem problem) {
    return positions.isEmpty() ? problem : problem.relocated(this::relocate);
  }

  private String relocate(String path) {
    StringBuilder result = new StringBuilder();
    for (String segment : path.substring(Math.min(1, path.length())).split("/", -1)) {
      String list = result.toString();
      result.append('/').append(positions.containsKey(list) ? shift(list, segment) : segment);
    }
    return result.toString();
  }

  private String shift(String list, String position) {
    int shifted = Integer.parseInt(position);
    for (int missing : positions.get(list)) {
      if (missing <= shifted) {
        shifted++;
      }
    }
    return Integer.toString(shifted);
  }
}
