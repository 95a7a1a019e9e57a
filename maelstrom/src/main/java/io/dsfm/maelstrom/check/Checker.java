package io.dsfm.maelstrom.check;

import io.dsfm.maelstrom.history.HistoryEvent;
import java.util.List;

/**
 * Judges histories of one workload.
 *
 * <p>Threading: any thread; holds nothing.
 */
public interface Checker {

    /** Judges a history, in order of its indexes; faults in it tell only when nodes were down. */
    Verdict check(List<HistoryEvent> history);
}
