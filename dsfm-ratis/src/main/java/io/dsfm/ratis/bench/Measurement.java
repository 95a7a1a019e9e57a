package io.dsfm.ratis.bench;

import org.HdrHistogram.Histogram;

/**
 * What one contestant did under one load.
 *
 * @param latencies of all answers, in nanoseconds; late ones included
 * @param seconds how long requests were sent
 * @param due how many were to be sent: at a fixed rate the rate's, otherwise those sent
 * @param sent how many were sent
 * @param inTime how many were answered within {@code seconds}
 * @param failed how many failed
 * @param unanswered how many had neither answer nor failure when it was given up to wait
 */
record Measurement(
        Histogram latencies, double seconds, long due, long sent, long inTime, long failed, long unanswered) {

    /** Requests a second that must be answered for a rate to count as sustained, as a part of it. */
    private static final double SUSTAINED = 0.9;

    /** Answers a second. */
    double perSecond() {
        return inTime / seconds;
    }

    /** Whether everything that was to be sent was sent and answered, and hardly any of it after the end. */
    boolean isSustained() {
        return sent == due && failed == 0 && unanswered == 0 && inTime >= SUSTAINED * due;
    }
}
