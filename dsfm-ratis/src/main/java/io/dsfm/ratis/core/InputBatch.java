package io.dsfm.ratis.core;

import java.util.List;

/**
 * The inputs of one log entry. Shared by all instances of a node, so nobody changes it.
 *
 * @param term the term of the entry
 * @param index the index of the entry, from 1
 * @param timestampNanos the leader's clock when it made the entry, in nanoseconds since 1970; not below that of any
 *     earlier entry of the same leader. {@link Replica} makes it monotonic through changes of leader
 * @param inputs the inputs, in order
 * @param bytes what {@link Input.Submit} points into
 */
public record InputBatch(long term, long index, long timestampNanos, List<Input> inputs, byte[] bytes) {}
