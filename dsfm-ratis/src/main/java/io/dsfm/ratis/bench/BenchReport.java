package io.dsfm.ratis.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a run gave.
 *
 * @param started when it began
 * @param took how long it took
 * @param options what was asked for
 * @param machine what it ran on, in words
 * @param sides the contestants, the group first
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
     */
    record Side(
            String name,
            Map<String, String> settings,
            long answersRight,
            @Nullable String firstFailure) {}

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

    /** The ratios of several runs side by side, as people read them. */
    public static String summary(List<BenchReport> reports) {
        return TextReport.summary(reports);
    }
}
