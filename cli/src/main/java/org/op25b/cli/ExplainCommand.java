package org.op25b.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.onlab.packet.IpAddress;
import org.op25b.controller.Words;
import org.op25b.controller.status.Explanation;
import org.op25b.controller.status.PolicyJson;
import org.op25b.policy.Decision;
import org.op25b.policy.Policy;
import org.op25b.policy.TcpPacket;

/** Says what the policy does to one connection, and why. */
@Service
@Command(
    scope = "onos",
    name = "op25b-explain",
    description = "Says whether a TCP connection is blocked, by what part of the policy and where")
public class ExplainCommand extends Op25bCommand {
  /** Any port that is neither 25 nor unseen stands for the client's. */
  private static final int CLIENT_PORT = 49152;

  @Argument(index = 0, name = "source", description = "IPv4 or IPv6 address", required = true)
  String source = null;

  @Argument(
      index = 1,
      name = "destination",
      description = "Address of that family",
      required = true)
  String destination = null;

  @Argument(index = 2, name = "port", description = "TCP port; 25 when absent", required = false)
  int port = TcpPacket.SMTP;

  @Override
  protected void doExecute() throws JsonProcessingException {
    Policy policy = policy().orElse(null);
    Optional<TcpPacket> packet = policy == null ? Optional.empty() : packet();
    if (packet.isEmpty()) {
      return;
    }
    Explanation explanation =
        Explanation.of(
            policy,
            packet.get(),
            Instant.now(),
            device -> service().rulesFor(device, packet.get()));
    if (outputJson()) {
      print(new PolicyJson(mapper()).explanation(explanation));
    } else {
      print(explanation);
    }
  }

  private Optional<TcpPacket> packet() {
    try {
      return Optional.of(
          TcpPacket.of(
              IpAddress.valueOf(source), CLIENT_PORT, IpAddress.valueOf(destination), port));
    } catch (IllegalArgumentException e) {
      error("%s", e.getMessage());
      return Optional.empty();
    }
  }

  private void print(Explanation explanation) {
    Decision decision = explanation.decision();
    print("packet:       %s", explanation.packet());
    print("verdict:      %s (%s)", Words.of(decision.verdict()), Words.of(decision.reason()));
    if (decision.wouldBlock()) {
      print("              phase block would block it");
    }
    decision
        .pool()
        .ifPresent(
            pool -> print("pool:         %s, phase %s", pool.name(), Words.of(pool.phase())));
    decision
        .exemption()
        .ifPresent(
            exemption ->
                print("exemption:    %s, customer %s", exemption.id(), exemption.customer()));
    decision.mailServerGroup().ifPresent(group -> print("mail servers: %s", group.name()));
    if (!explanation.blockedAt().isEmpty()) {
      print(
          "blocked at:   %s",
          explanation.blockedAt().stream()
              .map(edge -> edge.device() + edge.name().map(name -> " (" + name + ")").orElse(""))
              .collect(Collectors.joining(", ")));
    }
    explanation.rules().forEach((edge, rule) -> print("rule:         %s %s", edge.device(), rule));
  }
}
