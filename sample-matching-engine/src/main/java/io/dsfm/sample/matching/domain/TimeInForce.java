package io.dsfm.sample.matching.domain;

import org.jspecify.annotations.Nullable;

/** How long an order is good for. Codes from 5 on are free. */
public enum TimeInForce {
    /** What does not trade at once rests until it trades or is cancelled. */
    DAY(1),
    /** Immediate or cancel: what does not trade at once is cancelled. */
    IOC(2),
    /** Fill or kill: trades at once and whole, or not at all. */
    FOK(3),
    /** Good till time: as {@link #DAY}, and cancelled at its deadline. */
    GTT(4);

    private static final TimeInForce[] ALL = values();

    private final byte code;

    TimeInForce(int code) {
        this.code = (byte) code;
    }

    /** The stable code of the time in force in messages. */
    public byte code() {
        return code;
    }

    /** Whether lots that do not trade at once may rest. */
    public boolean mayRest() {
        return this == DAY || this == GTT;
    }

    /** The time in force with the given code, or null. */
    public static @Nullable TimeInForce ofCode(int code) {
        return code >= 1 && code <= ALL.length ? ALL[code - 1] : null;
    }
}
