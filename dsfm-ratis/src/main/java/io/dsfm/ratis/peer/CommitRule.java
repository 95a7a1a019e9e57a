package io.dsfm.ratis.peer;

import java.util.Arrays;
import java.util.function.LongUnaryOperator;

/** What is committed, by Raft's own rule (Ongaro, Ousterhout 2014, section 5.4.2). */
final class CommitRule {

    /** The index of nothing. */
    static final long NONE = 0;

    private CommitRule() {}

    /**
     * The last entry that a majority holds on disk, if it is of the leader's term; it and all before it are committed then. An
     * entry of an older term is not, however many hold it, until one of the leader's own above it is (figure 8).
     *
     * @param held the last index that each node of the group holds on disk as the leader does, the leader's own among them; it
     *     is sorted
     * @param leadersTerm the term in which the caller led when these were true
     * @param termOf the term of an entry of the leader's log by its index
     * @return the index, or {@link #NONE}
     */
    static long committed(long[] held, long leadersTerm, LongUnaryOperator termOf) {
        Arrays.sort(held);
        long index = held[(held.length - 1) / 2];
        return index > NONE && termOf.applyAsLong(index) == leadersTerm ? index : NONE;
    }
}
