package io.dsfm.ratis.bench;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Runs of which some differ from the first in one {@link Dimension} only: what growing costs is seen in those. Runs at
 * different levels of release, with other durability, or beside plain Ratis with other settings, belong to different sweeps.
 *
 * @param reports in the order in which they were measured, the first being what the others are held against
 */
record Sweep(List<BenchReport> reports) {

    private record Kind(Object release, Object durability, Object plainSettings) {}

    /** Sorts runs by what they belong to. */
    static Collection<Sweep> of(List<BenchReport> reports) {
        Map<Kind, Sweep> sweeps = new LinkedHashMap<>();
        for (BenchReport report : reports) {
            BenchOptions options = report.options();
            Kind kind = new Kind(
                    options.subject().release(),
                    options.durability(),
                    options.baseline().settings());
            sweeps.merge(kind, new Sweep(List.of(report)), Sweep::and);
        }
        return sweeps.values();
    }

    private Sweep and(Sweep more) {
        return new Sweep(Stream.concat(reports.stream(), more.reports.stream()).toList());
    }

    /** The run that the others are held against. */
    BenchReport base() {
        return reports.get(0);
    }

    /** The runs along a dimension, ascending; none if it was not varied. */
    List<BenchReport> along(Dimension dimension) {
        Subject base = base().options().subject();
        List<BenchReport> line = reports.stream()
                .filter(report -> Arrays.stream(Dimension.values())
                        .filter(other -> other != dimension)
                        .allMatch(other -> other.of(report.options().subject()) == other.of(base)))
                .sorted(Comparator.comparingInt(
                        report -> dimension.of(report.options().subject())))
                .toList();
        return line.size() < 2 ? List.of() : line;
    }
}
