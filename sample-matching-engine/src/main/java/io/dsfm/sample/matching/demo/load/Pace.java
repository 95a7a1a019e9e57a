package io.dsfm.sample.matching.demo.load;

import java.util.concurrent.TimeUnit;

/**
 * When each order is to be sent. At a rate, that is fixed beforehand, and latency counts from then: a group that stalls
 * does not slow down the orders that come to it (no coordinated omission). Without a rate, it is as soon as there is room.
 *
 * <p>Threading: one thread.
 */
final class Pace {

    private static final long NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

    private final double nanosPerOrder;

    /** When order 0 was to be sent, had the load never been held. */
    private long startNanos;

    /**
     * Starts now.
     *
     * @param ratePerSecond orders a second; 0 for as fast as it goes
     */
    Pace(double ratePerSecond, long nowNanos) {
        nanosPerOrder = ratePerSecond == 0 ? 0 : NANOS_PER_SECOND / ratePerSecond;
        startNanos = nowNanos;
    }

    /** Whether orders are sent as fast as it goes. */
    boolean unbounded() {
        return nanosPerOrder == 0;
    }

    /** When the order with this number, from 0, is to be sent. */
    long dueNanos(long order) {
        return startNanos + (long) (order * nanosPerOrder);
    }

    /** The load was held on purpose: what is still to come is due so much later. */
    void onHeld(long nanos) {
        startNanos += nanos;
    }

    /** This order is due now, unless it was before; what comes after it is due so much sooner. */
    void onPressed(long order, long nowNanos) {
        startNanos -= Math.max(0, dueNanos(order) - nowNanos);
    }
}
