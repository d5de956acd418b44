package org.op25b.controller.exemption.impl;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.op25b.controller.exemption.impl.Node.ALICE;
import static org.op25b.controller.exemption.impl.Node.draft;

import com.google.common.base.Strings;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.op25b.controller.exemption.ChangeRefusedException;
import org.op25b.controller.exemption.ExemptionDraft;
import org.op25b.controller.exemption.ExemptionRecord;
import org.op25b.controller.exemption.ImportReport;
import org.op25b.controller.exemption.ImportRow;
import org.op25b.controller.exemption.Problem;
import org.op25b.controller.exemption.ProblemCode;
import org.op25b.controller.exemption.exchange.CsvFile;
import org.op25b.controller.exemption.exchange.JsonFile;

/** Bad input, written and fuzzed: clear errors, no other exception, no change. */
class BadInputTest {
  private static final List<String> BAD_TEXTS =
      List.of("", "  ", "a\nb", "a\u0000b", "\ud800", "a\u2028b", Strings.repeat("x", 501));
  private static final List<String> BAD_PREFIXES =
      List.of(
          "",
          "x",
          "10.0.0",
          "10.0.0.1/33",
          "10.0.0.1/24",
          "10.0.0.1/-1",
          "2001:db8::/129",
          "::1",
          "127.0.0.1",
          "224.0.0.1",
          "0.0.0.0/0",
          "::/0",
          "10.0.0.1 10.0.0.2",
          "10.0.0.1\n",
          "ff02::1",
          "10.0.0.1:25",
          "%",
          "2001:db8::1%eth0",
          "::ffff:10.0.0.1",
          "0x0a000001");
  private static final List<String> BAD_TIMES =
      List.of(
          "x",
          "-1d",
          "1y",
          "2026-02-30",
          "2026-13-01T00:00Z",
          "1999-01-01",
          "2300-01-01",
          "99999999d",
          "25:00",
          "2025-12-30",
          "2025-12-31T23:59:59Z",
          "NaN",
          "1e9d",
          "now");

  private final ManualTime time = new ManualTime("2026-01-01T00:00:00Z");
  private final Node node = new Node(FakeStorage.ofNewCluster(), time);
  private final ExemptionRecord existing =
      node.changes().create(draft("C-0", "10.0.0.77").build(), ALICE);

  private static List<ExemptionDraft> written() {
    List<ExemptionDraft> drafts = new ArrayList<>();
    ExemptionDraft good = draft("C-1", "10.0.0.7").build();
    BAD_TEXTS.forEach(bad -> drafts.add(good.toBuilder().setCustomer(bad).build()));
    BAD_TEXTS.forEach(bad -> drafts.add(good.toBuilder().setReason(bad).build()));
    for (String bad : BAD_TEXTS.subList(2, BAD_TEXTS.size())) {
      drafts.add(good.toBuilder().setTicket(bad).build());
      drafts.add(good.toBuilder().setRequestedBy(bad).build());
      drafts.add(good.toBuilder().setId(Optional.of(bad)).build());
    }
    // A line break around an address is trimmed away, as everywhere.
    BAD_PREFIXES.stream()
        .filter(bad -> !bad.endsWith("\n"))
        .forEach(bad -> drafts.add(good.toBuilder().setPrefix(bad).build()));
    for (String bad : List.of("x", "10.0.0.1/24", "2001:db8::1", "", "1.2.3.4/40")) {
      drafts.add(good.toBuilder().setDestinations(List.of("192.0.2.1", bad)).build());
    }
    drafts.add(good.toBuilder().setDestinations(Collections.nCopies(17, "192.0.2.1")).build());
    BAD_TIMES.forEach(bad -> drafts.add(good.toBuilder().setExpires(Optional.of(bad)).build()));
    BAD_TIMES.stream()
        .filter(bad -> !bad.equals("now") && !bad.startsWith("2025"))
        .forEach(bad -> drafts.add(good.toBuilder().setNotBefore(Optional.of(bad)).build()));
    drafts.add(good.toBuilder().setNotBefore(Optional.of("91d")).build());
    drafts.add(good.toBuilder().setId(Optional.of("../etc")).build());
    return drafts;
  }

  @Test
  void badDraftsAreRefusedWithFieldAndRemedy() {
    List<ExemptionDraft> drafts = written();
    assertThat(drafts.size()).isGreaterThan(70);
    for (ExemptionDraft draft : drafts) {
      assertRefused(draft, () -> node.changes().create(draft, ALICE.withForce(true)));
      if (!draft.id().isPresent()) {
        // An update does not read the draft's id.
        assertRefused(
            draft, () -> node.changes().update(existing.id(), existing.version(), draft, ALICE));
      }
      ImportReport report =
          node.changes().importAll(List.of(ImportRow.of(2, draft, List.of())), false, ALICE);
      assertFalse(report.committed());
    }
    assertUnchanged();
  }

  private void assertRefused(
      ExemptionDraft draft, org.junit.jupiter.api.function.Executable change) {
    ChangeRefusedException refused = assertThrows(ChangeRefusedException.class, change);
    refused.problems().forEach(problem -> assertClear(draft.toString(), problem));
  }

  private static void assertClear(String input, Problem problem) {
    assertFalse(problem.message().isEmpty(), input);
    assertFalse(problem.remedy().isEmpty(), input);
    assertTrue(
        !problem.field().isEmpty() || problem.code() == ProblemCode.BAD_FILE,
        input + ": " + problem);
    assertFalse(Pattern.compile("[\\p{Cntrl}\\p{Cs}]").matcher(problem.toString()).find(), input);
    assertTrue(problem.toString().length() < 500, problem.toString());
    assertFalse(problem.toString().contains("Exception"), problem.toString());
  }

  @Test
  void badIdsAndKeysAndNotesAreRefused() {
    ExemptionDraft good = draft("C-1", "10.0.0.7").build();
    for (String bad : List.of("../etc", "a b", "", Strings.repeat("x", 65), "a\n")) {
      assertThrows(
          ChangeRefusedException.class,
          () -> node.changes().create(good.toBuilder().setId(Optional.of(bad)).build(), ALICE));
      assertThrows(
          ChangeRefusedException.class,
          () -> node.changes().revoke(bad, Optional.empty(), "", ALICE));
    }
    for (String bad : List.of("", "a b", "\u00e9", Strings.repeat("k", 129))) {
      assertThrows(
          ChangeRefusedException.class,
          () -> node.changes().create(good, ALICE.withIdempotencyKey(Optional.of(bad))));
    }
    for (String bad : List.of("a\u0007b", Strings.repeat("x", 501))) {
      assertThrows(
          ChangeRefusedException.class,
          () -> node.changes().revoke(existing.id(), Optional.empty(), bad, ALICE));
    }
    assertUnchanged();
  }

  @Test
  void fuzzedFilesAreRefusedOrReadButNeverHalfDone() throws IOException {
    String csv =
        "id,customer,prefix,destinations,reason,ticket,expires\r\n"
            + ",C-1,10.0.0.1,192.0.2.1 192.0.2.2,\"a \"\"b\"\"\",T-1,2026-03-01\r\n"
            + ",C-2,2001:db8::1,,r,,90d\r\n";
    String json =
        "[{\"customer\":\"C-1\",\"prefix\":\"10.0.0.1\",\"destinations\":[\"192.0.2.1\"],"
            + "\"reason\":\"r\",\"expires\":\"90d\"},\n{\"customer\":\"C-2\","
            + "\"prefix\":\"2001:db8::1\",\"reason\":\"r\",\"expires\":\"2026-03-01\"}]";
    int refused = 0;
    Random random = new Random(25);
    for (int i = 0; i < 1500; i++) {
      String text = mutate(i % 2 == 0 ? csv : json, random);
      if (isRefused(i % 2 == 0 ? BadInputTest::readCsv : BadInputTest::readJson, text)) {
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(400);
    assertUnchanged();
  }

  /** Reads and tries the file on a node of its own; a refused one must change nothing. */
  private boolean isRefused(Function<String, List<ImportRow>> reader, String text) {
    try {
      List<ImportRow> rows = reader.apply(text);
      ImportReport report = node.changes().importAll(rows, true, ALICE);
      report.refused().forEach(row -> row.problems().forEach(p -> assertClear(text, p)));
      if (report.refused().isEmpty()) {
        return false;
      }
      assertFalse(node.changes().importAll(rows, false, ALICE).committed(), text);
      return true;
    } catch (ChangeRefusedException e) {
      e.problems().forEach(problem -> assertClear(text, problem));
      return true;
    }
  }

  private static List<ImportRow> readCsv(String text) {
    try {
      return CsvFile.read(new StringReader(text), 10);
    } catch (IOException e) {
      throw new AssertionError(text, e);
    }
  }

  private static List<ImportRow> readJson(String text) {
    try {
      return JsonFile.read(new StringReader(text), 10);
    } catch (IOException e) {
      throw new AssertionError(text, e);
    }
  }

  private static String mutate(String text, Random random) {
    StringBuilder mutant = new StringBuilder(text);
    for (int change = random.nextInt(3); change >= 0; change--) {
      int at = random.nextInt(mutant.length());
      switch (random.nextInt(4)) {
        case 0:
          mutant.deleteCharAt(at);
          break;
        case 1:
          mutant.insert(at, "\",[]{}\n\u0000\u00e9/:.0\ud800".charAt(random.nextInt(14)));
          break;
        case 2:
          mutant.setLength(Math.max(1, at));
          break;
        default:
          mutant.insert(at, mutant.substring(at, Math.min(mutant.length(), at + 9)));
      }
    }
    return mutant.toString();
  }

  private void assertUnchanged() {
    assertEquals(1, node.exemptions.size());
    assertEquals(Optional.of(existing), node.exemptions.find(existing.id()));
    assertEquals(1, node.history().size());
    assertEquals(1, node.events.size());
  }
}
