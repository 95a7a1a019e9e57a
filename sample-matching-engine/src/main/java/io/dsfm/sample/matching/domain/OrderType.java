package io.dsfm.sample.matching.domain;

import org.jspecify.annotations.Nullable;

/** How an order limits the price it trades at. Codes from 3 on are free. */
public enum OrderType {
    /** Trades at its price or better. */
    LIMIT(1),
    /** Trades at any price; never rests. */
    MARKET(2);

    private final byte code;

    OrderType(int code) {
        this.code = (byte) code;
    }

    /** The stable code of the type in messages. */
    public byte code() {
        return code;
    }

    /** The type with the given code, or null. */
    public static @Nullable OrderType ofCode(int code) {
        return code == 1 ? LIMIT : code == 2 ? MARKET : null;
    }
}
