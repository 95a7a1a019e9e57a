package io.dsfm.ratis.bench;

/**
 * One turn of one contestant.
 *
 * @param measurement what it did
 * @param usage what it took
 */
record Round(Measurement measurement, Usage usage) {

    /** The servers' processor time for each answer, in microseconds, or for a million, in seconds; NaN if not known. */
    double cpuMicrosPerAnswer() {
        long answers = measurement.latencies().getTotalCount();
        return usage.cpuNanos() == ServerCpu.UNKNOWN || answers == 0 ? Double.NaN : usage.cpuNanos() / 1e3 / answers;
    }

    /** How many processors the servers used on average; NaN if that is not known. */
    double cores() {
        return usage.cpuNanos() == ServerCpu.UNKNOWN || usage.elapsedNanos() == 0
                ? Double.NaN
                : (double) usage.cpuNanos() / usage.elapsedNanos();
    }

    /** What the leader allocated for each answer, in bytes; NaN if that is not known. */
    double leaderBytesPerAnswer() {
        long answers = measurement.latencies().getTotalCount();
        return usage.leaderBytes() == LeaderMemory.UNKNOWN || answers == 0
                ? Double.NaN
                : (double) usage.leaderBytes() / answers;
    }

    double p50Nanos() {
        return measurement.latencies().getValueAtPercentile(50);
    }
}
