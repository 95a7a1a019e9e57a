package io.dsfm.ratis.core.sim;

import io.dsfm.ratis.core.EntryId;
import io.dsfm.ratis.core.Watermark;
import java.util.List;

/** What nodes say to each other: Raft's own messages, and those of the framework's link. */
sealed interface Wire {

    /** The term of the sender. */
    long term();

    /** Raft's entries, or none; and, on the link, what the leader has and has released. */
    record Append(
            long term,
            EntryId previous,
            List<SimEntry> entries,
            long commitIndex,
            long sentTick,
            EntryId leaderLast,
            Watermark watermark)
            implements Wire {}

    /** Up to where the follower's log is the leader's, in memory and on disk; or, refused, where it ends. */
    record Appended(long term, boolean isAccepted, long matchIndex, long flushedIndex, long sentTick) implements Wire {}

    /** A snapshot in place of entries that are not kept any more. */
    record Install(long term, SimSnapshot snapshot, long sentTick) implements Wire {}

    /** A request for a vote, with what the candidate has executed. */
    record VoteRequest(long term, boolean isPreVote, EntryId last, long appliedIndex) implements Wire {}

    /** The answer to it; a refusal tells the watermark. */
    record Vote(long term, boolean isPreVote, long electionTerm, boolean isGranted, Watermark watermark)
            implements Wire {}

    /** The last entry that the sender holds and has executed. */
    record Executed(long term, EntryId last) implements Wire {}

    /** A question by a node that is recovering or has no leader. */
    record Question(long term, long number) implements Wire {}

    /** The answer to it. */
    record Answer(long term, long number, boolean isLeader, EntryId last, Watermark watermark) implements Wire {}
}
