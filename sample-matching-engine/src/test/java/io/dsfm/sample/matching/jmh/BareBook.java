package io.dsfm.sample.matching.jmh;

import io.dsfm.sample.matching.domain.Side;

/**
 * The book of a variant without its engine, called as a book of exchange-core is called. The calls give false for what is
 * refused.
 *
 * <p>Threading: one thread.
 */
public interface BareBook {

    /** A new limit order; what does not trade rests or, unless it may, is cancelled. */
    boolean place(long orderId, Side side, long priceTicks, long lots, boolean mayRest);

    /** Cancels a whole order. */
    boolean cancel(long orderId);

    /** Takes lots away from an order. */
    boolean reduce(long orderId, long lots);

    /** Gives an order another price, and a new place. */
    boolean move(long orderId, long priceTicks);

    /** How many orders rest. */
    int restingOrders();
}
