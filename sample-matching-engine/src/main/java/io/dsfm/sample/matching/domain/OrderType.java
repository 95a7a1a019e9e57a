package io.dsfm.sample.matching.domain;

import org.jspecify.annotations.Nullable;

/** How an order limits the price it trades at, and when it starts to trade. Codes from 6 on are free. */
public enum OrderType {
    /** Trades at its price or better. */
    LIMIT(1),
    /** Trades at any price within the band; never rests. */
    MARKET(2),
    /** A limit order that is rejected if it would trade at once. */
    POST_ONLY(3),
    /** Waits until the market reaches its stop price, and is a market order then. */
    STOP(4),
    /** Waits until the market reaches its stop price, and is a limit order then. */
    STOP_LIMIT(5);

    private static final OrderType[] ALL = values();

    private final byte code;

    OrderType(int code) {
        this.code = (byte) code;
    }

    /** The stable code of the type in messages. */
    public byte code() {
        return code;
    }

    /** Whether orders of this type have a price. */
    public boolean hasPrice() {
        return this != MARKET && this != STOP;
    }

    /** Whether orders of this type wait for the market to reach a stop price. */
    public boolean hasStopPrice() {
        return this == STOP || this == STOP_LIMIT;
    }

    /** The type with the given code, or null. */
    public static @Nullable OrderType ofCode(int code) {
        return code >= 1 && code <= ALL.length ? ALL[code - 1] : null;
    }
}
