package org.op25b.proof;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.auto.value.AutoValue;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** The match of a flow entry: a condition on each of some header fields. */
@AutoValue
public abstract class RuleMatch {
  /** The conditions; a field that is absent may have any value. */
  public abstract ImmutableMap<Field, Ternary> fields();

  /**
   * Whether the entry also matches on something that the proof does not know (Ethernet addresses,
   * TCP flags, metadata, ...). Such an entry matches only some of the packets that satisfy {@link
   * #fields}; the proof counts on neither answer.
   */
  public abstract boolean opaque();

  /** Matches every packet. */
  public static RuleMatch any() {
    return builder().build();
  }

  @Override
  public final String toString() {
    StringBuilder text = new StringBuilder();
    fields()
        .forEach(
            (field, condition) ->
                text.append(text.length() == 0 ? "" : ",")
                    .append(field.name().toLowerCase(Locale.ROOT))
                    .append('=')
                    .append(field.describe(condition)));
    if (opaque()) {
      text.append(text.length() == 0 ? "" : ",").append("other fields");
    }
    return text.length() == 0 ? "any" : text.toString();
  }

  /** Returns a builder of a match that matches every packet. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns a builder that starts with these conditions. */
  public final Builder toBuilder() {
    Builder builder = new Builder();
    builder.fields.putAll(fields());
    builder.opaque = opaque();
    return builder;
  }

  /** Builds {@link RuleMatch}. */
  public static final class Builder {
    private final Map<Field, Ternary> fields = new EnumMap<>(Field.class);
    private boolean opaque;

    private Builder() {}

    /** Asks {@code condition} of {@code field}; a condition without a mask bit removes it. */
    public Builder with(Field field, Ternary condition) {
      checkArgument(
          condition.width() == field.width(),
          "%s has %s bits, the condition %s",
          field,
          field.width(),
          condition.width());
      if (condition.isAny()) {
        fields.remove(field);
      } else {
        fields.put(field, condition);
      }
      return this;
    }

    /** Asks for exactly {@code value}; for fields of at most 64 bits. */
    public Builder with(Field field, long value) {
      return with(field, Ternary.exact(field.width(), value));
    }

    /** Lets {@code field} have any value. */
    public Builder without(Field field) {
      fields.remove(field);
      return this;
    }

    /** Says that the entry also matches on a field that the proof does not know. */
    public Builder opaque(boolean opaque) {
      this.opaque = opaque;
      return this;
    }

    /** Returns the match. */
    public RuleMatch build() {
      return new AutoValue_RuleMatch(Maps.immutableEnumMap(fields), opaque);
    }
  }
}
