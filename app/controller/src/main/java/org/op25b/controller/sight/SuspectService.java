package org.op25b.controller.sight;

import java.util.List;
import java.util.Optional;
import org.onlab.packet.IpPrefix;

/** Tells who tries to send where that is blocked. */
public interface SuspectService {
  /** Returns those who do, the highest rate first; bounded by the component's property. */
  List<Suspect> suspects();

  /** Returns how alarms fare, for each receiver that the settings name. */
  List<AlarmStatus> alarms();

  /** Returns whose address it is, as far as an exemption tells. */
  Optional<String> customerOf(IpPrefix source);

  /** Returns whether an exemption lets everything of {@code source} pass now. */
  boolean isExempt(IpPrefix source);
}
