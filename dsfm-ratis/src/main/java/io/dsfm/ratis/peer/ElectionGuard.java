package io.dsfm.ratis.peer;

/**
 * The node's say in elections, beside Raft's own rule: it only ever refuses more.
 *
 * <p>Threading: any thread; returns at once, but for {@link #appliedIndex}.
 *
 * <p>Source: the patent family US 2015/0261614 A1: only an instance that has computed every operation behind the last
 * released result may become primary.
 */
public interface ElectionGuard {

    /** The applied index of a candidate that does not tell it, such as a plain Ratis server. */
    long UNKNOWN = -1;

    /** In place of a watermark: the vote is not refused. */
    long GRANTED = -1;

    /**
     * The index of the last entry that this node has executed, inclusive: what it tells when it stands for election. May
     * wait a little while execution is about to reach the end of the log, which does not grow meanwhile.
     */
    long appliedIndex();

    /**
     * Another node stands for election, or asks whether it would win.
     *
     * @param candidate the node
     * @param appliedIndex of the last entry that it has executed, inclusive, or {@link #UNKNOWN}
     * @param lastLogTerm of the last entry in its log
     * @param lastLogIndex of that entry
     * @return {@link #GRANTED} if Raft's rule may decide; else the index of the last released result that this node knows
     *     of, which the candidate has not covered
     */
    long judge(String candidate, long appliedIndex, long lastLogTerm, long lastLogIndex);

    /** A vote was refused to this node because it has not executed the entry at {@code watermarkIndex}. */
    void onRefused(String voter, long watermarkIndex);
}
