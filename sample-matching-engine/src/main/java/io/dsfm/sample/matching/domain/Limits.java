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

    /** The most orders that rest at one time, over all symbols. */
    public static final int MAX_RESTING_ORDERS = 8_000_000;

    /** The most symbols. */
    public static final int MAX_SYMBOLS = 10_000;

    /** The longest name of a symbol, in bytes. */
    public static final int MAX_NAME_BYTES = 16;

    /**
     * The most trades that one incoming order makes. It bounds what one input puts out to less than 256 KiB, with room
     * for larger events and for a frame around each.
     */
    public static final int MAX_FILLS_PER_ORDER = 2_000;

    /** The most levels per side that a depth query can ask for. */
    public static final int MAX_DEPTH_LEVELS = 1_000;

    private Limits() {}
}
