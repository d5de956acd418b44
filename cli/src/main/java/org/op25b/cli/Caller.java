package org.op25b.cli;

import java.security.AccessController;
import java.security.Principal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.security.auth.Subject;
import org.apache.karaf.jaas.boot.principal.ClientPrincipal;
import org.apache.karaf.jaas.boot.principal.UserPrincipal;
import org.op25b.controller.audit.Actor;

/**
 * Who gives the command: what Karaf has authenticated, never the session's variables, for whoever
 * opens a session over SSH can set those.
 */
final class Caller {
  /** Where commands come from that were typed at the controller itself. */
  private static final String CONSOLE = "console";

  /** {@code java.net.InetSocketAddress} as text: host name, slash, address, colon, port. */
  private static final Pattern SOCKET_ADDRESS =
      Pattern.compile("[^/]*/\\[?([0-9a-fA-F.:%\\w]+?)\\]?:\\d+");

  private Caller() {}

  static Actor now() {
    Subject subject = Subject.getSubject(AccessController.getContext());
    String user = first(subject, UserPrincipal.class).map(Principal::getName).orElse("unknown");
    String origin =
        first(subject, ClientPrincipal.class)
            .map(client -> addressIn(client.getAddress()))
            .orElse(CONSOLE);
    return Actor.of(user, origin, "cli");
  }

  private static <T> Optional<T> first(Subject subject, Class<T> type) {
    if (subject == null) {
      return Optional.empty();
    }
    return subject.getPrincipals().stream().filter(type::isInstance).map(type::cast).findFirst();
  }

  /** Returns the address alone; the text as it is when it has another form. */
  static String addressIn(String socketAddress) {
    Matcher matcher = SOCKET_ADDRESS.matcher(socketAddress);
    return matcher.matches() ? matcher.group(1) : socketAddress;
  }
}
