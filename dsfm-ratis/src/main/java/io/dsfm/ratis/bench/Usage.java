package io.dsfm.ratis.bench;

/**
 * What the servers took for a load.
 *
 * @param elapsedNanos from the first request to be sent until the last was answered
 * @param cpuNanos the processor time of the contestant's servers meanwhile, or {@link ServerCpu#UNKNOWN}
 * @param otherCpuNanos that of the other contestant's, which had nothing to do
 * @param leaderBytes what the threads of the leader's JVM allocated meanwhile, or {@link LeaderMemory#UNKNOWN}
 * @param loadAverage the machine's load average at the end, below 0 if the system does not tell
 */
record Usage(long elapsedNanos, long cpuNanos, long otherCpuNanos, long leaderBytes, double loadAverage) {}
