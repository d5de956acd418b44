package org.op25b.controller.exemption;

import com.google.auto.value.AutoValue;
import com.google.common.collect.ImmutableSet;
import java.time.Duration;
import java.util.Optional;
import org.onlab.packet.IpPrefix;
import org.op25b.controller.PageSize;

/** Which exemptions to list. What is absent does not restrict. */
@AutoValue
public abstract class ExemptionQuery {
  /** Text that occurs in id, customer, prefix, reason, ticket or who asked; case is ignored. */
  public abstract Optional<String> text();

  /** Exactly this customer. */
  public abstract Optional<String> customer();

  /** Those that have an address in common with this address or prefix. */
  public abstract Optional<IpPrefix> overlapping();

  /** Those in one of these states; all when empty. */
  public abstract ImmutableSet<ExemptionState> states();

  /** Those with an address in this pool. An unknown pool has none. */
  public abstract Optional<String> pool();

  /** Those in force or pending that expire within this time from now. */
  public abstract Optional<Duration> expiringWithin();

  /** The order. */
  public abstract ExemptionSort sort();

  /** Whether the order is reversed. */
  public abstract boolean descending();

  /** How many to leave out before the page, at least 0. */
  public abstract int offset();

  /** The most exemptions to return, 1 to {@link PageSize#MOST}. */
  public abstract int limit();

  /** Returns a builder for the first 100 of all, by id. */
  public static Builder builder() {
    return new AutoValue_ExemptionQuery.Builder()
        .setStates(ImmutableSet.of())
        .setSort(ExemptionSort.ID)
        .setDescending(false)
        .setOffset(0)
        .setLimit(PageSize.USUAL);
  }

  /** Builds {@link ExemptionQuery}. */
  @AutoValue.Builder
  public abstract static class Builder {
    /** Sets {@link ExemptionQuery#text()}. */
    public abstract Builder setText(Optional<String> text);

    /** Sets {@link ExemptionQuery#customer()}. */
    public abstract Builder setCustomer(Optional<String> customer);

    /** Sets {@link ExemptionQuery#overlapping()}. */
    public abstract Builder setOverlapping(Optional<IpPrefix> prefix);

    /** Sets {@link ExemptionQuery#states()}. */
    public abstract Builder setStates(Iterable<ExemptionState> states);

    /** Sets {@link ExemptionQuery#pool()}. */
    public abstract Builder setPool(Optional<String> pool);

    /** Sets {@link ExemptionQuery#expiringWithin()}. */
    public abstract Builder setExpiringWithin(Optional<Duration> duration);

    /** Sets {@link ExemptionQuery#sort()}. */
    public abstract Builder setSort(ExemptionSort sort);

    /** Sets {@link ExemptionQuery#descending()}. */
    public abstract Builder setDescending(boolean descending);

    /** Sets {@link ExemptionQuery#offset()}. */
    public abstract Builder setOffset(int offset);

    /** Sets {@link ExemptionQuery#limit()}. */
    public abstract Builder setLimit(int limit);

    abstract ExemptionQuery autoBuild();

    /** Returns the query; throws {@link PageSize.OutOfRange} when offset or limit is. */
    public final ExemptionQuery build() {
      ExemptionQuery query = autoBuild();
      PageSize.checkOffset(query.offset());
      PageSize.check(query.limit());
      return query;
    }
  }
}
