package io.dsfm.ratis.node;

import java.util.Locale;

/**
 * Whether the log is forced to disk before an entry in it counts. Nodes force it; that they need not is for measurements
 * only, and no part of a node's configuration: {@code committed} would mean less than it says, and who does not want to wait
 * for the disk has the release level {@code covered}. Terms and votes are forced in either case.
 */
public enum Durability {
    /** An entry counts at a node once it is forced to the disk there. */
    SYNCED,
    /**
     * An entry counts at a node once it is written to a file there; it is forced in the background, without a bound on how
     * much later, and an error in that is not told. The death of processes loses nothing, since the system has what they wrote. The
     * loss of one machine's power may lose what was committed, once its node has come back and votes: it is not known as one that
     * has forgotten something. Such a node may also find its files damaged. Ratis calls it {@code unsafe-flush}.
     */
    RELAXED;

    /** The system property that says it to a node's process; {@link #SYNCED} if it is not set. */
    public static final String PROPERTY = "dsfm.bench.durability";

    /** The metric in a node's status by which it tells: 1 for {@link #SYNCED}, else 0. */
    public static final String METRIC = "log.forced";

    /** That of nodes in this process. */
    static Durability ofProcess() {
        String name = System.getProperty(PROPERTY);
        return name == null ? SYNCED : parse(PROPERTY, name);
    }

    /**
     * That of this name: {@code synced} or {@code relaxed}.
     *
     * @param what how the value is called where it was given, for the message of a refusal
     */
    public static Durability parse(String what, String name) {
        for (Durability one : values()) {
            if (one.label().equals(name)) {
                return one;
            }
        }
        throw new IllegalArgumentException("invalid value: " + what + "=" + name + ", accepted: synced or relaxed");
    }

    /** Its name, for people and command lines. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
