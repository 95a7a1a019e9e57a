package io.dsfm.ratis.core;

/**
 * How one instance did against the others of its node.
 *
 * @param wins how many of its results came first
 * @param duplicates how many came after another's
 * @param leadMedianNanos by how much its first ones came before the next instance's: the median
 * @param leadP99Nanos the 99th percentile of the same
 */
public record InstanceScore(long wins, long duplicates, long leadMedianNanos, long leadP99Nanos) {}
