package org.op25b.controller.exemption.store;

import java.util.Optional;
import org.op25b.controller.audit.AuditEntry;
import org.op25b.controller.exemption.ExemptionRecord;

/** Is told of every change of an exemption, in order. Must be quick. */
public interface ChangeListener {
  /** The exemption {@code before} has become {@code after}. */
  void changed(AuditEntry entry, Optional<ExemptionRecord> before, ExemptionRecord after);
}
