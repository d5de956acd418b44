package org.op25b.compile;

import com.google.auto.value.AutoValue;
import java.util.Optional;
import org.op25b.compile.trie.Family;

/**
 * Which bits of a packet a match looks at. Open vSwitch keeps a hash table for each mask of a flow
 * table, and asks all of them about a packet that it does not know yet.
 */
@AutoValue
public abstract class Mask {
  abstract Optional<Family> family();

  abstract int sourceLength();

  abstract int destinationLength();

  abstract boolean tcpSource();

  abstract boolean tcpDestination();

  /** Returns the mask of {@code match}. */
  public static Mask of(Match match) {
    return new AutoValue_Mask(
        match.family(),
        match.sourcePrefix().length(),
        match.destinationPrefix().length(),
        match.port().tcpSource().isPresent(),
        match.port().tcpDestination().isPresent());
  }
}
