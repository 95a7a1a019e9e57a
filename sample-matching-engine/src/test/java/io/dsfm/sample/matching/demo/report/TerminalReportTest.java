package io.dsfm.sample.matching.demo.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.dsfm.sample.matching.demo.report.DemoReport.Checks;
import java.util.List;
import org.junit.jupiter.api.Test;

class TerminalReportTest {

    private static final Style PLAIN = new Style(false);

    @Test
    void showsChecksLatencyTakeoversAndWins() {
        String text = TerminalReport.format(SampleReport.of(SampleReport.CLEAN, List.of()), PLAIN);

        assertThat(text).contains("✓ lost", "✓ digests", "SIGKILL to n1 at 10.0 s: 87 ms", "ladder", "PASSED");
        assertThat(text).contains("p99.9", "4.2 ms", "▲ SIGKILL n1");
        assertThat(text).contains("n1      612 of 1,024 MB; 44 of young objects and 1 of all in 320 ms");
        assertThat(text).doesNotContain("✗", "FAILED", "\u001b");
    }

    /** The sample's n3 has no instance: it had died. */
    @Test
    void claimsEqualDigestsOnlyOfTheNodesThatToldThem() {
        String text = TerminalReport.format(SampleReport.of(SampleReport.CLEAN, List.of()), PLAIN);

        assertThat(text).containsPattern("digests +equal  of 2 instances of 2 nodes, none of n3");
    }

    @Test
    void staysWithinEightyColumns() {
        String text = TerminalReport.format(SampleReport.of(SampleReport.CLEAN, List.of()), PLAIN);

        assertThat(text.lines()).allMatch(line -> line.length() <= 80);
    }

    @Test
    void raisesTheColumnOfTheTakeoverAboveAllOthers() {
        List<String> lines = LatencyPlot.lines(SampleReport.of(SampleReport.CLEAN, List.of()), PLAIN);

        String highest = lines.stream()
                .filter(line -> line.matches(".*[▁▂▃▄▅▆▇█].*"))
                .findFirst()
                .orElseThrow();
        String marks =
                lines.stream().filter(line -> line.contains("▲")).findFirst().orElseThrow();
        assertThat(highest.strip().replaceAll("[^▁▂▃▄▅▆▇█]", "")).hasSize(1);
        assertThat(highest.indexOf(highest.replaceAll("[^▁▂▃▄▅▆▇█]", "")))
                .isBetween(marks.indexOf('▲') - 1, marks.indexOf('▲') + 1);
    }

    @Test
    void tellsWhatIsWrong() {
        String text = TerminalReport.format(
                SampleReport.of(new Checks(50_000, 49_999, 1, 0, 0, 0, 0, 0, true), List.of("no result: request=7")),
                new Style(true));

        assertThat(text).contains("✗ lost", "no result: request=7", "FAILED", "\u001b[1;31m");
    }
}
