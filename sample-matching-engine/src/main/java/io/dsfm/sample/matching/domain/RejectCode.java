package io.dsfm.sample.matching.domain;

import org.jspecify.annotations.Nullable;

/**
 * Why a command or a query was rejected. Codes are stable: new ones are added, none is given a new meaning. Below 20 the
 * bytes are wrong, below 40 a field is, from 40 on the state does not permit it.
 */
public enum RejectCode {
    /** The message is not rejected. */
    NONE(0),
    /** The message has no bytes. */
    EMPTY(1),
    /** The first byte is not the code of a command, or not of a query. */
    UNKNOWN_CODE(2),
    /** The message is longer or shorter than its kind's exact length. */
    WRONG_LENGTH(3),
    /** A byte that must be zero is not. */
    NOT_ZERO(4),

    /** The symbol id is not above zero. */
    INVALID_SYMBOL_ID(20),
    /** The name of the symbol is not 1 to 16 printable ASCII characters without a blank. */
    INVALID_NAME(21),
    /** The order id is not above zero. */
    INVALID_ORDER_ID(22),
    /** The side is neither buy nor sell. */
    INVALID_SIDE(23),
    /** The order type is unknown. */
    INVALID_ORDER_TYPE(24),
    /** The time in force is unknown. */
    INVALID_TIME_IN_FORCE(25),
    /** The order is a market order that asks to rest. */
    MARKET_ORDER_CANNOT_REST(26),
    /** The price is below 1 or above the maximum, or a market order has one. */
    INVALID_PRICE(27),
    /** The quantity is zero where it may not be, negative, or above the maximum. */
    INVALID_QUANTITY(28),
    /** The number of levels asked for is below 1 or above the maximum. */
    INVALID_LEVELS(29),

    /** The symbol id is in use already. */
    SYMBOL_EXISTS(40),
    /** There are as many symbols as there may be. */
    TOO_MANY_SYMBOLS(41),
    /** No symbol has this id. */
    UNKNOWN_SYMBOL(42),
    /** The client has a resting order with this id already. */
    DUPLICATE_ORDER_ID(43),
    /** As many orders rest as may rest. */
    TOO_MANY_ORDERS(44),
    /** The client has no resting order with this id. */
    UNKNOWN_ORDER(45),
    /** The count of traded lots could overflow by this order. */
    COUNTER_OVERFLOW(46);

    private final short code;

    RejectCode(int code) {
        this.code = (short) code;
    }

    /** The stable code in replies, events and answers. */
    public short code() {
        return code;
    }

    /** The constant with the given code, or null. Not for the hot path. */
    public static @Nullable RejectCode ofCode(int code) {
        for (RejectCode candidate : values()) {
            if (candidate.code == code) {
                return candidate;
            }
        }
        return null;
    }
}
