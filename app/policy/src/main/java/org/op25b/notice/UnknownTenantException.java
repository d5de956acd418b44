package org.op25b.notice;

import com.google.common.collect.ImmutableSet;

/** No pool of the policy belongs to the tenant that a notice was asked for. */
public final class UnknownTenantException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient ImmutableSet<String> tenants;

  /** {@code tenants} are those that there are. */
  UnknownTenantException(ImmutableSet<String> tenants) {
    super("No pool has this tenant.");
    this.tenants = tenants;
  }

  /** The tenants that the policy's pools name, in alphabetical order; may be empty. */
  public ImmutableSet<String> tenants() {
    return tenants;
  }

  /** What to do about it, in a sentence. */
  public String remedy() {
    return tenants.isEmpty()
        ? "Leave it out: the policy's pools name none."
        : "Give one of " + String.join(", ", tenants) + ".";
  }
}
