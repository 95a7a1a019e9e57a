package io.dsfm.ratis.bench;

/**
 * One turn of one contestant.
 *
 * @param measurement what it did
 * @param cpuNanos the processor time of its servers meanwhile, or {@link ServerCpu#UNKNOWN}
 * @param otherCpuNanos that of the other contestant's, which had nothing to do
 * @param loadAverage the machine's load average at the end, below 0 if the system does not tell
 */
record Round(Measurement measurement, long cpuNanos, long otherCpuNanos, double loadAverage) {

    /** The servers' processor time for each answer, in microseconds; NaN if that is not known. */
    double cpuMicrosPerAnswer() {
        long answers = measurement.latencies().getTotalCount();
        return cpuNanos == ServerCpu.UNKNOWN || answers == 0 ? Double.NaN : cpuNanos / 1e3 / answers;
    }

    double p50Nanos() {
        return measurement.latencies().getValueAtPercentile(50);
    }
}
