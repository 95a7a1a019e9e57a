package io.dsfm.ratis.node;

import io.dsfm.ratis.core.Census;
import io.dsfm.ratis.core.EntryId;
import io.dsfm.ratis.core.VoteRule;
import io.dsfm.ratis.core.Watermark;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What this node knows of the group's results and of its own past, by which it votes: the vote rule, the census that it takes
 * while nobody can tell it more, and the record of the word that it gives.
 *
 * <p>Threading: any thread; nothing blocks.
 */
final class ElectionMemory {

    private final VoteRule rule;
    private final Census census;
    private final WordRecord record;
    private @Nullable EntryId written;
    private boolean isCensusUnderWay;

    private ElectionMemory(VoteRule rule, Census census, WordRecord record, @Nullable EntryId written) {
        this.rule = rule;
        this.census = census;
        this.record = record;
        this.written = written;
    }

    /** How a node's past ended. */
    enum Past {
        /** There was none: the node starts for the first time. */
        NONE,
        /** Nothing leaves in this group before it is committed, so that nothing that counts can be forgotten. */
        COMMITTED,
        /** It may have been cut off in the middle, unless it left word that it was not. */
        UNKNOWN
    }

    /**
     * What is left of the node's memory in its data directory. Notes of an earlier run are taken away there.
     *
     * @param nodes how many nodes the group has
     * @param self which of them this is, from 0
     * @param firstQuestion a number that no earlier run has asked questions by
     * @throws IOException if the directory cannot be used
     */
    static ElectionMemory open(Path directory, Past past, int nodes, int self, long firstQuestion) throws IOException {
        EntryId word = WordRecord.read(directory);
        Watermark stopped = CleanStop.take(directory);
        VoteRule rule;
        boolean isWhole = stopped != null || past == Past.NONE;
        if (isWhole || past == Past.COMMITTED) {
            rule = VoteRule.clean(stopped == null ? Watermark.NONE : stopped);
        } else {
            rule = word == null ? VoteRule.unclean() : VoteRule.uncleanWithRecord(word);
        }
        EntryId first = isWhole ? EntryId.NONE : word;
        return new ElectionMemory(
                rule, new Census(nodes, self, firstQuestion), WordRecord.start(directory, first), first);
    }

    /** This node is about to tell, or to count for itself, that it holds and has executed {@code word}. */
    synchronized void giveWord(EntryId word) {
        EntryId toRecord = rule.toRecord(word);
        if (!Objects.equals(toRecord, written)) {
            record.write(toRecord);
            written = toRecord;
        }
    }

    synchronized void learn(Watermark known) {
        rule.learn(known);
    }

    /** This node's log ends with {@code lastLog}. */
    synchronized void onLog(EntryId lastLog) {
        rule.onLog(lastLog);
    }

    synchronized VoteRule.Verdict judge(long appliedIndex, EntryId lastLog) {
        return rule.decide(appliedIndex, lastLog);
    }

    /** As {@link VoteRule#standing}. */
    synchronized long standing(long appliedIndex, EntryId ownLast) {
        return rule.standing(appliedIndex, ownLast);
    }

    /** A leader has spoken, in answer to {@code question} or of itself; this node is in {@code ownTerm}. */
    synchronized void onLeader(PeerProgress said, long ownTerm) {
        boolean isFresh = said.question() == census.question() && said.term() == ownTerm;
        rule.onLeader(said.term(), said.entry().index(), said.watermark(), isFresh);
    }

    /** Node number {@code from} has said where its log ends. */
    synchronized void onLogOf(int from, PeerProgress said) {
        rule.learn(said.watermark());
        EntryId newest = isCensusUnderWay ? census.onAnswer(from, said.question(), said.entry()) : null;
        if (newest != null) {
            rule.onCensus(newest, census.knownAtStart());
            isCensusUnderWay = false;
        }
    }

    /** The question to ask all others now: that of the census under way, or of a new one. */
    synchronized long question(EntryId lastLog) {
        if (!isCensusUnderWay) {
            census.begin(lastLog, rule.watermark());
            isCensusUnderWay = true;
        }
        return census.question();
    }

    /** There is nobody else in the group: what this node has is all there is. */
    synchronized void onAlone(EntryId lastLog) {
        rule.onCensus(lastLog, rule.watermark());
        rule.onLog(lastLog);
    }

    /** Nothing has to be asked any more. */
    synchronized void endCensus() {
        isCensusUnderWay = false;
    }

    /** The last result that left for good, as far as this node knows. */
    synchronized Watermark watermark() {
        return rule.watermark();
    }

    /** At or above all for which this node gave its word since it started, or is whole again; while it is not recovering. */
    synchronized EntryId wordGiven() {
        return Objects.requireNonNull(rule.toRecord(EntryId.NONE), "this node is recovering");
    }

    /** Whether this node may have forgotten what it once gave its word for. */
    synchronized boolean isRecovering() {
        return rule.isRecovering();
    }
}
