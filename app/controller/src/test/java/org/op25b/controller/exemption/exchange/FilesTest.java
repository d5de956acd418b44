package org.op25b.controller.exemption.exchange;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.onlab.packet.IpPrefix;
import org.op25b.controller.exemption.ChangeRefusedException;
import org.op25b.controller.exemption.ExemptionRecord;
import org.op25b.controller.exemption.ImportRow;
import org.op25b.controller.exemption.ProblemCode;
import org.op25b.controller.exemption.Revocation;

class FilesTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @Provide
  Arbitrary<ExemptionRecord> records() {
    Arbitrary<String> text =
        Arbitraries.strings()
            .withChars(" ,;\"'\n\r\t\\{}[]=+-@#")
            .withCharRange('a', 'c')
            .withCharRange('あ', 'お')
            .ofMaxLength(12)
            .map(String::trim);
    return Combinators.combine(text, text, text, text)
        .as(
            (customer, reason, ticket, asked) ->
                ExemptionRecord.builder()
                    .setId("x1")
                    .setCustomer(customer)
                    .setReason(reason)
                    .setTicket(ticket)
                    .setRequestedBy(asked)
                    .setPrefix(IpPrefix.valueOf("10.0.0.0/29"))
                    .setDestinations(
                        List.of(IpPrefix.valueOf("192.0.2.1/32"), IpPrefix.valueOf("192.0.2.0/24")))
                    .setEnteredBy("a")
                    .setCreated(NOW)
                    .setExpires(Optional.of(NOW.plusSeconds(5)))
                    .setVersion(7)
                    .build());
  }

  @Property(tries = 300)
  void csvBringsBackWhatWasWritten(@ForAll("records") ExemptionRecord record) throws IOException {
    StringWriter file = new StringWriter();
    CsvFile.write(List.of(record, record), NOW, file);
    assertSame(record, CsvFile.read(new StringReader(file.toString()), 2));
  }

  @Property(tries = 300)
  void jsonBringsBackWhatWasWritten(@ForAll("records") ExemptionRecord record) throws IOException {
    StringWriter file = new StringWriter();
    JsonFile.write(List.of(record, record), NOW, file);
    assertSame(record, JsonFile.read(new StringReader(file.toString()), 2));
  }

  private static void assertSame(ExemptionRecord record, List<ImportRow> rows) {
    assertEquals(2, rows.size());
    for (ImportRow row : rows) {
      assertThat(row.problems()).isEmpty();
      assertEquals(record.toDraft().toBuilder().setId(Optional.of("x1")).build(), row.draft());
    }
  }

  @Test
  void csvRowsKnowTheirLines() throws IOException {
    List<ImportRow> rows =
        CsvFile.read(
            new StringReader(
                "prefix,customer,reason\r\n"
                    + "10.0.0.1,C-1,\"two\nlines\"\r\n"
                    + "\r\n"
                    + "10.0.0.2,C-2,b\n"
                    + "\"10.0.\n0.9\",C-9,b\n"
                    + "10.0.0.3,C-3\n"),
            10);
    assertEquals(
        List.of(2, 5, 6, 8), rows.stream().map(ImportRow::line).collect(Collectors.toList()));
    assertThat(rows.get(0).draft().reason()).isEqualTo("two\nlines");
    assertThat(rows.get(3).problems().get(0).code()).isEqualTo(ProblemCode.BAD_FILE);
  }

  @Test
  void aRevokedRowIsNotRevived() throws IOException {
    ExemptionRecord revoked =
        records().sample().toBuilder()
            .setCustomer("C")
            .setRevocation(Optional.of(Revocation.of("a", NOW, "why")))
            .build();
    StringWriter file = new StringWriter();
    CsvFile.write(List.of(revoked), NOW, file);
    ImportRow row = CsvFile.read(new StringReader(file.toString()), 1).get(0);
    assertThat(row.problems().get(0).code()).isEqualTo(ProblemCode.REVOKED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "customer,prefix\nC,10.0.0.1",
        "customer,prefix,reason,port\nC,10.0.0.1,r,25",
        "customer,prefix,reason,reason\nC,10.0.0.1,r,r",
        "customer,prefix,reason\nC,10.0.0.1,\"open",
        "customer,prefix,reason\n1,10.0.0.1,a\n2,10.0.0.2,b\n3,10.0.0.3,c",
        "{\"customer\":1}"
      })
  void whatIsNotAListIsRefusedAsCsv(String text) {
    ChangeRefusedException refused =
        assertThrows(ChangeRefusedException.class, () -> CsvFile.read(new StringReader(text), 2));
    assertThat(refused.problems().get(0).remedy()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[",
        "[{]",
        "[1]",
        "[[]]",
        "[{}] x",
        "[{},{},{}]",
        "null",
        "\"x\"",
        "[{\"a\":}]",
        "[{\"customer\":\"a\",",
        "\u0000",
        "[{\"x\":[{\"y\":[["
      })
  void whatIsNotAListIsRefusedAsJson(String text) {
    ChangeRefusedException refused =
        assertThrows(ChangeRefusedException.class, () -> JsonFile.read(new StringReader(text), 2));
    assertThat(refused.problems().get(0).remedy()).isNotEmpty();
  }

  @Test
  void aJsonObjectWithWrongFieldsIsARowWithProblems() throws IOException {
    ImportRow row =
        JsonFile.read(
                new StringReader(
                    "[\n{\"customer\":5,\"port\":25,\"prefix\":{\"a\":[1]},\"destinations\":[7]}]"),
                1)
            .get(0);
    assertEquals(2, row.line());
    assertEquals(4, row.problems().size());
  }

  /** Else a slip of the pen would exempt a customer toward every destination. */
  @ParameterizedTest
  @ValueSource(strings = {"[\"\"]", "\"\"", "\" \"", "[\"192.0.2.25\",\" \"]"})
  void anEmptyDestinationIsNotEveryDestination(String destinations) throws IOException {
    ImportRow row =
        JsonFile.read(new StringReader("[{\"destinations\":" + destinations + "}]"), 1).get(0);
    assertEquals("destinations", row.problems().get(0).field());
  }

  @Test
  void separatorsAloneAreNotEveryDestination() throws IOException {
    String text = "customer,prefix,reason,destinations\nC-1,192.0.2.1,why,\" ;,\"\n";
    ImportRow row = CsvFile.read(new StringReader(text), 1).get(0);
    assertThat(row.draft().destinations()).isNotEmpty();
  }
}
