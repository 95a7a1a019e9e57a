package io.dsfm.maelstrom.harness.fault;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What may happen to a group. */
public enum FaultKind {
    /** The network is parted, in one of its shapes. */
    PARTITION,
    /** SIGKILL of a minority, which is started again with its data as it was. */
    KILL,
    /** SIGKILL of one node, whose unsynced bytes are gone when it is started again. */
    POWER,
    /** SIGSTOP of a minority, and SIGCONT. */
    PAUSE,
    /** The clock of one node jumps, and back. */
    CLOCK,
    /** SIGKILL of all nodes at once, which are started again with their data. */
    RESTART_ALL,
    /** SIGKILL of all nodes at once; what was not synced is gone everywhere. */
    POWER_ALL;

    /** The name on the command line. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The kinds in a list such as {@code kill,partition}; none for {@code none}.
     *
     * @throws IllegalArgumentException if there is no such kind; says which there are
     */
    public static List<FaultKind> parseAll(String text) {
        if (text.isEmpty() || text.equals("none")) {
            return List.of();
        }
        return Arrays.stream(text.split(",", -1)).map(FaultKind::parse).toList();
    }

    private static FaultKind parse(String name) {
        for (FaultKind kind : values()) {
            if (kind.label().equals(name)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("unknown fault: name=" + name + ", accepted: none, "
                + Arrays.stream(values()).map(FaultKind::label).collect(Collectors.joining(", ")));
    }
}
