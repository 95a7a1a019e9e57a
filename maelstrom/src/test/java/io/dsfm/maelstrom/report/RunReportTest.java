package io.dsfm.maelstrom.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.dsfm.maelstrom.history.HistoryEvent;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

final class RunReportTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long SECOND = 1_000_000_000L;

    @TempDir
    private Path folder;

    private static HistoryEvent event(
            long index, HistoryEvent.Type type, int process, String function, String json, long nanos)
            throws Exception {
        return new HistoryEvent(index, type, process, function, JSON.readTree(json), nanos, null);
    }

    private static List<HistoryEvent> history() throws Exception {
        return List.of(
                event(0, HistoryEvent.Type.INVOKE, 0, "txn", "[[\"append\",1,1],[\"r\",2,null]]", SECOND / 10),
                event(1, HistoryEvent.Type.INVOKE, 1, "read", "[1,null]", SECOND / 5),
                event(2, HistoryEvent.Type.OK, 0, "txn", "[[\"append\",1,1],[\"r\",2,[3,4]]]", SECOND / 2),
                event(3, HistoryEvent.Type.INFO, HistoryEvent.NEMESIS, "start-partition", "\"n0 | n1 <n2>\"", SECOND),
                event(4, HistoryEvent.Type.INFO, 1, "read", "[1,null]", 2 * SECOND),
                event(5, HistoryEvent.Type.INFO, HistoryEvent.NEMESIS, "stop-partition", "\"healed\"", 3 * SECOND),
                event(6, HistoryEvent.Type.INVOKE, 0, "echo", "\"a \\\"b\\\" <c>\"", 3 * SECOND + 1),
                event(7, HistoryEvent.Type.FAIL, 0, "echo", "\"a \\\"b\\\" <c>\"", 4 * SECOND),
                event(8, HistoryEvent.Type.INFO, HistoryEvent.NEMESIS, "kill", "\"n2\"", 4 * SECOND + 1),
                event(9, HistoryEvent.Type.INVOKE, 2, "read", "[1,null]", 5 * SECOND));
    }

    @Test
    void theHistoryIsInEdn() throws Exception {
        Path file = folder.resolve("history.edn");
        HistoryEdn.write(file, history());

        assertThat(Files.readAllLines(file))
                .containsSubsequence(
                        "{:index 0, :time 100000000, :type :invoke, :process 0, :f :txn, :value [[:append 1 1] [:r 2 nil]]}",
                        "{:index 2, :time 500000000, :type :ok, :process 0, :f :txn, :value [[:append 1 1] [:r 2 [3 4]]]}",
                        "{:index 3, :time 1000000000, :type :info, :process :nemesis, :f :start-partition, :value"
                                + " \"n0 | n1 <n2>\"}",
                        "{:index 7, :time 4000000000, :type :fail, :process 0, :f :echo, :value \"a \\\"b\\\" <c>\"}")
                .hasSize(history().size());
    }

    @Test
    void aFaultLastsUntilItIsMendedOrTheHistoryEnds() throws Exception {
        assertThat(FaultWindow.of(history()))
                .containsExactly(
                        new FaultWindow("partition", "n0 | n1 <n2>", SECOND, 3 * SECOND),
                        new FaultWindow("kill", "n2", 4 * SECOND + 1, 5 * SECOND));
    }

    @Test
    void thePlotsHaveADotForEachOperationAndAShadeForEachFault() throws Exception {
        Document latency = parse(Plots.latency(history()));
        assertThat(classes(latency, "circle")).containsExactlyInAnyOrder("ok", "info", "fail");
        assertThat(classes(latency, "rect")).containsExactly("fault", "fault");

        Document availability = parse(Plots.availability(history()));
        assertThat(classes(availability, "rect")).containsExactlyInAnyOrder("fault", "fault", "ok", "info", "fail");
    }

    @Test
    void anEmptyHistoryAndOneOfFaultsAloneAreDrawnToo() throws Exception {
        for (List<HistoryEvent> few : List.of(List.<HistoryEvent>of(), history().subList(3, 4))) {
            assertThat(classes(parse(Plots.latency(few)), "circle")).isEmpty();
            assertThat(Plots.availability(few)).endsWith("</svg>\n");
            assertThat(Timeline.page(few, List.of(), 1)).contains("0 of 0 operations");
        }
    }

    @Test
    void theTimelineMarksWhatAFindingNames() throws Exception {
        String page = Timeline.page(history(), List.of("stale: [1-4 process 1 read [1,null] info]"), 3);

        assertThat(page).contains("class=\"op info named\" id=\"op1\"").contains("href=\"#op1\"");
        assertThat(page).contains("class=\"op ok\" id=\"op0\"").contains("class=\"op fail\" id=\"op6\"");
        assertThat(page).contains("&quot;b").doesNotContain("<c>").doesNotContain("<n2>");
    }

    @Test
    void thePageNamesEverythingThatIsThere() throws Exception {
        new RunReport(
                        "lin-kv, <three> nodes",
                        "REFUTED: stale",
                        false,
                        Map.of("seed", "7"),
                        Map.of("kill", 1),
                        List.of("stale: [1-4 process 1 read [1,null] info]"),
                        3,
                        history())
                .write(folder);

        assertThat(folder.resolve("report.html"))
                .content()
                .contains(
                        "lin-kv, &lt;three&gt; nodes",
                        "class=\"bad\"",
                        "<td>seed</td><td>7</td>",
                        "<td>kill</td><td>1</td>")
                .contains("history.edn", "latency.svg", "availability.svg", "timeline.html");
    }

    @Test
    void theIndexLeadsToEachRun() throws Exception {
        Path index = folder.resolve("index.html");
        RunReport.writeIndex(
                index,
                Map.of("lin-kv/seed-1", List.of("lin-kv", "valid"), "kafka/seed-2", List.of("kafka", "REFUTED")),
                List.of("kafka/seed-2"));

        assertThat(index)
                .content()
                .contains("2 runs, 1 not as expected")
                .contains("href=\"lin-kv/seed-1/report.html\"", "class=\"bad\">REFUTED");
    }

    private static Document parse(String xml) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<String> classes(Document document, String tag) {
        NodeList nodes = document.getElementsByTagName(tag);
        return java.util.stream.IntStream.range(0, nodes.getLength())
                .mapToObj(i -> ((Element) nodes.item(i)).getAttribute("class"))
                .filter(name -> !name.isEmpty())
                .toList();
    }
}
