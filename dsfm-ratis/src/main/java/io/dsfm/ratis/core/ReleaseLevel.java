package io.dsfm.ratis.core;

import java.util.Locale;

/** When a result may leave, from the strictest to the earliest. The codes are written down; they never change. */
public enum ReleaseLevel {
    /** Its input is committed: on the disks of a majority. What left is never taken back. */
    COMMITTED(1),
    /**
     * A majority, the leader among them, holds the input and has executed it, on disk or not. Survives the loss at once of
     * any minority, not a power cut of a majority.
     */
    COVERED(2),
    /** The leader has appended and executed it, while a majority hears it. Provisional: confirmed or revoked later. */
    LOCAL(3);

    private final int code;

    ReleaseLevel(int code) {
        this.code = code;
    }

    /** What stands for it in messages and files. */
    public int code() {
        return code;
    }

    /** The level with this code. */
    public static ReleaseLevel of(int code) {
        for (ReleaseLevel level : values()) {
            if (level.code == code) {
                return level;
            }
        }
        throw new IllegalArgumentException("no release level has this code: code=" + code + ", accepted: 1 to 3");
    }

    /** The level of this name: {@code committed}, {@code covered} or {@code local}. */
    public static ReleaseLevel parse(String text) {
        for (ReleaseLevel level : values()) {
            if (level.toString().equals(text)) {
                return level;
            }
        }
        throw new IllegalArgumentException(
                "no release level: found=" + text + ", accepted: committed, covered or local");
    }

    /** Whichever of two promises more. */
    public static ReleaseLevel stricter(ReleaseLevel one, ReleaseLevel other) {
        return one.code <= other.code ? one : other;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
