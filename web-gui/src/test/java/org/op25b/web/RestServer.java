package org.op25b.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.collect.ImmutableList;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.security.HashLoginService;
import org.eclipse.jetty.security.UserStore;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.security.Password;
import org.eclipse.jetty.webapp.WebAppContext;
import org.onlab.osgi.TestServiceDirectory;
import org.onlab.packet.IpPrefix;
import org.onosproject.net.DeviceId;
import org.onosproject.net.flow.FlowEntry;
import org.op25b.controller.audit.AuditLog;
import org.op25b.controller.enforcement.ProofReport;
import org.op25b.controller.exemption.ExemptionService;
import org.op25b.controller.exemption.impl.RealExemptions;
import org.op25b.controller.notice.NoticeService;
import org.op25b.controller.overlay.OverlayService;
import org.op25b.controller.policyops.PhaseOperations;
import org.op25b.controller.policyops.PolicyOperations;
import org.op25b.controller.policyops.impl.RealPolicies;
import org.op25b.controller.status.AppStatus;
import org.op25b.controller.status.Op25bService;
import org.op25b.notice.Notice;
import org.op25b.notice.NoticeSettings;
import org.op25b.policy.MailServerGroup;
import org.op25b.policy.Phase;
import org.op25b.policy.Policy;
import org.op25b.policy.Pool;
import org.op25b.policy.TcpPacket;
import org.op25b.proof.SwitchRule;

/** The web application with its own web.xml in ONOS's container, over the real exemptions. */
final class RestServer implements AutoCloseable {
  static final Policy POLICY =
      Policy.builder()
          .setPools(
              Pool.builder()
                  .setName("dynamic")
                  .setTenant("sunfield")
                  .setPrefixes(IpPrefix.valueOf("10.0.0.0/8"), IpPrefix.valueOf("2001:db8::/32"))
                  .setPhase(Phase.BLOCK)
                  .build())
          .setMailServerGroups(
              MailServerGroup.builder()
                  .setName("own")
                  .setServers(IpPrefix.valueOf("10.25.25.25/32"))
                  .build())
          .build();

  private static final NoticeService NOTICES =
      (language, tenant) -> {
        NoticeSettings settings =
            NoticeSettings.of("", "<script>alert(1)</script>", ZoneId.of("UTC"));
        return Optional.of(
            tenant.isPresent()
                ? Notice.of(POLICY, tenant.get(), ImmutableList.of(), settings, Instant.now())
                : Notice.of(POLICY, ImmutableList.of(), settings, Instant.now()));
      };

  private static final ObjectMapper MAPPER = new ObjectMapper();

  final RealExemptions exemptions = new RealExemptions(() -> Optional.of(POLICY));
  final RealPolicies policies = new RealPolicies();
  private final Server server = new Server();
  private final HttpClient client = HttpClient.newHttpClient();
  private final String base;

  RestServer() throws Exception {
    Op25bResource.services =
        new TestServiceDirectory()
            .add(ExemptionService.class, exemptions)
            .add(AuditLog.class, exemptions.auditLog())
            .add(PolicyOperations.class, policies)
            .add(NoticeService.class, NOTICES)
            .add(OverlayService.class, new Switches())
            .add(PhaseOperations.class, policies)
            .add(Op25bService.class, new PolicyOnly());
    ServerConnector connector = new ServerConnector(server);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    WebAppContext context = new WebAppContext("src/main/webapp", "/onos/op25b");
    context.setParentLoaderPriority(true);
    context.setThrowUnavailableOnStartupException(true);
    UserStore users = new UserStore();
    users.addUser("onos", new Password("rocks"), new String[] {"admin", "viewer"});
    users.addUser("guest", new Password("guest"), new String[] {"viewer"});
    users.addUser("nobody", new Password("nobody"), new String[] {"ssh"});
    HashLoginService realm = new HashLoginService("karaf");
    realm.setUserStore(users);
    context.getSecurityHandler().setLoginService(realm);
    server.setHandler(context);
    server.start();
    base = "http://127.0.0.1:" + connector.getLocalPort() + "/onos/op25b/v1/";
  }

  @Override
  public void close() throws Exception {
    server.stop();
    exemptions.close();
  }

  /** A request as the administrator; headers can be added. */
  HttpRequest.Builder request(String path) {
    return anonymous(path).header("Authorization", basic("onos:rocks"));
  }

  HttpRequest.Builder anonymous(String path) {
    return HttpRequest.newBuilder(URI.create(base + path));
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  HttpResponse<java.util.stream.Stream<String>> stream(HttpRequest.Builder request)
      throws Exception {
    return client.send(request.build(), BodyHandlers.ofLines());
  }

  HttpResponse<String> get(String path) throws Exception {
    return send(request(path));
  }

  HttpResponse<String> post(String path, String body, String... headers) throws Exception {
    HttpRequest.Builder request =
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body, StandardCharsets.UTF_8));
    return send(headers.length == 0 ? request : request.headers(headers));
  }

  static JsonNode json(HttpResponse<String> answer) throws Exception {
    return MAPPER.readTree(answer.body());
  }

  static String basic(String userAndPassword) {
    return "Basic "
        + Base64.getEncoder().encodeToString(userAndPassword.getBytes(StandardCharsets.UTF_8));
  }

  /** One node's memory in place of the cluster's. */
  private static final class Switches implements OverlayService {
    private final Set<String> users = ConcurrentHashMap.newKeySet();

    @Override
    public boolean isOn(String user) {
      return users.contains(user);
    }

    @Override
    public void set(String user, boolean on) {
      boolean unused = on ? users.add(user) : users.remove(user);
    }
  }

  /** What needs switches is tested with switches. */
  private static final class PolicyOnly implements Op25bService {
    @Override
    public AppStatus status() {
      throw new IllegalStateException("no switches here");
    }

    @Override
    public Optional<Policy> policy() {
      return Optional.of(POLICY);
    }

    @Override
    public Collection<FlowEntry> rules(DeviceId device) {
      return ImmutableList.of();
    }

    @Override
    public ImmutableList<SwitchRule> rulesFor(DeviceId device, TcpPacket packet) {
      return ImmutableList.of();
    }

    @Override
    public List<ProofReport> verify() {
      return ImmutableList.of();
    }

    @Override
    public void uninstall() {
      throw new IllegalStateException("no switches here");
    }
  }
}
