package io.dsfm.ratis.bench;

import io.dsfm.ratis.node.Durability;
import io.dsfm.ratis.plot.Series;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What has a line of its own in plots: the group at a level, or plain Ratis with some settings, each with the log forced or not. One that was measured more than
 * once, beside several of the other kind, is drawn as it was measured first; the tables have all.
 *
 * @param name for people
 * @param isGroup whether it is the group
 * @param look how it is drawn
 * @param sweep where it was measured
 */
record Contender(String name, boolean isGroup, Series.Look look, Sweep sweep) {

    /** All of them, the group's first. */
    static List<Contender> of(List<BenchReport> reports) {
        Collection<Sweep> sweeps = Sweep.of(reports);
        Set<Object> seen = new HashSet<>();
        List<Contender> groups = new ArrayList<>();
        List<Contender> plain = new ArrayList<>();
        for (Sweep sweep : sweeps) {
            BenchOptions options = sweep.base().options();
            Object release = options.subject().release();
            Durability durability = options.durability();
            if (seen.add(List.of(release, durability))) {
                groups.add(new Contender(name("group", release, durability), true, look(options), sweep));
            }
            PlainSettings settings = options.baseline().settings();
            if (options.baseline().isMeasured() && seen.add(List.of(settings, durability))) {
                plain.add(new Contender(name("plain Ratis", settings, durability), false, plainLook(options), sweep));
            }
        }
        groups.addAll(plain);
        return groups;
    }

    private static String name(String side, Object kind, Durability durability) {
        return side + ", " + lower(kind) + (durability == Durability.SYNCED ? "" : ", " + durability.label());
    }

    /** Colours that people tell apart who do not see all colours; where the disk is not waited for, lighter ones. */
    private static Series.Look look(BenchOptions options) {
        boolean isSynced = options.durability() == Durability.SYNCED;
        String colour = switch (options.subject().release()) {
            case LOCAL -> isSynced ? "#0072b2" : "#56b4e9";
            case COVERED -> isSynced ? "#009e73" : "#7fcfb5";
            case COMMITTED -> isSynced ? "#d55e00" : "#e69f00";
        };
        return new Series.Look(colour, false, true, true);
    }

    private static Series.Look plainLook(BenchOptions options) {
        boolean isSynced = options.durability() == Durability.SYNCED;
        String colour = switch (options.baseline().settings()) {
            case TUNED -> isSynced ? "#6b7280" : "#b0b5bd";
            case DEFAULT -> isSynced ? "#a855a0" : "#d8a6d3";
        };
        return new Series.Look(colour, true, true, true);
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
