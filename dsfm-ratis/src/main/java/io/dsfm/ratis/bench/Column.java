package io.dsfm.ratis.bench;

import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * Both contestants under one load.
 *
 * @param load the load
 * @param group the group's rounds, in order; none if it was spared this load
 * @param plain the plain ones, each run right after the group's of the same place; none if they were spared it
 */
record Column(Load load, List<Round> group, List<Round> plain) {

    Column {
        group = List.copyOf(group);
        plain = List.copyOf(plain);
    }

    /** Of the medians; below 1 where the group is faster. */
    Ratio latencyRatio() {
        return Ratio.of(group, plain, Round::p50Nanos);
    }

    /** Of the 99th percentiles, of all rounds of each side together; below 1 where the group is faster. */
    double tailRatio() {
        long divisor = together(plain).measurement().latencies().getValueAtPercentile(99);
        return divisor == 0
                ? Double.NaN
                : (double) together(group).measurement().latencies().getValueAtPercentile(99) / divisor;
    }

    /** Of the answers a second; above 1 where the group does more. */
    Ratio throughputRatio() {
        return Ratio.of(group, plain, round -> round.measurement().perSecond());
    }

    /** All rounds of one side as one. */
    static Round together(List<Round> rounds) {
        Histogram latencies = new Histogram(3);
        double seconds = 0;
        long due = 0;
        long sent = 0;
        long inTime = 0;
        long failed = 0;
        long unanswered = 0;
        Usage usage = new Usage(0, 0, 0, 0, 0);
        for (Round round : rounds) {
            Measurement one = round.measurement();
            latencies.add(one.latencies());
            seconds += one.seconds();
            due += one.due();
            sent += one.sent();
            inTime += one.inTime();
            failed += one.failed();
            unanswered += one.unanswered();
            usage = sum(usage, round.usage(), rounds.size());
        }
        return new Round(new Measurement(latencies, seconds, due, sent, inTime, failed, unanswered), usage);
    }

    private static Usage sum(Usage sofar, Usage more, int rounds) {
        return new Usage(
                sofar.elapsedNanos() + more.elapsedNanos(),
                sum(sofar.cpuNanos(), more.cpuNanos()),
                sum(sofar.otherCpuNanos(), more.otherCpuNanos()),
                sum(sofar.leaderBytes(), more.leaderBytes()),
                sofar.loadAverage() + more.loadAverage() / rounds);
    }

    /** Of two figures of which each may be unknown, which is told by a number below 0. */
    private static long sum(long sofar, long more) {
        return sofar < 0 || more < 0 ? Math.min(sofar, more) : sofar + more;
    }

    /** Whether a side sustained the load in all its rounds. */
    static boolean isSustained(List<Round> rounds) {
        return !rounds.isEmpty()
                && rounds.stream().allMatch(round -> round.measurement().isSustained());
    }
}
