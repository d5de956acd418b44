package org.op25b.embedded.openflow.codec;

/**
 * A part of a rule, group or meter that OpenFlow 1.3 has no form for; the message names that part.
 * FlowRuleManager marks a rule as FAILED when a provider throws its superclass.
 */
public final class CodecException extends UnsupportedOperationException {
  private static final long serialVersionUID = 1;

  /** Says what cannot be encoded. */
  public CodecException(String message) {
    super(message);
  }
}
