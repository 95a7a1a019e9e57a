package io.dsfm.ratis.replay;

import java.util.Optional;

/**
 * How a replay ended.
 *
 * @param start where it had started
 * @param executed how many inputs were executed
 * @param last the last state reached
 * @param settledSequence up to here, inclusive, the directory proves that the group stood by the results: a snapshot of a
 *     later state is there, or the leader wrote that they had been released; not behind {@code last}
 * @param checkpoints how many times the outputs were compared with those that the leader had released
 * @param difference why it stopped before the end, if anything differed
 */
public record ReplayEnd(
        ReplayStart start,
        long executed,
        DigestPoint last,
        long settledSequence,
        long checkpoints,
        Optional<Difference> difference) {}
