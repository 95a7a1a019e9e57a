package io.dsfm.ratis.node;

import java.util.concurrent.CompletableFuture;

/**
 * Appends entries to the replicated log.
 *
 * <p>Threading: called by one thread, the input path's; entries are appended in the order of the calls.
 */
interface LogWriter {

    /** What became of an entry. */
    enum Fate {
        /** It is committed. */
        COMMITTED,
        /** It never entered the log: too much is under way, or the leader is not ready yet. */
        REFUSED,
        /** It may be in the log or not: the node no longer leads, or stops. */
        UNKNOWN
    }

    /**
     * What became of an entry.
     *
     * @param fate see there
     * @param index of the entry if it is committed, else 0
     */
    record Appended(Fate fate, long index) {}

    /** Whether this node leads; it may still have to find out what of its log is committed. */
    boolean isLeader();

    /** The term that this node is in. */
    long term();

    /** Whether this node leads and has executed everything before its term. */
    boolean isLeaderReady();

    /**
     * Appends an entry.
     *
     * @param entry its bytes; not changed afterwards
     * @param isUrgent somebody waits for other nodes to have it, even where the group's results leave without them
     * @return what became of it; never fails
     */
    CompletableFuture<Appended> append(byte[] entry, boolean isUrgent);
}
