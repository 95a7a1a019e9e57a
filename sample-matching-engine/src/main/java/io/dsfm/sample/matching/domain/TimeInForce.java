package io.dsfm.sample.matching.domain;

import org.jspecify.annotations.Nullable;

/** How long an order is good for. Codes from 3 on are free. */
public enum TimeInForce {
    /** What does not trade at once rests until it trades or is cancelled. */
    DAY(1),
    /** Immediate or cancel: what does not trade at once is cancelled. */
    IOC(2);

    private final byte code;

    TimeInForce(int code) {
        this.code = (byte) code;
    }

    /** The stable code of the time in force in messages. */
    public byte code() {
        return code;
    }

    /** The time in force with the given code, or null. */
    public static @Nullable TimeInForce ofCode(int code) {
        return code == 1 ? DAY : code == 2 ? IOC : null;
    }
}
