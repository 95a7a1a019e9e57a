package io.dsfm.sample.matching.domain;

import org.jspecify.annotations.Nullable;

/** Which way an order trades. */
public enum Side {
    /** Buys; rests among the bids, of which the highest price is the best. */
    BUY(1),
    /** Sells; rests among the asks, of which the lowest price is the best. */
    SELL(2);

    private static final Side[] ALL = values();

    private final byte code;

    Side(int code) {
        this.code = (byte) code;
    }

    /** The stable code of the side in messages. */
    public byte code() {
        return code;
    }

    /** The side that this one trades with. */
    public Side opposite() {
        return this == BUY ? SELL : BUY;
    }

    /** Whether a price of this side, which limits an order, permits to trade at {@code makerPriceTicks}. */
    public boolean crosses(long limitPriceTicks, long makerPriceTicks) {
        return this == BUY ? makerPriceTicks <= limitPriceTicks : makerPriceTicks >= limitPriceTicks;
    }

    /** The side with the given code, or null. */
    public static @Nullable Side ofCode(int code) {
        return code >= 1 && code <= ALL.length ? ALL[code - 1] : null;
    }
}
