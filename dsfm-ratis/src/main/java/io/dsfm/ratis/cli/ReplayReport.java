package io.dsfm.ratis.cli;

import io.dsfm.ratis.replay.ReplayEnd;
import io.dsfm.ratis.replay.ReplayListener;

/**
 * Shows a replay while it runs, and how it ended.
 *
 * <p>Threading: the thread that runs the replay.
 */
interface ReplayReport extends ReplayListener {

    /** It ended in order, with a difference or without. */
    void onEnd(ReplayEnd end);
}
