package io.dsfm.sample.matching.demo.report;

import io.dsfm.sample.matching.demo.report.DemoReport.FaultLine;
import io.dsfm.sample.matching.demo.report.DemoReport.TimelinePoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Latency over time in text: a column for each stretch of the run, as high as the logarithm of its 99th percentile, in eighths
 * of a line. Faults are marked below.
 *
 * <p>Threading: pure functions.
 */
final class LatencyPlot {

    private static final int COLUMNS = 66;
    private static final int ROWS = 9;
    private static final int EIGHTHS = 8;
    private static final String BLOCKS = " ▁▂▃▄▅▆▇█";

    private LatencyPlot() {}

    static List<String> lines(DemoReport report, Style style) {
        List<TimelinePoint> points = report.timeline().points();
        long[] highest = new long[Math.min(COLUMNS, points.size())];
        for (int i = 0; i < points.size(); i++) {
            int column = (int) ((long) i * highest.length / points.size());
            highest[column] = Math.max(
                    highest[column], Objects.requireNonNullElse(points.get(i).p99Micros(), 0L));
        }
        if (Arrays.stream(highest).max().orElse(0) == 0) {
            return List.of("(no latencies)");
        }
        double low = decade(Arrays.stream(highest).filter(v -> v > 0).min().orElseThrow(), false);
        double high = Math.max(low + 1, decade(Arrays.stream(highest).max().orElseThrow(), true));
        List<String> lines = new ArrayList<>();
        for (int row = ROWS - 1; row >= 0; row--) {
            lines.add(label(row, low, high) + " ┤" + row(highest, row, low, high));
        }
        double seconds = points.size() * report.timeline().intervalMillis() / 1000.0;
        lines.add(" ".repeat(8) + "└" + "─".repeat(highest.length));
        if (!report.faults().isEmpty()) {
            lines.add(" ".repeat(9) + style.bad(marks(report.faults(), highest.length, seconds)));
        }
        String end = Quantity.format("%.1f s", seconds);
        lines.add(" ".repeat(9) + style.soft("0 s" + " ".repeat(Math.max(1, highest.length - 3 - end.length())) + end));
        return lines;
    }

    /** The logarithm of the power of ten at or below, or at or above. */
    private static double decade(long micros, boolean above) {
        double exponent = Math.log10((double) Math.max(1, micros));
        return above ? Math.ceil(exponent) : Math.floor(exponent);
    }

    private static String label(int row, double low, double high) {
        int decades = (int) (high - low);
        for (int i = 0; i <= decades; i++) {
            if (Math.round((double) i * (ROWS - 1) / decades) == row) {
                return Quantity.format("%7s", Quantity.time(Math.round(Math.pow(10, low + i))));
            }
        }
        return " ".repeat(7);
    }

    private static String row(long[] values, int row, double low, double high) {
        return Arrays.stream(values)
                .mapToObj(value -> {
                    double share = value == 0 ? 0 : (Math.log10((double) value) - low) / (high - low);
                    // a line's label is at its middle, so the lowest line starts half a line below the lowest label
                    double eighths = value == 0 ? 0 : (share * (ROWS - 1) + 0.5 - row) * EIGHTHS;
                    int shown = (int) Math.max(value > 0 && row == 0 ? 1 : 0, Math.min(EIGHTHS, Math.round(eighths)));
                    return BLOCKS.substring(shown, shown + 1);
                })
                .collect(Collectors.joining());
    }

    private static String marks(List<FaultLine> faults, int columns, double seconds) {
        StringBuilder line = new StringBuilder(" ".repeat(columns));
        for (FaultLine fault : faults) {
            int column = (int) Math.max(0, Math.min(columns - 1, fault.atSeconds() / seconds * columns));
            line.setCharAt(column, '▲');
            String text = fault.signal() + " " + fault.node();
            boolean fits = column + 2 + text.length() <= columns
                    && line.substring(column + 1, column + 2 + text.length()).isBlank();
            if (fits && faults.size() <= 2) {
                line.replace(column + 2, column + 2 + text.length(), text);
            }
        }
        return line.toString().stripTrailing();
    }
}
