package io.dsfm.ratis.replay.stored;

/**
 * What a log holds, found by reading it once from some entry to its end.
 *
 * @param lastIndex of the last whole entry; one below the first surveyed if there is none
 * @param releasedSequence the leader wrote into the log that results up to this sequence, inclusive, had been released; 0
 *     if it did not
 * @param torn what is behind the last whole entry, where the node had not finished writing; empty for nothing
 */
public record LogSurvey(long lastIndex, long releasedSequence, String torn) {}
