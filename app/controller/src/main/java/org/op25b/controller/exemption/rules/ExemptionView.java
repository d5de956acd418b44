package org.op25b.controller.exemption.rules;

import java.util.List;
import java.util.Optional;
import org.onlab.packet.IpPrefix;
import org.op25b.controller.exemption.ExemptionRecord;

/** What the rules ask about the exemptions that there are, in whatever state. */
public interface ExemptionView {
  /** Returns the exemption {@code id}. */
  Optional<ExemptionRecord> find(String id);

  /** Returns the exemption that was created under this idempotency key. */
  Optional<ExemptionRecord> findByKey(String key);

  /** Returns the exemptions whose prefix equals or contains {@code prefix}. */
  List<ExemptionRecord> containing(IpPrefix prefix);

  /** Returns the exemptions whose prefix equals or lies in {@code prefix}. */
  List<ExemptionRecord> within(IpPrefix prefix);

  /** The number of exemptions. */
  int size();
}
