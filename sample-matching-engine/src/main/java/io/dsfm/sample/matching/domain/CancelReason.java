package io.dsfm.sample.matching.domain;

import org.jspecify.annotations.Nullable;

/** Why lots were taken away. Codes from 10 on are free. */
public enum CancelReason {
    /** The client asked for it. */
    CLIENT(1),
    /** The order may not rest, and nothing more could trade at once. */
    IMMEDIATE_OR_CANCEL(2),
    /** The order has met as many resting orders as one order may. */
    FILL_LIMIT(3),
    /** The order is fill or kill, and could not trade whole. */
    FILL_OR_KILL(4),
    /** Two orders of one client met, and one of them had to go. */
    SELF_TRADE(5),
    /** A mass cancellation took it away. */
    MASS_CANCEL(6),
    /** Its deadline has been reached. */
    EXPIRED(7),
    /** Its symbol is closed. */
    SYMBOL_CLOSED(8),
    /** The order was triggered, and the count of traded lots could overflow by it. */
    COUNTER_OVERFLOW(9);

    private static final CancelReason[] ALL = values();

    private final byte code;

    CancelReason(int code) {
        this.code = (byte) code;
    }

    /** The stable code of the reason in messages. */
    public byte code() {
        return code;
    }

    /** The reason with the given code, or null. */
    public static @Nullable CancelReason ofCode(int code) {
        return code >= 1 && code <= ALL.length ? ALL[code - 1] : null;
    }
}
