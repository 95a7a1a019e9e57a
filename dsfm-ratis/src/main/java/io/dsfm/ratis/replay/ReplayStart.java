package io.dsfm.ratis.replay;

import io.dsfm.ratis.replay.stored.LogSurvey;
import io.dsfm.ratis.replay.stored.StoredSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * Where a replay starts, and what is ahead.
 *
 * @param snapshot the snapshot restored, or null for the application's initial state
 * @param index of the last entry in that state, inclusive; 0 for the initial one
 * @param sequence of the last input in that state, inclusive
 * @param digest of that state
 * @param survey what the log holds from there on
 */
public record ReplayStart(@Nullable StoredSnapshot snapshot, long index, long sequence, long digest, LogSurvey survey) {

    /**
     * The highest sequence, inclusive, of which the directory proves that the group stood by it: it is in a snapshot, or
     * the leader wrote that its result was released. Inputs behind it were in this node's log; whether the group committed
     * them cannot be told from here.
     */
    public long settledSequence() {
        return Math.max(sequence, survey.releasedSequence());
    }
}
