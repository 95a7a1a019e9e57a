package io.dsfm.sample.matching.domain;

/**
 * How a symbol trades.
 *
 * @param state whether it trades
 * @param feed which changes of the book are told
 * @param stepTicks prices of orders are multiples of it
 * @param lowestTicks the lowest price of an order
 * @param highestTicks the highest price of an order
 */
public record SymbolTerms(SymbolState state, Feed feed, int stepTicks, long lowestTicks, long highestTicks) {

    /** The terms of a symbol that was just added. */
    public static final SymbolTerms INITIAL =
            new SymbolTerms(SymbolState.OPEN, Feed.NONE, 1, 1, Limits.MAX_PRICE_TICKS);
}
