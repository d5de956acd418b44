package org.op25b.controller.wouldblock;

import static org.op25b.controller.wouldblock.OsgiPropertyConstants.IPV4_LENGTH;
import static org.op25b.controller.wouldblock.OsgiPropertyConstants.IPV4_LENGTH_DEFAULT;
import static org.op25b.controller.wouldblock.OsgiPropertyConstants.IPV6_LENGTH;
import static org.op25b.controller.wouldblock.OsgiPropertyConstants.IPV6_LENGTH_DEFAULT;
import static org.op25b.controller.wouldblock.OsgiPropertyConstants.MOST_PARTS;
import static org.op25b.controller.wouldblock.OsgiPropertyConstants.MOST_PARTS_DEFAULT;
import static org.op25b.controller.wouldblock.OsgiPropertyConstants.MOST_SOURCES;
import static org.op25b.controller.wouldblock.OsgiPropertyConstants.MOST_SOURCES_DEFAULT;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSetMultimap;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.onlab.packet.IpPrefix;
import org.onosproject.cfg.ComponentConfigService;
import org.op25b.controller.ComponentProperties;
import org.op25b.policy.Policy;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the counts by source, in memory alone. */
@Component(
    immediate = true,
    service = WouldBlockService.class,
    property = {
      MOST_PARTS + ":Integer=" + MOST_PARTS_DEFAULT,
      MOST_SOURCES + ":Integer=" + MOST_SOURCES_DEFAULT,
      IPV4_LENGTH + ":Integer=" + IPV4_LENGTH_DEFAULT,
      IPV6_LENGTH + ":Integer=" + IPV6_LENGTH_DEFAULT
    })
@SuppressWarnings("UnusedVariable") // The properties' fields are read by ONOS's build.
public final class WouldBlockManager implements WouldBlockService {
  private static final Logger log = LoggerFactory.getLogger(WouldBlockManager.class);

  @Reference ComponentConfigService componentConfig;

  /** Parts of monitored pools that are counted apart, each about two rules; 0 for none. */
  private int countedParts = MOST_PARTS_DEFAULT;

  /** Sources that are remembered at the most; a change forgets the list. */
  private int maxSources = MOST_SOURCES_DEFAULT;

  /** Bits of an IPv4 address that are told apart at the most; fewer than 32 hide the customer. */
  private int ipv4PrefixLength = IPV4_LENGTH_DEFAULT;

  /** Bits of an IPv6 address that are told apart at the most; 64 is one customer's network. */
  private int ipv6PrefixLength = IPV6_LENGTH_DEFAULT;

  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private volatile ImmutableSetMultimap<String, IpPrefix> parts = ImmutableSetMultimap.of();
  private ImmutableList<Integer> settings = ImmutableList.of();
  private SourceCounts counts;

  @Activate
  void activate(Map<String, ?> properties) {
    componentConfig.registerProperties(getClass());
    modified(properties);
    log.info("Started");
  }

  @Modified
  synchronized void modified(Map<String, ?> properties) {
    ComponentProperties given = new ComponentProperties(properties);
    ImmutableList<Integer> read =
        ImmutableList.of(
            given.integer(MOST_PARTS, MOST_PARTS_DEFAULT, 0, 10_000),
            given.integer(MOST_SOURCES, MOST_SOURCES_DEFAULT, 1, 100_000),
            given.integer(IPV4_LENGTH, IPV4_LENGTH_DEFAULT, 8, 32),
            given.integer(IPV6_LENGTH, IPV6_LENGTH_DEFAULT, 16, 128));
    // What was told apart in another way cannot be compared.
    if (!read.equals(settings)) {
      settings = read;
      counts = new SourceCounts(read.get(0), read.get(1), read.get(2), read.get(3));
      publish();
    }
  }

  @Deactivate
  void deactivate() {
    componentConfig.unregisterProperties(getClass(), false);
    log.info("Stopped");
  }

  @Override
  public synchronized ImmutableList<WouldBlockSource> sources() {
    return counts.sources();
  }

  @Override
  public synchronized String limit() {
    return counts.limit();
  }

  @Override
  public Policy parted(Policy policy) {
    return PartedPolicy.of(policy, parts);
  }

  @Override
  public synchronized void counted(PoolPart part, long packets, Instant at) {
    counts.counted(part, packets, at);
  }

  @Override
  public synchronized void divide(Policy policy, double free, Instant now) {
    if (counts.divide(policy, free, now)) {
      publish();
    }
  }

  private void publish() {
    parts = counts.parts();
    listeners.forEach(Runnable::run);
  }

  @Override
  public void addListener(Runnable listener) {
    listeners.add(listener);
  }

  @Override
  public void removeListener(Runnable listener) {
    listeners.remove(listener);
  }
}
