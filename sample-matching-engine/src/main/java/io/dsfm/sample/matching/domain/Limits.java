package io.dsfm.sample.matching.domain;

/**
 * Limits of the application, all inclusive. They are part of the specification: what exceeds one is rejected by every
 * variant alike. They are chosen so that no sum over a book can overflow 64 bits.
 */
public final class Limits {

    /** The highest price of an order; the lowest is 1. */
    public static final long MAX_PRICE_TICKS = 1_000_000_000_000L;

    /** The largest quantity of an order or of a partial cancellation. */
    public static final long MAX_QUANTITY_LOTS = 1_000_000_000L;

    /** The most orders that rest or wait at one time, over all symbols. */
    public static final int MAX_RESTING_ORDERS = 8_000_000;

    /** The most symbols. */
    public static final int MAX_SYMBOLS = 10_000;

    /** The longest name of a symbol, in bytes. */
    public static final int MAX_NAME_BYTES = 16;

    /** The largest price step of a symbol. */
    public static final int MAX_STEP_TICKS = 1_000_000_000;

    /**
     * The most resting orders that one incoming order meets, to trade or to be cancelled. An input triggers no further
     * order once its incoming orders have met as many. So one input puts out less than 256 KiB, frames and timers
     * included.
     */
    public static final int MAX_FILLS_PER_ORDER = 800;

    /** The most waiting orders that one input triggers, beside its own. */
    public static final int MAX_TRIGGERS_PER_INPUT = 100;

    /** The most orders that one input cancels without a trade: a mass cancellation, or the closing of a symbol. */
    public static final int MAX_CANCELS_PER_INPUT = 1_000;

    /** The most levels per side that a depth query can ask for. */
    public static final int MAX_DEPTH_LEVELS = 1_000;

    /** The highest number of an order, a trade or a place in a queue that a snapshot may hold; none is ever reached. */
    public static final long MAX_COUNT = 1L << 62;

    private Limits() {}
}
