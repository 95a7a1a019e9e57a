package io.dsfm.sample.matching.demo.report;

import io.dsfm.sample.matching.demo.report.DemoReport.Checks;
import io.dsfm.sample.matching.demo.report.DemoReport.InstanceLine;
import io.dsfm.sample.matching.demo.report.DemoReport.LatencyMicros;
import io.dsfm.sample.matching.demo.report.DemoReport.MemoryLine;
import io.dsfm.sample.matching.demo.report.DemoReport.RunLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A report for people at a terminal: tables and a plot, 80 columns wide.
 *
 * <p>Threading: one thread.
 */
public final class TerminalReport {

    private static final int COLUMNS = 80;
    private static final int BAR_COLUMNS = 40;
    private static final String BAR_ENDS = " ▏▎▍▌▋▊▉█";

    private final DemoReport report;
    private final Style style;
    private final List<String> lines = new ArrayList<>();

    private TerminalReport(DemoReport report, Style style) {
        this.report = report;
        this.style = style;
    }

    /** The whole report, in lines. */
    public static String format(DemoReport report, Style style) {
        TerminalReport terminal = new TerminalReport(report, style);
        terminal.head();
        terminal.checks();
        terminal.latency();
        terminal.faults();
        terminal.wins();
        terminal.memory();
        terminal.end();
        return String.join("\n", terminal.lines) + "\n";
    }

    private void head() {
        RunLine run = report.run();
        String nodes = run.nodes().entrySet().stream()
                .map(node -> node.getKey() + " " + String.join("+", node.getValue()))
                .collect(Collectors.joining(", "));
        add("");
        add(style.bold("DSFM demo") + "  " + nodes);
        String load = Quantity.format(
                "%s, %s, %.1f s of load, %.1f s in all",
                Quantity.count(run.clients(), "client"),
                run.rate() == 0 ? "as fast as it goes" : Quantity.format("%,.0f orders/s", run.rate()),
                run.loadSeconds(),
                run.totalSeconds());
        if (run.flow().length() + load.length() + 2 <= COLUMNS) {
            add(style.soft(run.flow() + ", " + load));
        } else {
            add(style.soft(run.flow()));
            add(style.soft(load));
        }
    }

    private void checks() {
        Checks checks = report.checks();
        title("Checks, by the demo's own model");
        check(
                "acknowledged",
                Quantity.count(checks.acknowledged()),
                checks.acknowledged() == checks.orders(),
                "of " + Quantity.count(checks.orders()) + " orders");
        none("lost", checks.lost(), "orders without a result");
        none("duplicated", checks.duplicated(), "second results");
        none("gaps", checks.gaps(), "sequences without a result");
        none("contradicted", checks.contradicted(), "results unlike the model's, byte for byte");
        none("reordered", checks.reordered(), "results not in the order submitted");
        none("reversed", checks.reversed(), "results with an index or time that goes backwards");
        check(
                "digests",
                checks.digestsEqual() ? "equal" : "differ",
                checks.digestsEqual(),
                "of " + Quantity.count(report.instances().size(), "instance") + " of " + nodesCompared());
    }

    /** A node that is not there has no digest, and the line must not claim it. */
    private String nodesCompared() {
        Set<String> compared =
                report.instances().stream().map(InstanceLine::node).collect(Collectors.toSet());
        List<String> missing = report.run().nodes().keySet().stream()
                .filter(node -> !compared.contains(node))
                .toList();
        return Quantity.count(compared.size(), "node")
                + (missing.isEmpty() ? "" : ", none of " + String.join(", ", missing));
    }

    private void none(String name, long count, String meaning) {
        check(name, Quantity.count(count), count == 0, meaning);
    }

    private void check(String name, String value, boolean good, String meaning) {
        String text = Quantity.format("%s %-14s%10s", good ? "✓" : "✗", name, value);
        add("  " + (good ? style.good(text) : style.bad(text)) + "  " + style.soft(meaning));
    }

    private void latency() {
        LatencyMicros latency = report.latencyMicros();
        title("Latency, from when an order was due to its result");
        add(Quantity.format("  %10s%10s%10s%10s%10s%16s", "p50", "p90", "p99", "p99.9", "max", "results/s"));
        add(Quantity.format(
                "  %10s%10s%10s%10s%10s%16s",
                Quantity.time(latency.p50()),
                Quantity.time(latency.p90()),
                Quantity.time(latency.p99()),
                Quantity.time(latency.p999()),
                Quantity.time(latency.max()),
                Quantity.count(Math.round(report.throughputPerSecond()))));
        add("");
        add("  p99 over time");
        LatencyPlot.lines(report, style).forEach(line -> add(" " + line));
    }

    private void faults() {
        if (!report.faults().isEmpty()) {
            title("Takeovers, from the signal to the first result of an order sent after it");
            report.faults()
                    .forEach(fault -> add(Quantity.format(
                            "  %s to %s at %.1f s: %s; the node was back and level after %s",
                            fault.signal(),
                            fault.node(),
                            fault.atSeconds(),
                            style.bold(Quantity.time(Math.round(fault.takeoverMillis() * 1e3))),
                            Quantity.time(Math.round(fault.recoveryMillis() * 1e3)))));
        }
        spread("this group", report.takeoverMillis());
        spread("plain Ratis, same election timeouts", report.ratisTakeoverMillis());
    }

    private void spread(String who, List<Double> millis) {
        if (millis.size() > 1) {
            double[] sorted =
                    millis.stream().mapToDouble(Double::doubleValue).sorted().toArray();
            add(Quantity.format(
                    "  %s: median %s, worst %s of %d",
                    who,
                    style.bold(Quantity.time(Math.round(sorted[(sorted.length - 1) / 2] * 1e3))),
                    Quantity.time(Math.round(sorted[sorted.length - 1] * 1e3)),
                    sorted.length));
        }
    }

    private void wins() {
        title("First outputs by variant, all nodes together");
        long all = Math.max(
                1, report.wins().values().stream().mapToLong(Long::longValue).sum());
        for (Map.Entry<String, Long> entry : report.wins().entrySet()) {
            double share = (double) entry.getValue() / all;
            add(Quantity.format(
                    "  %-10s %-" + BAR_COLUMNS + "s %,12d  %5.1f %%",
                    entry.getKey(),
                    bar(share),
                    entry.getValue(),
                    share * 100));
        }
    }

    private static String bar(double share) {
        int eighths = (int) Math.round(share * BAR_COLUMNS * 8);
        return "█".repeat(eighths / 8) + (eighths % 8 == 0 ? "" : BAR_ENDS.charAt(eighths % 8));
    }

    private void memory() {
        title("Heap at the end, and its collections since the node's last start");
        for (MemoryLine node : report.memory()) {
            add(Quantity.format(
                    "  %-4s%,7d of %,d MB; %,d of young objects and %,d of all in %s",
                    node.node(),
                    node.heapMegabytes(),
                    node.heapMaxMegabytes(),
                    node.collections() - node.fullCollections(),
                    node.fullCollections(),
                    Quantity.time(node.collectionMillis() * 1_000)));
        }
    }

    private void end() {
        if (!report.deaths().isEmpty() || !report.findings().isEmpty()) {
            title("What happened");
            report.deaths().forEach(text -> add("  - " + text));
            report.findings().forEach(text -> add("  - " + style.bad(text)));
        }
        add("");
        add(report.passed() ? style.good("PASSED") : style.bad("FAILED"));
    }

    private void title(String text) {
        add("");
        add(style.bold(text));
    }

    private void add(String line) {
        lines.add(line);
    }
}
