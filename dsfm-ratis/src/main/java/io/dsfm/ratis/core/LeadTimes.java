package io.dsfm.ratis.core;

import org.HdrHistogram.Histogram;

/**
 * How one instance does against the others of its node.
 *
 * <p>Threading: one writer; {@link #snapshot} by the same thread.
 */
final class LeadTimes {

    private static final long NANOS_MAX = 3_600_000_000_000L;

    private final Histogram leads = new Histogram(NANOS_MAX, 2);
    private long wins;
    private long duplicates;

    void onWin() {
        wins++;
    }

    void onDuplicate() {
        duplicates++;
    }

    /** An outcome of this instance came first, and the next instance's so much later. */
    void onLead(long nanos) {
        leads.recordValue(Math.min(Math.max(nanos, 0), NANOS_MAX));
    }

    InstanceScore snapshot() {
        return new InstanceScore(wins, duplicates, leads.getValueAtPercentile(50), leads.getValueAtPercentile(99));
    }
}
