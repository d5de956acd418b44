package org.op25b.notice;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Iterables;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.onlab.packet.IpAddress;
import org.onlab.packet.IpPrefix;
import org.op25b.policy.Decider;
import org.op25b.policy.InboundPolicy;
import org.op25b.policy.MailServerGroup;
import org.op25b.policy.Policy;
import org.op25b.policy.Pool;
import org.op25b.policy.TcpPacket;
import org.op25b.policy.Verdict;

/**
 * Reads a notice as a customer would, from its Markdown alone, and holds every line of its table
 * against the decision function with addresses of its own choice.
 */
final class PublishedTable {
  /** How the languages name what the test has to recognise. */
  private static final ImmutableMap<Language, ImmutableMap<String, String>> WORDS =
      ImmutableMap.of(
          Language.JA,
          ImmutableMap.<String, String>builder()
              .put("affected", "対象サービス(（区分(\\d+)）)?の回線")
              .put("unaffected", "対象外のサービスの回線|当社の回線")
              .put("elsewhere", "他社の回線")
              .put("denied", "他社の回線のうち、.*")
              .put("own", "当社のメールサーバー(（(.*)）)?")
              .put("others", "他社のメールサーバー")
              .put("pass", "○.*")
              .put("block", "×.*")
              .put("limit", "△ 一定.*")
              .put("varies", "△ サーバー.*")
              .put("kind", "区分")
              .put("area", "エリア")
              .put("provider", "提供事業者")
              .put("separator", "、")
              .build(),
          Language.EN,
          ImmutableMap.<String, String>builder()
              .put("affected", "Affected service( \\(Group (\\d+)\\))?")
              .put("unaffected", "Service that is not affected|One of our lines")
              .put("elsewhere", "Another provider's line")
              .put("denied", "Another provider's line from which.*")
              .put("own", "Our mail servers( \\((.*)\\))?")
              .put("others", "Another provider's mail server")
              .put("pass", "Works(,.*)?")
              .put("block", "Blocked")
              .put("limit", "Works within limits")
              .put("varies", "Depends on the server")
              .put("kind", "Group")
              .put("area", "Area")
              .put("provider", "Provider")
              .put("separator", ", ")
              .build());

  private final ImmutableMap<String, String> words;

  /** What the notice is about: all of the policy in force, or what of it is one tenant's. */
  private final Policy policy;

  private final Policy inForce;
  private final Instant now;
  private final Decider decider;
  private final List<List<List<String>>> tables;

  /** How many packets the decision function was asked about. */
  int asked;

  final List<String> lies = new ArrayList<>();

  PublishedTable(String markdown, Language language, Policy policy, Instant now) {
    this(markdown, language, policy, policy, now);
  }

  PublishedTable(String markdown, Language language, Policy policy, Policy inForce, Instant now) {
    this.words = WORDS.get(language);
    this.policy = policy;
    this.inForce = inForce;
    this.now = now;
    this.decider = new Decider(inForce.everywhere());
    this.tables = tables(markdown);
  }

  List<List<String>> rows() {
    List<List<String>> last = Iterables.getLast(tables);
    return last.subList(1, last.size());
  }

  PublishedTable check() {
    for (List<String> row : rows()) {
      check(row);
    }
    return this;
  }

  private void check(List<String> row) {
    int port = Integer.parseInt(row.get(2));
    for (IpAddress source : sources(row)) {
      for (IpAddress destination : destinations(row.get(1))) {
        if (source.isIp4() != destination.isIp4()) {
          continue;
        }
        asked++;
        Verdict verdict =
            decider.decide(TcpPacket.of(source, 50000, destination, port), now).verdict();
        String told = row.get(3);
        boolean agrees =
            told.matches(words.get("varies"))
                || (verdict == Verdict.PASS && told.matches(words.get("pass")))
                || (verdict == Verdict.BLOCK && told.matches(words.get("block")))
                || (verdict == Verdict.RATE_LIMIT && told.matches(words.get("limit")));
        if (!agrees) {
          lies.add(row + ", but " + source + " > " + destination + " is " + verdict);
        }
      }
    }
  }

  private List<IpAddress> sources(List<String> row) {
    Matcher affected = Pattern.compile(words.get("affected")).matcher(row.get(0));
    if (affected.matches()) {
      return customers(Optional.of(Optional.ofNullable(affected.group(2)).orElse("")));
    }
    if (row.get(0).matches(words.get("unaffected"))) {
      return customers(Optional.empty());
    }
    if (row.get(0).equals(words.get("elsewhere"))) {
      return strangers();
    }
    boolean denied = row.get(0).matches(words.get("denied"));
    List<IpAddress> listed = new ArrayList<>();
    Set<String> meant = groups(row.get(1));
    for (MailServerGroup group : policy.mailServerGroups()) {
      if (meant.contains(group.name()) && group.inbound().isPresent()) {
        InboundPolicy inbound = group.inbound().get();
        for (IpPrefix prefix : denied ? inbound.deny() : inbound.allow()) {
          samples(prefix).stream()
              .filter(address -> !inPoolOrServer(address))
              .filter(address -> !denied || !in(inbound.allow(), address))
              .forEach(listed::add);
        }
      }
    }
    return listed;
  }

  /** Addresses of the pools that the notice puts into a group, or among the unaffected. */
  private List<IpAddress> customers(Optional<String> kind) {
    List<IpAddress> addresses = new ArrayList<>();
    for (Pool pool : policy.pools()) {
      Optional<String> told = kindOf(pool);
      if (told.equals(kind)) {
        pool.prefixes().stream()
            .flatMap(prefix -> samples(prefix).stream())
            .filter(address -> owner(address).filter(pool::equals).isPresent())
            .filter(address -> !isServer(inForce, address) && !exempt(address))
            .forEach(addresses::add);
      }
    }
    return addresses;
  }

  /** The group that the table of affected services gives a pool; absent when it is not there. */
  private Optional<String> kindOf(Pool pool) {
    if (tables.size() < 2) {
      return Optional.empty();
    }
    List<String> header = tables.get(0).get(0);
    int area = header.indexOf(words.get("area"));
    int provider = header.indexOf(words.get("provider"));
    boolean kinds = header.get(0).equals(words.get("kind"));
    for (List<String> row : tables.get(0).subList(1, tables.get(0).size())) {
      boolean is =
          (row.get(kinds ? 1 : 0).equals(pool.serviceClass().orElse(pool.name()))
                  || row.get(kinds ? 1 : 0).endsWith(" (" + pool.name() + ")"))
              && (provider < 0 || row.get(provider).equals(pool.tenant().orElse("-")))
              && (area < 0
                  || Splitter.on(words.get("separator"))
                      .splitToList(row.get(area))
                      .contains(pool.area().orElse("-")));
      if (is) {
        return Optional.of(kinds ? row.get(0).replaceAll("\\D", "") : "");
      }
    }
    return Optional.empty();
  }

  private Set<String> groups(String cell) {
    Matcher own = Pattern.compile(words.get("own")).matcher(cell);
    if (!own.matches()) {
      return new LinkedHashSet<>();
    }
    if (own.group(2) == null) {
      Set<String> all = new LinkedHashSet<>();
      policy.mailServerGroups().forEach(group -> all.add(group.name()));
      return all;
    }
    return new LinkedHashSet<>(Splitter.on(words.get("separator")).splitToList(own.group(2)));
  }

  private List<IpAddress> destinations(String cell) {
    if (cell.equals(words.get("others"))) {
      List<IpAddress> others = new ArrayList<>(strangers());
      servers(inForce, group -> true)
          .filter(server -> !isServer(policy, server))
          .forEach(others::add);
      return others;
    }
    Set<String> groups = groups(cell);
    return servers(policy, group -> groups.contains(group.name())).collect(toImmutableList());
  }

  private static Stream<IpAddress> servers(Policy policy, Predicate<MailServerGroup> which) {
    return policy.mailServerGroups().stream()
        .filter(which)
        .flatMap(group -> group.servers().stream())
        .flatMap(prefix -> samples(prefix).stream());
  }

  private List<IpAddress> strangers() {
    return ImmutableList.of(
            "192.0.2.99", "198.51.100.99", "11.22.33.44", "2001:db8:ffff::99", "::9")
        .stream()
        .map(IpAddress::valueOf)
        .filter(address -> !inPoolOrServer(address))
        .filter(
            address ->
                inForce.mailServerGroups().stream()
                    .filter(group -> group.inbound().isPresent())
                    .map(group -> group.inbound().get())
                    .noneMatch(
                        inbound -> in(inbound.allow(), address) || in(inbound.deny(), address)))
        .collect(toImmutableList());
  }

  private boolean inPoolOrServer(IpAddress address) {
    return owner(address).isPresent() || isServer(inForce, address);
  }

  private boolean exempt(IpAddress address) {
    return inForce.exemptions().stream().anyMatch(one -> one.prefix().contains(address));
  }

  private static boolean isServer(Policy policy, IpAddress address) {
    return policy.mailServerGroups().stream().anyMatch(group -> in(group.servers(), address));
  }

  private Optional<Pool> owner(IpAddress address) {
    Optional<Pool> owner = Optional.empty();
    int longest = -1;
    for (Pool pool : inForce.pools()) {
      for (IpPrefix prefix : pool.prefixes()) {
        if (prefix.contains(address) && prefix.prefixLength() > longest) {
          longest = prefix.prefixLength();
          owner = Optional.of(pool);
        }
      }
    }
    return owner;
  }

  private static boolean in(Collection<IpPrefix> prefixes, IpAddress address) {
    return prefixes.stream().anyMatch(prefix -> prefix.contains(address));
  }

  /** The first, the last and some addresses between. */
  private static Set<IpAddress> samples(IpPrefix prefix) {
    byte[] octets = prefix.address().toOctets();
    int free = octets.length * Byte.SIZE - prefix.prefixLength();
    BigInteger first = new BigInteger(1, octets);
    BigInteger last = first.add(BigInteger.ONE.shiftLeft(free)).subtract(BigInteger.ONE);
    Set<IpAddress> samples = new LinkedHashSet<>();
    for (int eighth = 0; eighth <= 8; eighth++) {
      BigInteger number =
          first.add(
              last.subtract(first)
                  .multiply(BigInteger.valueOf(eighth))
                  .divide(BigInteger.valueOf(8)));
      byte[] digits = number.toByteArray();
      byte[] address = new byte[octets.length];
      for (int i = 0; i < Math.min(digits.length, address.length); i++) {
        address[address.length - 1 - i] = digits[digits.length - 1 - i];
      }
      samples.add(IpAddress.valueOf(prefix.address().version(), address));
    }
    return samples;
  }

  private static List<List<List<String>>> tables(String markdown) {
    List<List<List<String>>> tables = new ArrayList<>();
    boolean inside = false;
    for (String line : Splitter.on('\n').split(markdown)) {
      boolean row = line.startsWith("|");
      if (row && !inside) {
        tables.add(new ArrayList<>());
      }
      inside = row;
      if (row && !line.startsWith("|---")) {
        Iterables.getLast(tables).add(cells(line));
      }
    }
    return tables;
  }

  private static List<String> cells(String line) {
    return Splitter.on(" | ").splitToList(line.substring(2, line.length() - 2)).stream()
        .map(cell -> cell.replaceAll("\\\\(.)", "$1"))
        .collect(toImmutableList());
  }
}
