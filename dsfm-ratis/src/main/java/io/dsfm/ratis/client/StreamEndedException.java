package io.dsfm.ratis.client;

/**
 * A stream of results has ended, and does not go on by itself. Everything before {@link #resumeSequence} was given; a new
 * stream may be opened from there.
 */
public final class StreamEndedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** Why it has ended. */
    public enum Reason {
        /** No node that answers keeps results that old: {@link #oldestSequence} is the oldest that one has. */
        TOO_OLD,
        /** Results were not taken for so long that the node has given this subscriber up. */
        TOO_SLOW,
        /**
         * What was given before is not what the node has that was asked now: one of the nodes has released a wrong result, and
         * people must find out which.
         */
        CONTRADICTED,
        /** The node refuses such a subscription. */
        REFUSED,
        /** It was closed by this process. */
        CLOSED
    }

    private final Reason reason;
    private final long resumeSequence;
    private final long oldestSequence;

    StreamEndedException(Reason reason, long resumeSequence, long oldestSequence, String detail) {
        super(
                "the stream of results has ended: reason=" + reason + ", resumeSequence=" + resumeSequence
                        + ", oldestSequence=" + oldestSequence + ", detail=" + detail,
                null,
                false,
                false);
        this.reason = reason;
        this.resumeSequence = resumeSequence;
        this.oldestSequence = oldestSequence;
    }

    /** Why. */
    public Reason reason() {
        return reason;
    }

    /** The sequence of the first result that was not given. */
    public long resumeSequence() {
        return resumeSequence;
    }

    /** The oldest sequence that could be had from the node asked last. */
    public long oldestSequence() {
        return oldestSequence;
    }
}
