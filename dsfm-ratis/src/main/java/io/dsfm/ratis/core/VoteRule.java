package io.dsfm.ratis.core;

import org.jspecify.annotations.Nullable;

/**
 * What a voter demands of a candidate beyond what Raft does: that it has executed the last result that left, as far as the
 * voter knows, and that it holds what the voter may have forgotten. It only refuses more; a vote needs Raft's own consent
 * too.
 *
 * <p>A node that was not stopped in order may have forgotten three things, and makes up for each:
 *
 * <ul>
 *   <li>which watermark it knew. It then demands that a candidate has executed its own whole log: if the candidate can be
 *       elected at all, that holds every result that ever left. A candidate can always fulfil this by itself.
 *   <li>entries that it held in memory and for which it gave its word, where results leave as {@code covered}. It is
 *       recovering: it is no candidate, covers nothing, and votes for nobody, until it knows a floor: an entry at or above
 *       all that it can have forgotten. From then on it votes for logs that reach the floor, as one whose log does would.
 *       It is whole when its own log reaches the floor.
 *   <li>to whom it gave its vote: never, since Raft writes that down.
 * </ul>
 *
 * <p>The floor is the last entry of the leader of this term or a later one, asked after the restart; or what the node had
 * written down of its own word ({@link #uncleanWithRecord}); or, where there is no leader, the newest entry that any node
 * of the group has, found by a {@link Census} of all of them.
 *
 * <p>If a majority loses its memory at once, results that left as {@code covered} are gone, and a demand for them could
 * block the group for ever. A census that finds no such entry anywhere, or a later leader without it, voids the demand.
 *
 * <p>Threading: one thread at a time.
 *
 * <p>Invariants: {@code watermark} only moves up, except when it is void. Once whole, a node stays so until it restarts.
 *
 * <p>Source: Raft §5.2, §5.4.1; the recovery of Viewstamped Replication Revisited, §4.3; the patent family.
 */
public class VoteRule {

    /** In place of an applied index: the candidate does not say, as a plain server would not. */
    public static final long UNKNOWN = -1;
    /** In place of an applied index: the candidate says that it must not lead. */
    public static final long UNFIT = -2;

    /** What becomes of a request for a vote. */
    public enum Verdict {
        /** As far as this rule goes; Raft's own is to be asked as well. */
        GRANTED,
        /** The candidate has not executed the last result that left. */
        BEHIND_WATERMARK,
        /** The candidate's log may lack what this node has forgotten. */
        BELOW_FLOOR,
        /** This node does not know yet what it has forgotten. */
        VOTER_RECOVERING,
        /** The candidate said so itself. */
        CANDIDATE_UNFIT
    }

    private Watermark watermark;
    /** A watermark forgotten is not above this index. */
    private long forgottenThrough;
    /** Whether entries may have been forgotten that are not back. */
    private boolean isRecovering;
    /** At or above every entry forgotten; null while that is not known, or if nothing is forgotten. */
    private @Nullable EntryId floor;

    private VoteRule(Watermark watermark, long forgottenThrough, boolean isRecovering, @Nullable EntryId floor) {
        this.watermark = watermark;
        this.forgottenThrough = forgottenThrough;
        this.isRecovering = isRecovering;
        this.floor = floor;
    }

    /** For the copies with a wrong rule that tests make. */
    VoteRule(VoteRule other) {
        this(other.watermark, other.forgottenThrough, other.isRecovering, other.floor);
    }

    /** A node that starts for the first time, or was stopped in order and wrote down the watermark it knew. */
    public static VoteRule clean(Watermark known) {
        return new VoteRule(known, 0, false, null);
    }

    /** A node that was not stopped in order, in a group in which nothing leaves before it is committed. */
    public static VoteRule uncleanCommittedOnly() {
        return new VoteRule(Watermark.NONE, Long.MAX_VALUE, false, null);
    }

    /** A node that was not stopped in order, in a group in which results may leave as {@code covered}. */
    public static VoteRule unclean() {
        return new VoteRule(Watermark.NONE, Long.MAX_VALUE, true, null);
    }

    /**
     * The same, where the last entry for which the node gave its word is known for certain, as it is after the death of the
     * process alone if it was written to a mapped file.
     */
    public static VoteRule uncleanWithRecord(EntryId lastReported) {
        return new VoteRule(Watermark.NONE, Long.MAX_VALUE, true, lastReported);
    }

    /** Something tells of a result that left: the log, this node's own gate, another node. */
    public void learn(Watermark known) {
        if (known.isAbove(watermark)) {
            watermark = known;
        }
    }

    /**
     * A leader speaks.
     *
     * @param term of its leadership
     * @param lastIndex of the last entry of its log, of any kind
     * @param known the watermark it knows
     * @param isFresh whether it answers a question that this node asked since it started, in the term this node is in
     */
    public void onLeader(long term, long lastIndex, Watermark known, boolean isFresh) {
        if (term > watermark.term() && lastIndex < watermark.index()) {
            // Every leader since holds what left as long as it survived, so this did not.
            watermark = known;
        }
        learn(known);
        if (isFresh) {
            forgottenThrough = Math.min(forgottenThrough, lastIndex);
            if (isRecovering && floor == null) {
                floor = new EntryId(term, lastIndex);
            }
        }
    }

    /**
     * A census of the whole group, begun when this node knew {@code knownAtStart}, has found {@code newest} to be the newest
     * last entry of all logs.
     */
    public void onCensus(EntryId newest, Watermark knownAtStart) {
        if (isRecovering && floor == null) {
            floor = newest;
        }
        if (watermark.equals(knownAtStart) && newest.index() < watermark.index()) {
            watermark = new Watermark(watermark.term(), newest.index(), watermark.sequence());
        }
    }

    /** This node's log ends with {@code lastLog}, an entry of any kind; told after each change until it is whole. */
    public void onLog(EntryId lastLog) {
        if (isRecovering && floor != null && lastLog.compareTo(floor) >= 0) {
            isRecovering = false;
            floor = null;
        }
    }

    /**
     * Judges a request for a vote, or a pre-vote.
     *
     * @param appliedIndex up to where the candidate says that it has executed its log, entries that are not for the state
     *     machine counted as executed with the one before; or {@link #UNKNOWN} or {@link #UNFIT}
     * @param lastLog the last entry of its log, of any kind
     */
    public Verdict decide(long appliedIndex, EntryId lastLog) {
        if (appliedIndex == UNFIT) {
            return Verdict.CANDIDATE_UNFIT;
        }
        if (isRecovering) {
            EntryId needed = floor;
            if (needed == null) {
                return Verdict.VOTER_RECOVERING;
            }
            if (lastLog.compareTo(needed) < 0) {
                return Verdict.BELOW_FLOOR;
            }
        }
        long executed = appliedIndex == UNKNOWN ? lastLog.index() : appliedIndex;
        return executed >= demanded(lastLog) ? Verdict.GRANTED : Verdict.BEHIND_WATERMARK;
    }

    private long demanded(EntryId lastLog) {
        return Math.max(watermark.index(), Math.min(forgottenThrough, lastLog.index()));
    }

    /**
     * What this node's own request for votes says.
     *
     * @param appliedIndex as {@link #decide} takes it, or {@link #UNFIT} if no instance is fit
     */
    public long standing(long appliedIndex) {
        return isRecovering ? UNFIT : appliedIndex;
    }

    /** Whether this node may have forgotten entries that are not back: it covers nothing and does not stand. */
    public boolean isRecovering() {
        return isRecovering;
    }

    /** The last result that left, as far as this node knows. */
    public Watermark watermark() {
        return watermark;
    }
}
