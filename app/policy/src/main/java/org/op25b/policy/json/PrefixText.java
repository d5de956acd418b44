package org.op25b.policy.json;

import static org.op25b.policy.Problem.Kind.BAD_VALUE;
import static org.op25b.policy.Problem.Kind.HOST_BITS;
import static org.op25b.policy.Problem.Kind.OUT_OF_RANGE;
import static org.op25b.policy.Problems.quote;

import org.onlab.packet.IpAddress;
import org.onlab.packet.IpPrefix;
import org.op25b.policy.Problem;

/** Reads addresses and prefixes strictly: what somebody may have meant otherwise is refused. */
public final class PrefixText {
  private static final int LONGEST = "ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255/128".length();

  private PrefixText() {}

  /** Text that is no prefix; the message says why and what to write instead. */
  public static final class BadPrefixException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final Problem.Kind kind;

    BadPrefixException(Problem.Kind kind, String message) {
      super(message);
      this.kind = kind;
    }

    /** Returns what sort of problem it is. */
    public Problem.Kind kind() {
      return kind;
    }
  }

  /**
   * Returns the prefix {@code text}, such as {@code 198.51.100.0/24} or {@code 2001:db8::/32}.
   *
   * @throws BadPrefixException when it is not one, or when bits behind its length are set
   */
  public static IpPrefix prefix(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      IpAddress address = address(text);
      throw new BadPrefixException(
          BAD_VALUE,
          quote(text)
              + " has no length; write "
              + address
              + "/"
              + bits(address)
              + " for the one address, or the length that you mean");
    }
    IpAddress address = address(text.substring(0, slash));
    int length = length(text, text.substring(slash + 1), bits(address));
    IpPrefix prefix = IpPrefix.valueOf(address, length);
    if (!prefix.address().equals(address)) {
      throw new BadPrefixException(
          HOST_BITS,
          quote(text)
              + " has bits set behind its length; write "
              + prefix
              + ", or "
              + address
              + "/"
              + bits(address)
              + " for the one address");
    }
    return prefix;
  }

  /**
   * Returns the prefix {@code text}, or of a single address the prefix that holds it alone.
   *
   * @throws BadPrefixException when it is neither, or when bits behind the length are set
   */
  public static IpPrefix addressOrPrefix(String text) {
    if (text.indexOf('/') >= 0) {
      return prefix(text);
    }
    IpAddress address = address(text);
    return IpPrefix.valueOf(address, bits(address));
  }

  /**
   * Returns the address {@code text}.
   *
   * @throws BadPrefixException when it is not one
   */
  public static IpAddress address(String text) {
    IpAddress address;
    try {
      if (text.length() > LONGEST) {
        throw new IllegalArgumentException("too long");
      }
      address = IpAddress.valueOf(text);
    } catch (IllegalArgumentException e) {
      throw new BadPrefixException(
          BAD_VALUE,
          quote(text)
              + " is not an IPv4 or IPv6 address; write it like 198.51.100.7 or"
              + " 2001:db8::7");
    }
    if (address.isIp4() && text.indexOf(':') >= 0) {
      throw new BadPrefixException(
          BAD_VALUE, quote(text) + " is an IPv4 address in IPv6 form; write " + address);
    }
    return address;
  }

  private static int length(String text, String digits, int bits) {
    if (!digits.matches("0|[1-9][0-9]{0,2}") || Integer.parseInt(digits) > bits) {
      throw new BadPrefixException(
          OUT_OF_RANGE, quote(text) + " has a length that is not in 0 to " + bits);
    }
    return Integer.parseInt(digits);
  }

  private static int bits(IpAddress address) {
    return address.isIp4() ? IpPrefix.MAX_INET_MASK_LENGTH : IpPrefix.MAX_INET6_MASK_LENGTH;
  }
}
