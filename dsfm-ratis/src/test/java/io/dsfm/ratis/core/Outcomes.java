package io.dsfm.ratis.core;

import io.dsfm.statemachine.Digest64;

/** Outcomes made by hand. */
final class Outcomes {

    private Outcomes() {}

    /** The outcome at a position that is also its index and, if it has an answer, its sequence. */
    static Outcome of(OutcomeKind kind, long position, byte[] output, long stateDigest) {
        boolean isAnswered = kind == OutcomeKind.EXECUTED || kind == OutcomeKind.TIMER_FIRED;
        Answer answer = isAnswered ? new Answer(position, position, position, 0, 0, Digest64.of(output), output) : null;
        return new Outcome(kind, position, 1, position, 1, 1, position, 0, 0, answer, 0, stateDigest);
    }

    /** A resent request's outcome: what was executed at an earlier sequence. */
    static Outcome repeated(long position, long sequence, byte[] output) {
        Answer answer = new Answer(1, 1, sequence, 0, 0, Digest64.of(output), output);
        return new Outcome(OutcomeKind.REPEATED, position, 1, position, 1, 1, 1, 0, 0, answer, 0, 0);
    }

    /** A result with its sequence, in the entry at {@code index}. */
    static Outcome executed(long position, long index, long sequence) {
        Answer answer = new Answer(sequence, index, sequence, 0, 0, 0, new byte[0]);
        return new Outcome(OutcomeKind.EXECUTED, position, 1, index, 1, 1, sequence, 0, 0, answer, 0, 0);
    }

    /** An outcome without a result, in the entry at {@code index}. */
    static Outcome refused(long position, long index) {
        return new Outcome(OutcomeKind.OUT_OF_ORDER, position, 1, index, 1, 1, 9, 1, 0, null, 0, 0);
    }
}
