package io.dsfm.ratis.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a run gave.
 *
 * @param started when it began
 * @param took how long it took
 * @param options what was asked for
 * @param machine what it ran on, in words
 * @param sides the contestants, the group first; the group alone if nothing was measured beside it
 * @param columns in the order in which they were measured
 */
public record BenchReport(
        Instant started,
        Duration took,
        BenchOptions options,
        Map<String, String> machine,
        List<Side> sides,
        List<Column> columns) {

    /**
     * A contestant.
     *
     * @param name what it is called
     * @param settings what it was set up with
     * @param answersRight how many of its answers, warm-up included, were checked and right; a wrong one ends the run
     * @param firstFailure the first request that failed, from where on nothing was checked; null if none did
     * @param takeovers how long each takeover took, after everything else was measured
     */
    record Side(
            String name,
            Map<String, String> settings,
            long answersRight,
            @Nullable String firstFailure,
            List<Duration> takeovers) {}

    /** The rounds of a side under a load. */
    List<Round> rounds(Side side, Column column) {
        return side.equals(sides.get(0)) ? column.group() : column.plain();
    }

    /** The highest of the fixed rates that a side sustained in all rounds. */
    OptionalInt highestSustainedRate(Side side) {
        return columns.stream()
                .filter(column -> Column.isSustained(rounds(side, column)))
                .flatMapToInt(column ->
                        column.load() instanceof Load.Open open ? IntStream.of(open.perSecond()) : IntStream.empty())
                .max();
    }

    /** As people read it. */
    public String text() {
        return TextReport.format(this);
    }

    /** As programs read it. */
    public String json() {
        return JsonReport.format(this);
    }

    /** Several runs as programs read them. */
    public static String json(List<BenchReport> reports) {
        return reports.size() == 1 ? reports.get(0).json() : JsonReport.format(reports);
    }

    /** One run or several as a page with plots, in one file that loads nothing. */
    public static String html(List<BenchReport> reports) {
        return HtmlReport.format(reports);
    }

    /** The ratios of several runs side by side, as people read them. */
    public static String summary(List<BenchReport> reports) {
        return TextReport.summary(reports);
    }
}
