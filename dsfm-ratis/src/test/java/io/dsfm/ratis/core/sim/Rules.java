package io.dsfm.ratis.core.sim;

import io.dsfm.ratis.core.Arbiter;
import io.dsfm.ratis.core.ArbiterEffects;
import io.dsfm.ratis.core.CoverTracker;
import io.dsfm.ratis.core.DisputePolicy;
import io.dsfm.ratis.core.EntryId;
import io.dsfm.ratis.core.ReleaseEffects;
import io.dsfm.ratis.core.ReleaseGate;
import io.dsfm.ratis.core.ReleasePolicy;
import io.dsfm.ratis.core.Replica;
import io.dsfm.ratis.core.Tail;
import io.dsfm.ratis.core.VoteRule;
import io.dsfm.ratis.core.Watermark;
import io.dsfm.statemachine.StateMachine;

/** Makes the parts of the core. Those that are to be found wrong are planted by overriding one method. */
public class Rules {

    static final int INSTANCE_LEAD_MAX = 512;

    /** What the groups are like in which the rules are tried. */
    public enum Weather {
        /** Of all kinds. */
        ANY,
        /** Leaders come and go before their entries are everywhere; results leave as covered. */
        STORM,
        /** Nodes lose their memory; results leave as covered. */
        AMNESIA,
        /** Disks lose what they had flushed; results leave when they are committed. */
        BAD_DISKS
    }

    private Weather weather = Weather.ANY;

    /** The same rules, tried in groups of one kind. */
    public final Rules in(Weather chosen) {
        weather = chosen;
        return this;
    }

    final Weather weather() {
        return weather;
    }

    /** What a node starts with that was stopped in order, or that cannot have forgotten anything. */
    public VoteRule cleanVotes(Watermark known) {
        return VoteRule.clean(known);
    }

    /** What a node starts with that may have forgotten its word. */
    public VoteRule uncleanVotes() {
        return VoteRule.unclean();
    }

    /** What a node starts with that has written its word down. */
    public VoteRule uncleanVotes(EntryId lastReported) {
        return VoteRule.uncleanWithRecord(lastReported);
    }

    /** Counts for the leader. */
    public CoverTracker cover(int nodes, int self) {
        return new CoverTracker(nodes, self);
    }

    /** Lets results leave. */
    public ReleaseGate gate(ReleaseEffects effects) {
        return new ReleaseGate(effects);
    }

    /** Sees cuts. */
    public Tail tail() {
        return new Tail();
    }

    /** Chooses outcomes. */
    public Arbiter arbiter(int instances, ReleasePolicy policy, ArbiterEffects effects) {
        return new Arbiter(instances, INSTANCE_LEAD_MAX, policy, DisputePolicy.HALT, effects);
    }

    /** Whether a node that begins to lead asks its log whether all that it has executed is there. */
    public boolean asksLogAsLeader() {
        return true;
    }

    /** Whether what came into the log while a snapshot was loaded is looked for there afterwards. */
    public boolean readsLogAfterLoading() {
        return true;
    }

    /** Whether nothing is taken for committed, or shown, while a snapshot is loaded. */
    public boolean holdsWhileLoading() {
        return true;
    }

    /** Where a log ends that has nothing behind its snapshot. */
    public EntryId endOfEmptyLog(EntryId snapshot) {
        return snapshot;
    }

    /** Whether a node that is stopped leaves word that it has forgotten nothing. */
    public boolean leavesNote(boolean isFlushed) {
        return isFlushed;
    }

    /** Whether a snapshot is thrown away that was written by an instance that had, or had yet, to return since. */
    public boolean discardsCutSnapshots() {
        return true;
    }

    /** Whether only the leader answers queries, once a majority has heard it since. */
    public boolean asksLeaderAlone() {
        return true;
    }

    /** Up to where an instance must have executed before it is asked. */
    public long indexToAskAt(long committedIndex, long releasedIndex) {
        return Math.max(committedIndex, releasedIndex);
    }

    /** Whether an answer fails that was given from a state that is undone, or to be undone. */
    public boolean failsCutAnswers() {
        return true;
    }

    /** Executes. */
    public Replica replica(StateMachine machine) {
        return new Replica(machine, 1 << 10);
    }
}
