package io.dsfm.ratis.core;

/** One input as it stands in the log, by kind. */
public sealed interface Input {

    /**
     * What a client submitted for the state machine, or its word that it has given a request number up.
     *
     * @param clientId above 0
     * @param sessionId of the session in which the client sent it
     * @param requestNumber the client's number for it, from 1
     * @param acknowledgedThrough the client needs no answers up to this number, inclusive, any more
     * @param skip whether the number is to be used up without executing anything
     * @param offset where the input's bytes start in those of the batch
     * @param length how many bytes it has, from 0
     * @param level the client wants no result before this level allows it; {@link ReleaseLevel#LOCAL} for no wish of its
     *     own
     */
    record Submit(
            long clientId,
            long sessionId,
            long requestNumber,
            long acknowledgedThrough,
            boolean skip,
            int offset,
            int length,
            ReleaseLevel level)
            implements Input {

        /** One without a wish. */
        public Submit(
                long clientId,
                long sessionId,
                long requestNumber,
                long acknowledgedThrough,
                boolean skip,
                int offset,
                int length) {
            this(clientId, sessionId, requestNumber, acknowledgedThrough, skip, offset, length, ReleaseLevel.LOCAL);
        }
    }

    /**
     * A client opens a session, or a later process of it takes the session over.
     *
     * @param clientId above 0
     * @param correlationId goes back with the outcome, so that the one who asked knows its own
     */
    record OpenSession(long clientId, long correlationId) implements Input {}

    /** A client keeps its session from expiring. */
    record KeepAlive(long clientId, long sessionId) implements Input {}

    /**
     * Timers due at the batch's timestamp are to fire.
     *
     * @param limit at most so many; the leader asks again for the rest
     */
    record FireTimers(int limit) implements Input {}

    /** From here on these settings hold. */
    record ChangeSettings(Settings settings) implements Input {}

    /**
     * What the leader has released, for the other nodes to compare with. Without effect on the state.
     *
     * @param sequence the last sequence that went into {@code chainDigest}
     * @param chainDigest the digest of all outputs up to there
     */
    record Checkpoint(long sequence, long chainDigest) implements Input {}
}
