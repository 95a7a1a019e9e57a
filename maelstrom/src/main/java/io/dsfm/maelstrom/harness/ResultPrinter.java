package io.dsfm.maelstrom.harness;

import io.dsfm.maelstrom.harness.fault.FaultKind;
import java.io.PrintStream;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Results for people. */
final class ResultPrinter {

    private ResultPrinter() {}

    /** What happened, where everything about it is, and how to repeat it. */
    static void printFailure(PrintStream out, RunResult result) {
        out.println("      " + result.verdict() + ": " + result.explanation());
        out.println("      folder: " + result.folder());
        out.println("      repeat: " + result.options().repeatCommand());
    }

    /** A line per workload and level, and the faults that struck. */
    static String table(List<RunResult> results) {
        Map<String, Row> rows = new TreeMap<>();
        Map<FaultKind, Integer> faults = new EnumMap<>(FaultKind.class);
        Row all = new Row();
        for (RunResult result : results) {
            rows.computeIfAbsent(
                            String.format(
                                    Locale.ROOT,
                                    "%-16s %-10s",
                                    result.options().workload(),
                                    result.options().release()),
                            key -> new Row())
                    .add(result);
            all.add(result);
            result.faults().forEach((kind, count) -> faults.merge(kind, count, Integer::sum));
        }
        StringBuilder table = new StringBuilder(String.format(
                Locale.ROOT,
                "%-16s %-10s %5s %8s %8s %6s %22s %8s%n",
                "workload",
                "release",
                "runs",
                "ops",
                "ok",
                "valid",
                "refuted, as documented",
                "FAILED"));
        rows.forEach((name, row) -> table.append(row.line(name)));
        table.append(all.line(String.format(Locale.ROOT, "%-16s %-10s", "all", "")));
        table.append("faults:");
        faults.forEach((kind, count) ->
                table.append(' ').append(kind.label()).append('=').append(count));
        return table.append(faults.isEmpty() ? " none" : "")
                .append(System.lineSeparator())
                .toString();
    }

    private static final class Row {
        private int runs;
        private int operations;
        private int ok;
        private int valid;
        private int documented;
        private int failed;

        void add(RunResult result) {
            runs++;
            operations += result.operations();
            ok += result.okCounts().values().stream()
                    .mapToInt(Integer::intValue)
                    .sum();
            if (result.isRefutedAsDocumented()) {
                documented++;
            } else if (result.outcome() == RunResult.Outcome.VALID) {
                valid++;
            } else if (!result.isExpected()) {
                failed++;
            }
        }

        String line(String name) {
            return String.format(
                    Locale.ROOT,
                    "%s %5d %8d %8d %6d %22d %8d%n",
                    name,
                    runs,
                    operations,
                    ok,
                    valid,
                    documented,
                    failed);
        }
    }
}
