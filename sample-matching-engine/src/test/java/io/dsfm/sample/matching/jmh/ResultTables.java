package io.dsfm.sample.matching.jmh;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/** Results in the form of Markdown: one table for each number of resting orders, and one for the snapshots. */
final class ResultTables {

    private static final List<String> BOOKS = List.of("ladder-book", "ladder", "direct", "tree-book", "tree", "naive");
    private static final List<String> COLUMNS = List.of("new", "cancel", "replace", "sweep", "mix");

    /** By number of resting orders, then by column and book. */
    private final Map<Integer, Map<String, Figure>> books = new TreeMap<>();

    private final Map<String, Double> snapshots = new TreeMap<>();

    /** What one command takes. */
    private record Figure(double nanos, double bytes) {}

    ResultTables(Collection<RunResult> results) {
        for (RunResult result : results) {
            BenchmarkParams params = result.getParams();
            Result<?> primary = result.getPrimaryResult();
            String book = params.getParam("book");
            String column = params.getParam("column");
            if (column == null) {
                String what = params.getBenchmark().endsWith(".write") ? "write" : "restore";
                snapshots.put(what + " " + book, primary.getScore());
            } else {
                double nanos = secondary(result, MedianProfiler.LABEL);
                double bytes = secondary(result, AllocationProfiler.LABEL);
                books.computeIfAbsent(Integer.valueOf(params.getParam("restingOrders")), orders -> new TreeMap<>())
                        .put(column + " " + book, new Figure(nanos, bytes));
            }
        }
    }

    private static double secondary(RunResult result, String label) {
        return result.getSecondaryResults().get(label).getScore();
    }

    String format() {
        StringBuilder out = new StringBuilder();
        books.forEach((orders, figures) -> {
            out.append(String.format(
                    Locale.ROOT, "%n%,d resting orders: ns/command (median over batches), B/command%n%n", orders));
            out.append("| column | " + String.join(" | ", BOOKS)
                    + " | ladder-book/direct | ladder/direct | tree-book/naive | tree/naive |\n");
            out.append("| --- |" + " ---: |".repeat(BOOKS.size() + 4) + "\n");
            for (String column : COLUMNS) {
                row(out, column, figures);
            }
        });
        if (!snapshots.isEmpty()) {
            out.append("\nSnapshots, ms\n\n");
            snapshots.forEach((name, millis) -> out.append(String.format(Locale.ROOT, "- %s: %.0f%n", name, millis)));
        }
        return out.toString();
    }

    private static void row(StringBuilder out, String column, Map<String, Figure> figures) {
        if (BOOKS.stream().noneMatch(book -> figures.containsKey(column + " " + book))) {
            return;
        }
        out.append("| ").append(column);
        for (String book : BOOKS) {
            Figure figure = figures.get(column + " " + book);
            out.append(
                    figure == null ? " | " : String.format(Locale.ROOT, " | %.0f, %.1f", figure.nanos, figure.bytes));
        }
        Figure direct = figures.get(column + " direct");
        ratio(out, figures.get(column + " ladder-book"), direct);
        ratio(out, figures.get(column + " ladder"), direct);
        Figure naive = figures.get(column + " naive");
        ratio(out, figures.get(column + " tree-book"), naive);
        ratio(out, figures.get(column + " tree"), naive);
        out.append(" |\n");
    }

    private static void ratio(StringBuilder out, @Nullable Figure ours, @Nullable Figure theirs) {
        out.append(
                ours == null || theirs == null
                        ? " | "
                        : String.format(Locale.ROOT, " | %.2f", ours.nanos / theirs.nanos));
    }
}
