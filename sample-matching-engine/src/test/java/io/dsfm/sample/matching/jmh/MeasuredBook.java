package io.dsfm.sample.matching.jmh;

/**
 * A book under test.
 *
 * <p>Threading: one thread.
 */
interface MeasuredBook {

    /** Puts commands into the form in which the book takes them. Not measured. */
    void load(Batch batch);

    /** Executes what was loaded, and gives something that depends on all results. Measured. */
    long execute();

    /** How many trades there were so far. */
    long trades();

    /** How many commands were refused so far. */
    long refused();

    /** How many orders rest. */
    int restingOrders();
}
