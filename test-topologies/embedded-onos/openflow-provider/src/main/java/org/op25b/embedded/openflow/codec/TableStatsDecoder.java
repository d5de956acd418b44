package org.op25b.embedded.openflow.codec;

import java.util.ArrayList;
import java.util.List;
import org.onosproject.net.DeviceId;
import org.onosproject.net.flow.DefaultTableStatisticsEntry;
import org.onosproject.net.flow.IndexTableId;
import org.onosproject.net.flow.TableStatisticsEntry;
import org.projectfloodlight.openflow.protocol.OFTableStatsEntry;
import org.projectfloodlight.openflow.protocol.OFTableStatsReply;

/** Table statistics. */
public final class TableStatsDecoder {
  private TableStatsDecoder() {}

  /** The tables of all parts of one reply. */
  public static List<TableStatisticsEntry> decode(DeviceId device, List<OFTableStatsReply> parts) {
    List<TableStatisticsEntry> tables = new ArrayList<>();
    for (OFTableStatsReply part : parts) {
      for (OFTableStatsEntry entry : part.getEntries()) {
        tables.add(
            DefaultTableStatisticsEntry.builder()
                .withDeviceId(device)
                .withTableId(IndexTableId.of(entry.getTableId().getValue()))
                .withActiveFlowEntries(entry.getActiveCount())
                .withPacketsLookedUpCount(entry.getLookupCount().getValue())
                .withPacketsMatchedCount(entry.getMatchedCount().getValue())
                .build());
      }
    }
    return tables;
  }
}
