package org.op25b.cli;

import static com.google.common.truth.Truth.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.PrivilegedAction;
import javax.security.auth.Subject;
import org.apache.karaf.jaas.boot.principal.ClientPrincipal;
import org.apache.karaf.jaas.boot.principal.UserPrincipal;
import org.junit.jupiter.api.Test;
import org.op25b.controller.audit.Actor;

class CallerTest {
  @Test
  void findsTheAddressOfAnSshClient() throws Exception {
    assertThat(Caller.addressIn(socketAddress("192.0.2.9"))).isEqualTo("192.0.2.9");
    assertThat(Caller.addressIn(socketAddress("2001:db8::7"))).isEqualTo("2001:db8:0:0:0:0:0:7");
    assertThat(Caller.addressIn("localhost/127.0.0.1:40000")).isEqualTo("127.0.0.1");
    assertThat(Caller.addressIn("/[2001:db8:0:0:0:0:0:7]:40000")).isEqualTo("2001:db8:0:0:0:0:0:7");
    assertThat(Caller.addressIn("/2001:db8:0:0:0:0:0:7:40000")).isEqualTo("2001:db8:0:0:0:0:0:7");
    assertThat(Caller.addressIn("pipe")).isEqualTo("pipe");
  }

  @Test
  void isWhomKarafHasAuthenticated() {
    Subject subject = new Subject();
    subject.getPrincipals().add(new UserPrincipal("alice"));
    assertThat(as(subject)).isEqualTo(Actor.of("alice", "console", "cli"));

    subject.getPrincipals().add(new ClientPrincipal("ssh", "/192.0.2.9:40000"));
    assertThat(as(subject)).isEqualTo(Actor.of("alice", "192.0.2.9", "cli"));
  }

  @Test
  void isNobodyKnownWithoutAuthentication() {
    assertThat(Caller.now()).isEqualTo(Actor.of("unknown", "console", "cli"));
  }

  private static Actor as(Subject subject) {
    return Subject.doAs(subject, (PrivilegedAction<Actor>) Caller::now);
  }

  private static String socketAddress(String address) throws Exception {
    return new InetSocketAddress(InetAddress.getByName(address), 40_000).toString();
  }
}
