package org.op25b.controller.exemption;

import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableList;
import com.google.common.net.InetAddresses;
import java.util.regex.Pattern;
import org.onlab.packet.IpAddress;
import org.onlab.packet.IpPrefix;

/** Reads addresses and prefixes of both families strictly: nothing is guessed or cut off. */
public final class PrefixText {
  private static final int MAX_LENGTH = 64;
  private static final Pattern LENGTH = Pattern.compile("0|[1-9]\\d{0,2}");
  private static final String REMEDY =
      "Write an address or a prefix, such as 198.51.100.7, 198.51.100.0/29 or 2001:db8:100::/56.";

  private PrefixText() {}

  /**
   * Returns the prefix that {@code text} names; an address is a /32 or /128.
   *
   * @param field what the text is, for the error message
   * @throws ChangeRefusedException when it is none, or has bits set beyond its length
   */
  public static IpPrefix parse(String field, String text) {
    String trimmed = text.trim();
    int slash = trimmed.indexOf('/');
    String address = slash < 0 ? trimmed : trimmed.substring(0, slash);
    if (trimmed.length() > MAX_LENGTH || !isAddress(address)) {
      throw bad(field, text);
    }
    byte[] octets = InetAddresses.forString(address).getAddress();
    IpAddress ip =
        octets.length == IpAddress.INET_BYTE_LENGTH
            ? IpAddress.valueOf(IpAddress.Version.INET, octets)
            : IpAddress.valueOf(IpAddress.Version.INET6, octets);
    int bits = octets.length * Byte.SIZE;
    String lengthText = slash < 0 ? String.valueOf(bits) : trimmed.substring(slash + 1);
    if (!LENGTH.matcher(lengthText).matches() || Integer.parseInt(lengthText) > bits) {
      throw bad(field, text);
    }
    IpPrefix prefix = IpPrefix.valueOf(ip, Integer.parseInt(lengthText));
    if (!prefix.address().equals(ip)) {
      throw refusal(
          ProblemCode.HOST_BITS,
          field,
          Problem.quote(text) + " has bits set beyond its length.",
          "Write " + prefix + " for the whole prefix, or " + ip + " for the one address.");
    }
    return prefix;
  }

  private static boolean isAddress(String text) {
    // IPv4 inside IPv6 would silently become IPv4, and zones mean nothing beyond one host.
    // Guava takes the digits of every script for digits.
    return CharMatcher.ascii().matchesAllOf(text)
        && InetAddresses.isInetAddress(text)
        && text.indexOf('%') < 0
        && !(text.indexOf(':') >= 0 && text.indexOf('.') >= 0)
        && !(text.indexOf(':') >= 0 && InetAddresses.forString(text).getAddress().length == 4);
  }

  private static ChangeRefusedException bad(String field, String text) {
    return refusal(
        ProblemCode.BAD_PREFIX,
        field,
        text.trim().isEmpty()
            ? "No address is given."
            : Problem.quote(text) + " is not an address or prefix.",
        REMEDY);
  }

  private static ChangeRefusedException refusal(
      ProblemCode code, String field, String message, String remedy) {
    return new ChangeRefusedException(ImmutableList.of(Problem.of(code, field, message, remedy)));
  }
}
