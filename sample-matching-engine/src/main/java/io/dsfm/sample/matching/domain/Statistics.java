package io.dsfm.sample.matching.domain;

/**
 * What has traded in a symbol since it was added. All prices are 0 if nothing has.
 *
 * @param firstTicks the price of the first trade
 * @param lastTicks the price of the last trade
 * @param highTicks the highest price
 * @param lowTicks the lowest price
 * @param trades how many trades
 * @param tradedLots how many lots
 * @param touchedLowTicks the lowest price since all waiting orders that were reached had been triggered
 * @param touchedHighTicks the highest price since then
 */
public record Statistics(
        long firstTicks,
        long lastTicks,
        long highTicks,
        long lowTicks,
        long trades,
        long tradedLots,
        long touchedLowTicks,
        long touchedHighTicks) {

    /** Nothing has traded. */
    public static final Statistics NONE = new Statistics(0, 0, 0, 0, 0, 0, 0, 0);
}
