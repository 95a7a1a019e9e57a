package io.dsfm.ratis.core;

import org.jspecify.annotations.Nullable;

/**
 * What a voter demands of a candidate beyond what Raft does: that it has executed every result that ever left, and that it
 * holds what the voter may have forgotten. It only refuses more; a vote needs Raft's own consent too.
 *
 * <p>A candidate must have executed its whole log. If Raft elects it, its log holds every result that left; and any entry
 * of it may have left on the word of the candidate itself, so that nobody else needs to know of it. It can always come to
 * that by itself, so this never stops the group for good. It must also have executed the last result that the voter knows
 * to have left: that matters where its log is not what it should be, because a disk lost what it had kept.
 *
 * <p>A node that was not stopped in order may have forgotten entries that it held in memory and for which it gave its word,
 * where results leave as {@code covered}. It is recovering: it is no candidate and votes for nobody, until it knows a
 * floor: an entry at or above all that it can have forgotten and that still exists anywhere. From then on it votes for logs
 * that reach the floor, as one whose log does would. It is whole when its own log reaches the floor. To whom it gave its
 * vote it never forgets, since Raft writes that down.
 *
 * <p>The floor is the last entry of the leader of its term or a later one, asked after the restart; or what the node had
 * written down of its own word ({@link #uncleanWithRecord}); or, where there is no leader, the newest entry that any node
 * of the group has, found by a {@link Census} of all of them. Each is enough by itself, so the lowest counts.
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
        GRANTED("nothing speaks against it"),
        /** The candidate has not executed its whole log yet. */
        BEHIND_LOG("it has not executed its whole log yet"),
        /** The candidate has not executed the last result that left, as far as this node knows, and its log lacks it. */
        BEHIND_WATERMARK("it has not executed the last released result"),
        /** The candidate's log may lack what this node has forgotten. */
        BELOW_FLOOR("its log may lack what this node has forgotten"),
        /** This node does not know yet what it has forgotten. */
        VOTER_RECOVERING("this node does not know yet what it has forgotten"),
        /** The candidate said so itself. */
        CANDIDATE_UNFIT("it says itself that it must not lead");

        private final String reason;

        Verdict(String reason) {
            this.reason = reason;
        }

        /** For people. */
        public String reason() {
            return reason;
        }
    }

    private Watermark watermark;
    /** What was released in terms up to this one and is above this index is void, whoever tells of it. */
    private EntryId voidAbove = EntryId.NONE;

    /** Whether entries may have been forgotten that are not back. */
    private boolean isRecovering;
    /** At or above every entry forgotten; null while that is not known, or if nothing is forgotten. */
    private @Nullable EntryId floor;

    /** At or above all for which this node has given its word and that may still be counted. */
    private EntryId promised = EntryId.NONE;

    private VoteRule(Watermark watermark, boolean isRecovering, @Nullable EntryId floor) {
        this.watermark = watermark;
        this.isRecovering = isRecovering;
        this.floor = floor;
    }

    /** For the copies with a wrong rule that tests make. */
    VoteRule(VoteRule other) {
        this(other.watermark, other.isRecovering, other.floor);
    }

    /**
     * A node that starts for the first time, or was stopped in order, or is of a group in which nothing leaves before it is
     * committed, so that there is nothing it can have forgotten.
     *
     * @param known the watermark that it wrote down, or {@link Watermark#NONE}
     */
    public static VoteRule clean(Watermark known) {
        return new VoteRule(known, false, null);
    }

    /** A node that was not stopped in order, in a group in which results may leave as {@code covered}. */
    public static VoteRule unclean() {
        return new VoteRule(Watermark.NONE, true, null);
    }

    /**
     * The same, where what {@link #toRecord} gave last is known for certain, as it is after the death of the process alone if
     * it was written to a mapped file. After a power cut that is not known.
     */
    public static VoteRule uncleanWithRecord(EntryId lastReported) {
        return new VoteRule(Watermark.NONE, true, lastReported);
    }

    /** Something tells of a result that left: the log, this node's own gate, another node. */
    public void learn(Watermark known) {
        if (isHigher(known, watermark) && !isVoid(known)) {
            watermark = known;
        }
    }

    boolean isHigher(Watermark known, Watermark present) {
        return known.isAbove(present);
    }

    boolean isVoid(Watermark known) {
        return known.term() <= voidAbove.term() && known.index() > voidAbove.index();
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
            setVoidAbove(lastIndex);
            watermark = known;
        }
        learn(known);
        if (isFresh) {
            lower(new EntryId(term, lastIndex));
        }
    }

    /**
     * A census of the whole group, begun when this node knew {@code knownAtStart}, has found {@code newest} to be the newest
     * last entry of all logs.
     */
    public void onCensus(EntryId newest, Watermark knownAtStart) {
        lower(newest);
        if (watermark.equals(knownAtStart) && newest.index() < watermark.index()) {
            setVoidAbove(newest.index());
            watermark = new Watermark(watermark.term(), newest.index(), watermark.sequence());
        }
    }

    /** The watermark is void; others that do not know yet must not bring it back. */
    private void setVoidAbove(long index) {
        voidAbove = new EntryId(watermark.term(), index);
    }

    private void lower(EntryId found) {
        if (isRecovering && (floor == null || found.compareTo(floor) < 0)) {
            floor = found;
        }
    }

    /** This node's log ends with {@code lastLog}, an entry of any kind; told after each change until it is whole. */
    public void onLog(EntryId lastLog) {
        if (isRecovering && floor != null && lastLog.compareTo(floor) >= 0) {
            isRecovering = false;
            promised = EntryId.newest(promised, floor);
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
        if (!hasExecuted(executed, lastLog)) {
            return Verdict.BEHIND_LOG;
        }
        return executed < watermark.index() ? Verdict.BEHIND_WATERMARK : Verdict.GRANTED;
    }

    boolean hasExecuted(long executed, EntryId lastLog) {
        return executed >= lastLog.index();
    }

    /**
     * What this node's own request for votes says: it votes for itself by the same rule.
     *
     * @param appliedIndex as {@link #decide} takes it, or {@link #UNFIT} if no instance is fit
     * @param ownLast the last entry of its log, of any kind
     */
    public long standing(long appliedIndex, EntryId ownLast) {
        return isRecovering || ownLast.index() < watermark.index() ? UNFIT : appliedIndex;
    }

    /**
     * What to write down before this node gives its word for {@code word}, as leader or as follower: from which the node
     * knows, if it dies, what it may then have forgotten. It never falls: an earlier word may still be counted, though the
     * node has died and come back since, and what it has forgotten already and not got back is part of it.
     *
     * @return null if that is not known, so that nothing may be written, and what was is to be taken away
     */
    public @Nullable EntryId toRecord(EntryId word) {
        promised = EntryId.newest(promised, word);
        if (!isRecovering) {
            return promised;
        }
        return floor == null ? null : EntryId.newest(floor, promised);
    }

    /** Whether this node may have forgotten entries that are not back: it does not stand. */
    public boolean isRecovering() {
        return isRecovering;
    }

    /** The last result that left, as far as this node knows. */
    public Watermark watermark() {
        return watermark;
    }
}
