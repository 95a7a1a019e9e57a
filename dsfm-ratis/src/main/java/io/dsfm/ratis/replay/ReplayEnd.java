package io.dsfm.ratis.replay;

import java.util.Optional;

/**
 * How a replay ended.
 *
 * @param start where it had started
 * @param executed how many inputs were executed
 * @param last the last state reached
 * @param checkpoints how many times the outputs were compared with those that the leader had released
 * @param difference why it stopped before the end, if anything differed
 */
public record ReplayEnd(
        ReplayStart start, long executed, DigestPoint last, long checkpoints, Optional<Difference> difference) {}
