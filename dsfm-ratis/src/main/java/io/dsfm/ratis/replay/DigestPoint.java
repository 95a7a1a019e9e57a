package io.dsfm.ratis.replay;

/**
 * The state after an input, the same as {@code dsfm status} shows of an instance that is there.
 *
 * @param sequence of the input
 * @param index of the entry that held it
 * @param timestampNanos the log's time, in nanoseconds since 1970
 * @param digest of the state machine's state, timers and all outputs so far
 */
public record DigestPoint(long sequence, long index, long timestampNanos, long digest) {}
