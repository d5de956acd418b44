package org.op25b.controller.exemption.rules;

import com.google.common.collect.ImmutableList;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.onlab.packet.IpPrefix;
import org.op25b.controller.exemption.ChangeRefusedException;
import org.op25b.controller.exemption.ExemptionDraft;
import org.op25b.controller.exemption.ExemptionLimits;
import org.op25b.controller.exemption.PrefixText;
import org.op25b.controller.exemption.Problem;
import org.op25b.controller.exemption.ProblemCode;
import org.op25b.controller.exemption.TimeText;

/** Turns what was typed into values, and says everything that is wrong with its form. */
public final class DraftReader {
  /** The most destinations of one exemption. */
  public static final int MAX_DESTINATIONS = 16;

  /** The longest reason, in characters. */
  public static final int MAX_REASON = 500;

  private static final int MAX_CUSTOMER = 64;
  private static final int MAX_TICKET = 64;
  private static final int MAX_REQUESTED_BY = 128;
  private static final int MIN_IPV4_LENGTH = 8;
  private static final int MIN_IPV6_LENGTH = 16;
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final Pattern BAD_CHARACTERS =
      Pattern.compile("[\\p{Cntrl}\\p{Cs}\\u2028\\u2029]");
  private static final IpPrefix MULTICAST_V4 = IpPrefix.valueOf("224.0.0.0/3");
  private static final IpPrefix LOOPBACK_V4 = IpPrefix.valueOf("127.0.0.0/8");
  private static final IpPrefix THIS_NETWORK_V4 = IpPrefix.valueOf("0.0.0.0/8");
  private static final IpPrefix SPECIAL_V6 = IpPrefix.valueOf("::/96");
  private static final IpPrefix MULTICAST_V6 = IpPrefix.valueOf("ff00::/8");
  private static final ImmutableList<IpPrefix> NOBODYS =
      ImmutableList.of(MULTICAST_V4, LOOPBACK_V4, THIS_NETWORK_V4, SPECIAL_V6, MULTICAST_V6);

  private final TimeText times;

  /** A reader that takes dates without zone as {@code limits} says. */
  public DraftReader(ExemptionLimits limits) {
    this.times = new TimeText(limits.zone());
  }

  /**
   * Returns the values of {@code draft}.
   *
   * @throws ChangeRefusedException with every problem of form there is
   */
  public DraftValues read(ExemptionDraft draft, Instant now) {
    Problems problems = new Problems();
    draft.id().ifPresent(id -> checkId(problems, id));
    Optional<IpPrefix> prefix = problems.attempt(() -> PrefixText.parse("prefix", draft.prefix()));
    prefix.ifPresent(value -> checkPossible(problems, value));
    ImmutableList<IpPrefix> destinations = destinations(problems, draft, prefix);
    String customer = text(problems, "customer", draft.customer(), MAX_CUSTOMER, true);
    String reason = text(problems, "reason", draft.reason(), MAX_REASON, true);
    String ticket = text(problems, "ticket", draft.ticket(), MAX_TICKET, false);
    String asked = text(problems, "requestedBy", draft.requestedBy(), MAX_REQUESTED_BY, false);
    Optional<Instant> notBefore =
        given(draft.notBefore())
            .flatMap(text -> problems.attempt(() -> times.start("notBefore", text, now)));
    Optional<Instant> expires =
        given(draft.expires())
            .flatMap(text -> problems.attempt(() -> times.end("expires", text, now)));
    checkWindow(problems, notBefore, expires);
    ImmutableList<Problem> found = problems.list();
    if (!found.isEmpty()) {
      throw new ChangeRefusedException(found);
    }
    return DraftValues.of(
        draft.id(),
        customer,
        prefix.get(),
        destinations,
        reason,
        ticket,
        asked,
        notBefore,
        expires);
  }

  /** Returns {@code text} trimmed; throws when it is too long or holds control characters. */
  public static String note(String field, String text) {
    Problems problems = new Problems();
    String clean = text(problems, field, text, MAX_REASON, false);
    ImmutableList<Problem> found = problems.list();
    if (!found.isEmpty()) {
      throw new ChangeRefusedException(found);
    }
    return clean;
  }

  private static Optional<String> given(Optional<String> text) {
    return text.filter(value -> !value.trim().isEmpty());
  }

  private static void checkId(Problems problems, String id) {
    if (!ID.matcher(id).matches()) {
      problems.add(
          ProblemCode.BAD_CHARACTERS,
          "id",
          Problem.quote(id) + " is not an id.",
          "Leave it out, or use 1 to 64 letters, digits, '.', '_' or '-'.");
    }
  }

  private static String text(
      Problems problems, String field, String value, int longest, boolean required) {
    String trimmed = value.trim();
    if (required && trimmed.isEmpty()) {
      problems.add(
          ProblemCode.MISSING, field, "It is required.", "Give 1 to " + longest + " characters.");
    } else if (trimmed.length() > longest) {
      problems.add(
          ProblemCode.TOO_LONG,
          field,
          "It has " + trimmed.length() + " characters.",
          "Give at most " + longest + ".");
    } else if (BAD_CHARACTERS.matcher(trimmed).find()) {
      problems.add(
          ProblemCode.BAD_CHARACTERS,
          field,
          Problem.quote(trimmed) + " holds control characters or broken Unicode.",
          "Use one line of plain text.");
    }
    return trimmed;
  }

  private static void checkPossible(Problems problems, IpPrefix prefix) {
    int shortest = prefix.isIp4() ? MIN_IPV4_LENGTH : MIN_IPV6_LENGTH;
    if (prefix.prefixLength() < shortest) {
      problems.add(
          ProblemCode.IMPOSSIBLE_PREFIX,
          "prefix",
          prefix + " is no one customer's.",
          "Give a /" + shortest + " or longer; to let a whole pool pass, change its phase.");
    } else if (NOBODYS.stream().anyMatch(special -> special.contains(prefix))) {
      problems.add(
          ProblemCode.IMPOSSIBLE_PREFIX,
          "prefix",
          prefix + " is a special range in which no customer is.",
          "Give the customer's own address or prefix.");
    }
  }

  private static ImmutableList<IpPrefix> destinations(
      Problems problems, ExemptionDraft draft, Optional<IpPrefix> prefix) {
    if (draft.destinations().size() > MAX_DESTINATIONS) {
      problems.add(
          ProblemCode.TOO_LONG,
          "destinations",
          "There are " + draft.destinations().size() + " of them.",
          "Give at most " + MAX_DESTINATIONS + ", or none for every destination.");
      return ImmutableList.of();
    }
    Set<IpPrefix> distinct = new LinkedHashSet<>();
    for (String text : draft.destinations()) {
      Optional<IpPrefix> read = problems.attempt(() -> PrefixText.parse("destinations", text));
      if (read.isPresent() && prefix.isPresent() && read.get().isIp4() != prefix.get().isIp4()) {
        problems.add(
            ProblemCode.MIXED_FAMILIES,
            "destinations",
            read.get() + " and " + prefix.get() + " are of two address families.",
            "Make one exemption for IPv4 and one for IPv6.");
      }
      read.ifPresent(distinct::add);
    }
    return ImmutableList.copyOf(distinct);
  }

  private static void checkWindow(
      Problems problems, Optional<Instant> notBefore, Optional<Instant> expires) {
    if (notBefore.isPresent() && expires.isPresent() && !notBefore.get().isBefore(expires.get())) {
      problems.add(
          ProblemCode.EMPTY_WINDOW,
          "expires",
          "It would end (" + expires.get() + ") before it starts (" + notBefore.get() + ").",
          "Give an expiry after notBefore.");
    }
  }
}
