package io.dsfm.ratis.node;

/** A node cannot start. The message tells a stranger why and what to do. */
public final class NodeStartException extends Exception {

    private static final long serialVersionUID = 1;

    /** What kind of thing is in the way. */
    public enum Kind {
        /** The configuration asks for something that is not there, or that is taken. */
        CONFIGURATION,
        /** What was stored is damaged or missing, and nothing older can replace it. */
        DAMAGED,
        /** Something else failed. */
        FAILED
    }

    private final Kind kind;

    /** Without a cause worth showing. */
    public NodeStartException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    /** With the exception that was met. */
    public NodeStartException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /** What kind of thing is in the way. */
    public Kind kind() {
        return kind;
    }
}
