package org.op25b.controller.sight;

import static com.google.common.truth.Truth.assertThat;

import com.google.common.collect.ImmutableList;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.onlab.packet.IpPrefix;
import org.op25b.policy.Exemption;

class CustomerIndexTest {
  private static final Instant NOW = Instant.parse("2026-05-01T00:00:00Z");
  private static final CustomerIndex INDEX =
      new CustomerIndex(
          ImmutableList.of(
              exemption("net", "192.0.2.0/26").build(),
              exemption("scoped", "192.0.2.7/32")
                  .setDestinations(IpPrefix.valueOf("203.0.113.1/32"))
                  .build(),
              exemption("later", "192.0.2.100/32").setNotBefore(NOW.plusSeconds(1)).build(),
              exemption("over", "192.0.2.101/32").setExpires(NOW).build(),
              exemption("partly", "192.0.2.102/32")
                  .setDestinations(IpPrefix.valueOf("203.0.113.1/32"))
                  .build()));

  private static Exemption.Builder exemption(String customer, String prefix) {
    return Exemption.builder()
        .setId(customer)
        .setCustomer(customer)
        .setPrefix(IpPrefix.valueOf(prefix));
  }

  private static boolean exempt(String prefix) {
    return INDEX.isExempt(IpPrefix.valueOf(prefix), NOW);
  }

  @Test
  void theLongestPrefixNamesTheCustomer() {
    assertThat(INDEX.customerOf(IpPrefix.valueOf("192.0.2.7/32"))).isEqualTo(Optional.of("scoped"));
    assertThat(INDEX.customerOf(IpPrefix.valueOf("192.0.2.8/32"))).isEqualTo(Optional.of("net"));
    assertThat(INDEX.customerOf(IpPrefix.valueOf("192.0.2.0/24"))).isEqualTo(Optional.empty());
  }

  @Test
  void anyPrefixThatCoversItExempts() {
    assertThat(exempt("192.0.2.7/32")).isTrue();
    assertThat(exempt("192.0.2.32/28")).isTrue();
    assertThat(exempt("192.0.2.0/25")).isFalse();
  }

  @Test
  void whoIsExemptLaterOrBeforeOrForSomeDestinationsIsNotExempt() {
    assertThat(exempt("192.0.2.100/32")).isFalse();
    assertThat(exempt("192.0.2.101/32")).isFalse();
    assertThat(exempt("192.0.2.102/32")).isFalse();
  }
}
