package io.dsfm.ratis.core;

/** What became of an input. */
public enum OutcomeKind {
    /** A client's input was executed. */
    EXECUTED,
    /** A resent request, executed before; the answer is the first one. */
    REPEATED,
    /** A timer fired. */
    TIMER_FIRED,
    /** The client gave the number up before it was executed, now or earlier; it never will be. */
    SKIPPED,
    /** Executed before, but the answer is no longer kept. */
    ANSWER_FORGOTTEN,
    /** Not executed, because a lower number of the client is missing. */
    OUT_OF_ORDER,
    /** Not executed, because the client has no session. */
    SESSION_EXPIRED,
    /** Not executed, because another process opened a session for the client since. */
    SESSION_SUPERSEDED,
    /** Not executed, because the number was used before for another input. */
    NUMBER_REUSED,
    /** The client has a session. */
    SESSION_OPENED,
    /** The client gets no session, because there are as many as there may be. */
    SESSIONS_FULL
}
