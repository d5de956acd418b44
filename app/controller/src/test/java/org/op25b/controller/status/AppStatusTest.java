package org.op25b.controller.status;

import static com.google.common.truth.Truth.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.op25b.controller.config.PolicyStatus;
import org.op25b.controller.enforcement.DeviceState;
import org.op25b.controller.enforcement.DeviceStatus;
import org.op25b.controller.enforcement.DeviceStatuses;

class AppStatusTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final PolicyStatus IN_FORCE = policy(Optional.of(NOW), true);
  private static final DeviceStatus INSTALLED = DeviceStatuses.of(DeviceState.INSTALLED, "");
  private static final DeviceStatus PENDING = DeviceStatuses.of(DeviceState.PENDING, "away");
  private static final DeviceStatus DEGRADED = DeviceStatuses.of(DeviceState.DEGRADED, "full");

  @Test
  void isInstalledOnlyWhenEverySwitchIs() {
    assertState(AppStatus.of(IN_FORCE, true, List.of(INSTALLED)), AppStatus.State.INSTALLED);
    assertState(AppStatus.of(IN_FORCE, true, List.of(INSTALLED, PENDING)), AppStatus.State.PENDING);
    assertState(
        AppStatus.of(IN_FORCE, true, List.of(INSTALLED, PENDING, DEGRADED)),
        AppStatus.State.DEGRADED);
  }

  @Test
  void isEnforcedOnlyWhenEverySwitchIsProven() {
    DeviceStatus enforced = DeviceStatuses.of(DeviceState.ENFORCED, "");
    DeviceStatus monitoring = DeviceStatuses.of(DeviceState.MONITORING, "");

    assertThat(AppStatus.of(IN_FORCE, true, List.of(enforced, monitoring)).state())
        .isEqualTo(AppStatus.State.ENFORCED);
    assertThat(AppStatus.of(IN_FORCE, true, List.of(monitoring)).state())
        .isEqualTo(AppStatus.State.MONITORING);
    assertThat(AppStatus.of(IN_FORCE, true, List.of(enforced, INSTALLED)).state())
        .isEqualTo(AppStatus.State.INSTALLED);
  }

  @Test
  void isNotInstalledWhileTheSwitchesStillSpeakOfThePolicyBefore() {
    assertState(AppStatus.of(IN_FORCE, false, List.of(INSTALLED)), AppStatus.State.PENDING);
    assertState(AppStatus.of(IN_FORCE, false, List.of()), AppStatus.State.PENDING);
  }

  @Test
  void withoutAPolicyNothingIsInstalled() {
    AppStatus status = AppStatus.of(policy(Optional.empty(), false), true, List.of());

    assertState(status, AppStatus.State.NO_POLICY);
  }

  @Test
  void aVanishedConfigurationIsToldAlthoughThePolicyIsEnforced() {
    AppStatus status = AppStatus.of(policy(Optional.of(NOW), false), true, List.of(INSTALLED));

    assertState(status, AppStatus.State.DEGRADED);
    assertThat(status.reason()).contains("last good one stays in force");
  }

  @Test
  void jsonTellsAllOfIt() {
    ObjectNode json =
        new StatusJson(new ObjectMapper())
            .status(
                AppStatus.of(
                    PolicyStatus.of(
                        Optional.of(NOW), Optional.of(NOW), List.of("/pools: wrong"), true),
                    true,
                    List.of(DEGRADED)));

    assertThat(json.path("state").asText()).isEqualTo("DEGRADED");
    assertThat(json.path("policy").path("acceptedAt").asText()).isEqualTo("2026-01-01T00:00:00Z");
    assertThat(json.path("policy").path("problems").path(0).asText()).isEqualTo("/pools: wrong");
    assertThat(json.path("devices").path(0).path("reason").asText()).isEqualTo("full");
    assertThat(json.path("devices").path(0).path("strategy").asText()).isEqualTo("subtract");
    assertThat(json.path("devices").path(0).has("lastChange")).isFalse();
  }

  private static void assertState(AppStatus status, AppStatus.State state) {
    assertThat(status.state()).isEqualTo(state);
    assertThat(status.reason().isEmpty()).isEqualTo(state == AppStatus.State.INSTALLED);
  }

  private static PolicyStatus policy(Optional<Instant> acceptedAt, boolean configured) {
    return PolicyStatus.of(acceptedAt, Optional.empty(), List.of(), configured);
  }
}
