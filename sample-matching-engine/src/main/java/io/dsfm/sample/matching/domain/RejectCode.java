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
    /** The order is a market order whose time in force asks to rest. */
    MARKET_ORDER_CANNOT_REST(26),
    /** The price is below 1 or above the maximum, or there is one where there may not be. */
    INVALID_PRICE(27),
    /** The quantity is zero where it may not be, negative, or above the maximum. */
    INVALID_QUANTITY(28),
    /** The number of levels asked for is below 1 or above the maximum. */
    INVALID_LEVELS(29),
    /** The time in force is not permitted for the order type. */
    INVALID_COMBINATION(30),
    /** The stop price is below 1 or above the maximum, or there is one where there may not be. */
    INVALID_STOP_PRICE(31),
    /** The displayed quantity is negative or above the order's, or there is one where there may not be. */
    INVALID_DISPLAY(32),
    /** The deadline is not above zero, or there is one where there may not be. */
    INVALID_DEADLINE(33),
    /** The choice of what happens in a self-trade is unknown. */
    INVALID_SELF_TRADE(34),
    /** The scope of a mass cancellation is unknown. */
    INVALID_SCOPE(35),
    /** The state of a symbol is unknown. */
    INVALID_STATE(36),
    /** The price step is below 1 or above the maximum. */
    INVALID_STEP(37),
    /** The price band is empty, or not within the prices that there are. */
    INVALID_BAND(38),
    /** The feed is unknown. */
    INVALID_FEED(39),

    /** The symbol id is in use already. */
    SYMBOL_EXISTS(40),
    /** There are as many symbols as there may be. */
    TOO_MANY_SYMBOLS(41),
    /** No symbol has this id. */
    UNKNOWN_SYMBOL(42),
    /** The client has an order with this id already that rests or waits. */
    DUPLICATE_ORDER_ID(43),
    /** As many orders rest or wait as may. */
    TOO_MANY_ORDERS(44),
    /** The client has no order with this id that rests or waits. */
    UNKNOWN_ORDER(45),
    /** The count of traded lots could overflow by this order. */
    COUNTER_OVERFLOW(46),
    /** The symbol is halted. */
    SYMBOL_HALTED(47),
    /** The symbol is closed. */
    SYMBOL_CLOSED(48),
    /** The symbol was closed, and the orders that it had are still being cancelled. */
    SYMBOL_CLOSING(49),
    /** The price or the stop price is not a multiple of the symbol's price step. */
    WRONG_STEP(50),
    /** The price or the stop price is outside of the symbol's price band. */
    OUT_OF_BAND(51),
    /** The deadline has been reached already. */
    DEADLINE_PASSED(52),
    /** The order is post-only and would trade at once. */
    WOULD_TRADE(53),
    /** The order waits for its stop price, so that it cannot be replaced. */
    ORDER_WAITS(54);

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
