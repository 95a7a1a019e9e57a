package io.dsfm.ratis.bench;

import io.dsfm.ratis.plot.Series;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What has a line of its own in plots: the group at a level, or plain Ratis with some settings. One that was measured more than
 * once, beside several of the other kind, is drawn as it was measured first; the tables have all.
 *
 * @param name for people
 * @param isGroup whether it is the group
 * @param look how it is drawn
 * @param sweep where it was measured
 */
record Contender(String name, boolean isGroup, Series.Look look, Sweep sweep) {

    private static final Series.Look PLAIN_TUNED = new Series.Look("#6b7280", true, true, true);
    private static final Series.Look PLAIN_DEFAULT = new Series.Look("#a855a0", true, true, true);

    /** All of them, the group's first. */
    static List<Contender> of(List<BenchReport> reports) {
        Collection<Sweep> sweeps = Sweep.of(reports);
        Set<Object> seen = new HashSet<>();
        List<Contender> groups = new ArrayList<>();
        List<Contender> plain = new ArrayList<>();
        for (Sweep sweep : sweeps) {
            BenchOptions options = sweep.base().options();
            Object release = options.subject().release();
            if (seen.add(release)) {
                groups.add(new Contender("group, " + lower(release), true, look(options), sweep));
            }
            PlainSettings settings = options.baseline().settings();
            if (options.baseline().isMeasured() && seen.add(settings)) {
                Series.Look look = settings == PlainSettings.TUNED ? PLAIN_TUNED : PLAIN_DEFAULT;
                plain.add(new Contender("plain Ratis, " + lower(settings), false, look, sweep));
            }
        }
        groups.addAll(plain);
        return groups;
    }

    /** Colours that people tell apart who do not see all colours. */
    private static Series.Look look(BenchOptions options) {
        String colour = switch (options.subject().release()) {
            case LOCAL -> "#0072b2";
            case COVERED -> "#009e73";
            case COMMITTED -> "#d55e00";
        };
        return new Series.Look(colour, false, true, true);
    }

    private static String lower(Object constant) {
        return constant.toString().toLowerCase(Locale.ROOT);
    }

    /** Its rounds under a load. */
    List<Round> rounds(Column column) {
        return isGroup ? column.group() : column.plain();
    }

    /** Its side of a report of its sweep. */
    BenchReport.Side side(BenchReport report) {
        return report.sides().get(isGroup ? 0 : 1);
    }
}
