package io.dsfm.ratis.core;

import java.util.Arrays;

/**
 * Counts, in one term of this node's leadership, up to where a majority of the group holds and has executed the log.
 *
 * <p>A node's word counts if the last entry it has executed is of the leader's term: then its log is the leader's up to
 * there, and the entry is one that no later leader can do without once a majority has it. An entry of an older term is
 * covered by one of the leader's own above it, never by itself (Raft §5.4.2 and figure 8).
 *
 * <p>A node that is {@link VoteRule#isRecovering recovering} counts as any other: what it says it holds now, it holds, and
 * its log is the leader's up to there. What it said before it lost its memory counts too, if the leader has not heard
 * otherwise: that is made up for where it votes.
 *
 * <p>Threading: one thread.
 *
 * <p>Invariants: {@code coveredIndex} only moves up within a term, and is 0 while this node does not lead.
 */
public class CoverTracker {

    private final int self;
    /** The index of the last entry of the leader's term that each node has executed; 0 for none. */
    private final long[] executed;

    private final long[] sorted;
    private long term;
    private boolean isLeader;
    private long coveredIndex;

    /**
     * @param nodes how many nodes the group has
     * @param self which of them this is, from 0
     */
    public CoverTracker(int nodes, int self) {
        this.self = self;
        executed = new long[nodes];
        sorted = new long[nodes];
    }

    /** This node has come to a term, as its leader or not. Whatever was known belongs to another. */
    public void onTerm(long newTerm, boolean leads) {
        term = newTerm;
        isLeader = leads;
        Arrays.fill(executed, 0);
        coveredIndex = 0;
    }

    /**
     * A node says how far it has come.
     *
     * @param node which one, from 0; this one too
     * @param nodeTerm the term in which it says so
     * @param lastExecuted the last entry that it holds and has executed
     */
    public void onExecuted(int node, long nodeTerm, EntryId lastExecuted) {
        if (!isLeader || nodeTerm != term || !counts(lastExecuted) || lastExecuted.index() <= executed[node]) {
            return;
        }
        executed[node] = lastExecuted.index();
        System.arraycopy(executed, 0, sorted, 0, executed.length);
        Arrays.sort(sorted);
        long heldByMajority = Math.min(sorted[sorted.length - majority()], executed[self]);
        coveredIndex = Math.max(coveredIndex, heldByMajority);
    }

    boolean counts(EntryId lastExecuted) {
        return lastExecuted.term() == term;
    }

    int majority() {
        return executed.length / 2 + 1;
    }

    /** Up to here, inclusive, a majority with the leader among it holds and has executed the log; 0 for nothing. */
    public long coveredIndex() {
        return coveredIndex;
    }
}
