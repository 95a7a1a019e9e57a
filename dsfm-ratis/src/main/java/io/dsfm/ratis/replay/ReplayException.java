package io.dsfm.ratis.replay;

/** A replay cannot go on. The message tells why and, where there is something to do, what. */
public final class ReplayException extends Exception {

    private static final long serialVersionUID = 1;

    /** Who is at fault. */
    public enum Kind {
        /** The directory does not hold what was asked for. */
        NOT_THERE,
        /** A variant threw, or does not restore a snapshot to the state that was written. */
        STATE_MACHINE
    }

    private final Kind kind;

    ReplayException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    ReplayException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /** Who is at fault. */
    public Kind kind() {
        return kind;
    }
}
