package io.dsfm.ratis.core;

import org.jspecify.annotations.Nullable;

/**
 * What one instance made of one input. All instances give the same outcomes in the same order.
 *
 * @param kind what became of the input
 * @param position the number of this outcome: 1, 2, 3, ... over all kinds; instances' outcomes are matched by it
 * @param term the term of the entry that brought the input, this time
 * @param logIndex the index of that entry
 * @param clientId whose input it was, or 0 for a timer
 * @param sessionId of the session in which the client sent it, or that it has got; 0 for a timer
 * @param number the client's request number, a timer's id, or a session's highest executed request number
 * @param detail the request number that was expected instead, or the most sessions there may be; else 0
 * @param correlationId of the one who opens a session
 * @param answer the answer, now or earlier, or null where there is none
 * @param chainDigest the digest of all outputs up to this one, this one included
 * @param stateDigest the digest of the state after the input, or 0 where none was taken
 * @param level the client wants it to leave no earlier than this level allows
 */
public record Outcome(
        OutcomeKind kind,
        long position,
        long term,
        long logIndex,
        long clientId,
        long sessionId,
        long number,
        long detail,
        long correlationId,
        @Nullable Answer answer,
        long chainDigest,
        long stateDigest,
        ReleaseLevel level) {

    /** One that may leave at the group's level. */
    public Outcome(
            OutcomeKind kind,
            long position,
            long term,
            long logIndex,
            long clientId,
            long sessionId,
            long number,
            long detail,
            long correlationId,
            @Nullable Answer answer,
            long chainDigest,
            long stateDigest) {
        this(
                kind,
                position,
                term,
                logIndex,
                clientId,
                sessionId,
                number,
                detail,
                correlationId,
                answer,
                chainDigest,
                stateDigest,
                ReleaseLevel.LOCAL);
    }

    /** Whether an input was executed for the first time: only then is there a new result in the sequence. */
    public boolean isNewResult() {
        return kind == OutcomeKind.EXECUTED || kind == OutcomeKind.TIMER_FIRED;
    }

    /** Whether two instances gave the same, as far as their digests tell. */
    boolean agreesWith(Outcome other) {
        return position == other.position
                && kind == other.kind
                && term == other.term
                && logIndex == other.logIndex
                && answersAgree(answer, other.answer)
                && stateDigest == other.stateDigest
                && clientId == other.clientId
                && sessionId == other.sessionId
                && number == other.number
                && detail == other.detail;
    }

    static boolean answersAgree(@Nullable Answer one, @Nullable Answer other) {
        return one == null || other == null ? one == null && other == null : one.agreesWith(other);
    }
}
