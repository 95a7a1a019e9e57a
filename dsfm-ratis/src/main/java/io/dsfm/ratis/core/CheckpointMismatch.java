package io.dsfm.ratis.core;

/**
 * The outputs of this instance are not those that the leader released.
 *
 * @param sequence the outputs up to here, inclusive, differ somewhere
 * @param chainDigest of the outputs of this instance
 * @param leaderChainDigest of those that the leader released
 */
public record CheckpointMismatch(long sequence, long chainDigest, long leaderChainDigest) {}
