package org.op25b.web.overlay;

import static com.google.common.truth.Truth.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.onlab.osgi.TestServiceDirectory;
import org.onosproject.net.DeviceId;
import org.onosproject.ui.UiConnection;
import org.onosproject.ui.model.topo.UiTopoLayout;
import org.onosproject.ui.topo.PropertyPanel;
import org.onosproject.ui.topo.TopoJson;
import org.op25b.controller.enforcement.DeviceState;

/** The messages that leave for a browser, to the letter. */
class OverlayHandlerTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Set<String> wanting = new HashSet<>();
  private ImmutableList<EdgeBadge> badges = ImmutableList.of();
  private int asked;
  private final OverlayHandlers handlers =
      new OverlayHandlers(
          wanting::contains,
          () -> {
            asked++;
            return badges;
          });

  @Test
  void sendsTheEventThatGui2Listens() throws Exception {
    Browser browser = new Browser("onos");
    wanting.add("onos");
    badges =
        ImmutableList.of(badge("of:1", DeviceState.DEGRADED, "no answer", OptionalLong.of(1234)));
    handlers.update();
    assertThat(browser.last())
        .isEqualTo(
            json(
                "{'event':'showHighlights','payload':{'devices':[{'id':'of:1','badge':{'status':'e',"
                    + "'txt':'!','msg':'OP25B: degraded (no answer), 1234 packets dropped'}}],"
                    + "'hosts':[],'links':[]}}"));
  }

  @Test
  void everyStateHasItsBadge() throws Exception {
    assertThat(text(badge("of:1", DeviceState.ENFORCED, "", OptionalLong.of(87_654))))
        .isEqualTo("i87k");
    assertThat(text(badge("of:1", DeviceState.ENFORCED, "", OptionalLong.empty())))
        .isEqualTo("iok");
    assertThat(text(badge("of:1", DeviceState.INSTALLED, "", OptionalLong.of(0)))).isEqualTo("w0");
    assertThat(text(badge("of:1", DeviceState.PENDING, "absent", OptionalLong.of(5))))
        .isEqualTo("w...");
    assertThat(text(badge("of:1", DeviceState.MONITORING, "", OptionalLong.of(0))))
        .isEqualTo("imon");
    assertThat(text(badge("of:1", DeviceState.DEGRADED, "", OptionalLong.of(0)))).isEqualTo("e!");
  }

  @Test
  void countsFitIntoThreeCharacters() {
    long[] counts = {0, 999, 1_000, 99_999, 100_000, 999_999, 1_000_000, 99_999_999, 100_000_000};
    List<String> brief = new ArrayList<>();
    for (long count : counts) {
      brief.add(EdgeBadge.brief(count));
    }
    assertThat(brief)
        .containsExactly("0", "999", "1k", "99k", ".1M", ".9M", "1M", "99M", ".1G")
        .inOrder();
    for (long count = 1; count > 0; count *= 3) {
      assertThat(EdgeBadge.brief(count).length()).isAtMost(3);
    }
    assertThat(EdgeBadge.brief(Long.MAX_VALUE)).isEqualTo("9E");
  }

  /** An empty message clears nothing in GUI2; a highlight without a badge clears that one. */
  @Test
  void aSwitchThatIsNoEdgeAnyMoreLosesItsBadgeOnce() throws Exception {
    Browser browser = new Browser("onos");
    wanting.add("onos");
    badges = ImmutableList.of(enforced("of:1"), enforced("of:2"));
    handlers.update();
    badges = ImmutableList.of(enforced("of:1"));
    handlers.update();
    assertThat(badge(browser.last(), "of:2").path("badge").isMissingNode()).isTrue();
    assertThat(badge(browser.last(), "of:1").path("badge").path("txt").asText()).isEqualTo("ok");
    handlers.update();
    assertThat(badge(browser.last(), "of:2").isMissingNode()).isTrue();
  }

  @Test
  void switchingOffTakesAllBadgesAwayAndThenIsSilent() throws Exception {
    Browser browser = new Browser("onos");
    wanting.add("onos");
    badges = ImmutableList.of(enforced("of:1"), enforced("of:2"));
    handlers.update();
    wanting.clear();
    handlers.update();
    assertThat(browser.messages).hasSize(2);
    assertThat(browser.last().path("event").asText()).isEqualTo("showHighlights");
    assertThat(browser.last().at("/payload/devices"))
        .containsExactly(json("{'id':'of:1'}"), json("{'id':'of:2'}"));
    handlers.update();
    assertThat(browser.messages).hasSize(2);
  }

  @Test
  void onlyUsersWhoWantItGetItAndNobodyElseIsAskedFor() {
    Browser browser = new Browser("guest");
    badges = ImmutableList.of(enforced("of:1"));
    handlers.update();
    assertThat(browser.messages).isEmpty();
    assertThat(asked).isEqualTo(0);
    Browser other = new Browser("onos");
    wanting.add("onos");
    handlers.update();
    assertThat(browser.messages).isEmpty();
    assertThat(other.messages).hasSize(1);
  }

  /** ONOS makes handlers before anybody has logged in. */
  @Test
  void nobodyGetsNothingEvenIfNobodyWantsIt() {
    badges = ImmutableList.of(enforced("of:1"));
    for (String user : new String[] {"unknown", "", null}) {
      wanting.add(user);
      Browser browser = new Browser(user);
      handlers.update();
      browser.handler.process(message(OverlayHandler.REFRESH));
      assertThat(browser.messages).isEmpty();
    }
  }

  @Test
  void aBrowserThatAsksGetsItsBadgesAtOnce() throws Exception {
    Browser browser = new Browser("onos");
    wanting.add("onos");
    badges = ImmutableList.of(enforced("of:1"));
    browser.handler.process(message("op25bOverlayRefresh"));
    assertThat(badge(browser.last(), "of:1").path("badge").path("txt").asText()).isEqualTo("ok");
  }

  /** The last handler of an event's name wins over ONOS's own. */
  @Test
  void noEventOfOnosIsTakenOver() {
    Browser browser = new Browser("onos");
    assertThat(browser.handler.messageTypes()).isNotEmpty();
    browser.handler.messageTypes().forEach(type -> assertThat(type).startsWith("op25b"));
  }

  @Test
  void aClosedBrowserIsForgotten() {
    Browser browser = new Browser("onos");
    wanting.add("onos");
    browser.handler.destroy();
    handlers.update();
    handlers.clear();
    assertThat(browser.messages).isEmpty();
    assertThat(asked).isEqualTo(0);
  }

  @Test
  void whenTheApplicationStopsBadgesGo() throws Exception {
    Browser browser = new Browser("onos");
    wanting.add("onos");
    badges = ImmutableList.of(enforced("of:1"));
    handlers.update();
    handlers.clear();
    assertThat(badge(browser.last(), "of:1").path("badge").isMissingNode()).isTrue();
  }

  @Test
  void thePanelOfAnEdgeSwitchGetsRows() {
    EdgeOverlay overlay =
        new EdgeOverlay(
            () ->
                ImmutableList.of(
                    badge("of:1", DeviceState.DEGRADED, "no answer", OptionalLong.of(1234))));
    PropertyPanel panel = new PropertyPanel("of:1", "switch");
    overlay.modifyDeviceDetails(panel, DeviceId.deviceId("of:1"));
    JsonNode values = TopoJson.json(panel).path("propValues");
    assertThat(values.path("OP25B").asText()).isEqualTo("degraded (no answer)");
    assertThat(values.path("OP25B rules").asText()).isEqualTo("3 of 4");
    assertThat(values.path("OP25B drops").asText()).isEqualTo("1,234");
    PropertyPanel other = new PropertyPanel("of:9", "switch");
    overlay.modifyDeviceDetails(other, DeviceId.deviceId("of:9"));
    assertThat(other.properties()).isEmpty();
    assertThat(overlay.createHighlights().getDevice("of:1").badge().text()).isEqualTo("!");
  }

  private static EdgeBadge enforced(String device) {
    return badge(device, DeviceState.ENFORCED, "", OptionalLong.empty());
  }

  private static EdgeBadge badge(
      String device, DeviceState state, String reason, OptionalLong drops) {
    return EdgeBadge.of(DeviceId.deviceId(device), state, reason, 3, 4, drops);
  }

  private static String text(EdgeBadge badge) {
    return badge.badge().status().code() + badge.badge().text();
  }

  private static JsonNode badge(JsonNode message, String device) {
    for (JsonNode one : message.path("payload").path("devices")) {
      if (one.path("id").asText().equals(device)) {
        return one;
      }
    }
    return MAPPER.createObjectNode().path("none");
  }

  private static JsonNode json(String text) throws Exception {
    return MAPPER.readTree(text.replace('\'', '"'));
  }

  private static ObjectNode message(String event) {
    ObjectNode message = MAPPER.createObjectNode();
    message.put("event", event);
    message.set("payload", MAPPER.createObjectNode());
    return message;
  }

  /** A connection of ONOS's GUI and our handler on it. */
  private final class Browser implements UiConnection {
    final List<JsonNode> messages = new ArrayList<>();
    final OverlayHandler handler = new OverlayHandler(handlers);
    private final String user;

    Browser(String user) {
      this.user = user;
      handler.init(this, new TestServiceDirectory());
    }

    JsonNode last() {
      return messages.get(messages.size() - 1);
    }

    @Override
    public String userName() {
      return user;
    }

    @Override
    public void sendMessage(ObjectNode message) {
      messages.add(message);
    }

    @Override
    public void sendMessage(String type, ObjectNode payload) {
      throw new AssertionError("messages are sent whole");
    }

    @Override
    public UiTopoLayout currentLayout() {
      return null;
    }

    @Override
    public void setCurrentLayout(UiTopoLayout layout) {}

    @Override
    public String currentView() {
      return null;
    }

    @Override
    public void setCurrentView(String view) {}
  }
}
