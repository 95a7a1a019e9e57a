package io.dsfm.sample.matching.flow;

/**
 * The shape of the flow: distributions as measured in the opening ten seconds of a liquid share (AAPL on NASDAQ,
 * 2012-06-21, from LOBSTER's public sample), each as 32 or 10 equally likely values.
 */
final class FlowShape {

    /** Sizes of new orders. */
    static final int[] SIZES_LOTS = {
        1, 2, 3, 4, 5, 7, 10, 10, 10, 15, 18, 18, 18, 18, 18, 20, 25, 35, 45, 50, 66, 100, 100, 100, 100, 100, 100, 100,
        200, 250, 350, 800
    };

    /** Distances of new orders from the best price of their own side, in steps; below 0 improves it. */
    static final int[] DISTANCES_STEPS = {
        -37, -3, -3, -1, -1, 0, 0, 1, 1, 2, 4, 10, 13, 19, 33, 47, 47, 62, 110, 132, 148, 155, 199, 232, 232, 240, 249,
        265, 301, 533, 1127, 3513
    };

    /** How many orders come after one before it is cancelled, of those that do not live long. */
    static final int[] LIVES_ORDERS = {1, 3, 5, 6, 8, 9, 11, 13, 29, 57};

    /** Prices are multiples of this: a cent, at ticks of a hundredth of one. */
    static final int STEP_TICKS = 100;

    /** Of a thousand commands, how many are incoming orders that trade. */
    static final int TRADES_PER_MILLE = 86;

    /** Of a thousand commands, how many are cancellations while the book is empty. */
    static final int CANCELS_PER_MILLE = 214;

    /** How many more there are when as many orders rest as should: then as many go as come. */
    static final int MORE_CANCELS_PER_MILLE = 204;

    /** However many orders rest, no more of a thousand commands are cancellations than this. */
    static final int MOST_CANCELS_PER_MILLE = 850;

    private FlowShape() {}
}
