package io.dsfm.ratis.replay;

import io.dsfm.ratis.core.Outcome;

/**
 * Is told what a replay finds, as it finds it.
 *
 * <p>Threading: called by the thread that runs the replay.
 */
public interface ReplayListener {

    /** Something that a person should know, such as a damaged snapshot that was passed over. */
    void onNote(String note);

    /** The state is restored and the log is read through: now inputs are executed. */
    void onStart(ReplayStart start);

    /** What an input within the range gave; in order of sequence, up to where variants differ. */
    default void onResult(Outcome outcome) {}

    /** The state at one of the sequences asked for. */
    void onDigest(DigestPoint point);

    /** An entry was executed. */
    void onProgress(long index, long sequence);
}
