package io.dsfm.sample.matching.demo.load;

/**
 * What happened in one short time of the run. Latencies are those of the orders due in it, whenever they were answered.
 *
 * @param number its number, from 0; it starts {@code number} lengths after the run
 * @param due orders that were due in it and were answered
 * @param answered results that came in it
 * @param p50Nanos median latency, 0 if none was due
 * @param p99Nanos 99th percentile, 0 if none was due
 * @param maxNanos highest latency, 0 if none was due
 */
public record Interval(int number, long due, long answered, long p50Nanos, long p99Nanos, long maxNanos) {}
