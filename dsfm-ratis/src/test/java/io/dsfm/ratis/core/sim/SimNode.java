package io.dsfm.ratis.core.sim;

import io.dsfm.ratis.core.Census;
import io.dsfm.ratis.core.CoverTracker;
import io.dsfm.ratis.core.EntryId;
import io.dsfm.ratis.core.Input;
import io.dsfm.ratis.core.InputBatch;
import io.dsfm.ratis.core.ReleaseLevel;
import io.dsfm.ratis.core.VoteRule;
import io.dsfm.ratis.core.VoteRule.Verdict;
import io.dsfm.ratis.core.Watermark;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A node that runs: Raft, as Apache Ratis does it, with the framework's rules at its hooks. Appends in memory first and
 * flushes later; a vote and a term are written before they are told.
 */
final class SimNode {

    enum Role {
        FOLLOWER,
        PRE_CANDIDATE,
        CANDIDATE,
        LEADER
    }

    static final int ELECTION_TICKS_MIN = 5;
    private static final int LEASE_TICKS = 3;
    private static final int ENTRIES_PER_APPEND = 4;

    final int id;
    final Simulation simulation;
    final Scenario scenario;
    final Checker checker;
    final Disk disk;
    final SimHost host;
    VoteRule votes;
    private final CoverTracker cover;
    private final Census census;
    private boolean isCensusUnderWay;

    Role role = Role.FOLLOWER;
    int leader = Disk.NOBODY;
    long clock;
    /** When the election timer was set back last, and when a leader was heard last. */
    private long heardAt;

    private long leaderHeardAt = -ELECTION_TICKS_MIN;
    private long electionTicks;
    long commitIndex;
    /** Up to here this node's log is that of the leader of this term. */
    private long matchedIndex;

    private long votesFor;
    /** What it said of itself when it stood, and what it was told of before. */
    long claimedIndex;

    Watermark knownWhenStood = Watermark.NONE;

    private final long[] nextIndex;
    private final long[] flushedBy;
    private final long[] ackedTick;
    private EntryId lastReport = EntryId.NONE;

    SimNode(int id, Simulation simulation, Disk disk) {
        this.id = id;
        this.simulation = simulation;
        this.scenario = simulation.scenario;
        this.checker = simulation.checker;
        this.disk = disk;
        disk.starts++;
        votes = startVotes();
        cover = scenario.rules.cover(scenario.nodes, id);
        census = new Census(scenario.nodes, id, disk.starts << 20);
        nextIndex = new long[scenario.nodes];
        flushedBy = new long[scenario.nodes];
        ackedTick = new long[scenario.nodes];
        commitIndex = disk.snapshot.last().index();
        host = new SimHost(this, disk);
        votes.onLog(lastLog());
        resetTimer();
    }

    /** Where the log ends, as the framework is told. */
    private EntryId lastLog() {
        return disk.log.isEmpty() ? scenario.rules.endOfEmptyLog(disk.log.base()) : disk.log.last();
    }

    /** Whether a majority has heard this node as the leader of its term since, which has committed something in it. */
    boolean isHeardSince(long sinceClock) {
        int hearing = 1;
        for (int other = 0; other < ackedTick.length; other++) {
            hearing += other != id && ackedTick[other] > sinceClock ? 1 : 0;
        }
        return role == Role.LEADER
                && hearing >= majority()
                && disk.log.termAt(commitIndex) == disk.term
                && host.hasApplied(commitIndex);
    }

    private VoteRule startVotes() {
        Watermark stopped = disk.stopped;
        disk.stopped = null;
        if (stopped != null) {
            return scenario.rules.cleanVotes(stopped);
        }
        if (scenario.level == ReleaseLevel.COMMITTED) {
            return scenario.rules.cleanVotes(Watermark.NONE);
        }
        EntryId reported = disk.reported;
        return reported == null ? scenario.rules.uncleanVotes() : scenario.rules.uncleanVotes(reported);
    }

    private void resetTimer() {
        heardAt = clock;
        electionTicks = ELECTION_TICKS_MIN + (long) simulation.random.nextInt(ELECTION_TICKS_MIN);
    }

    private int majority() {
        return scenario.nodes / 2 + 1;
    }

    // Time

    void tick() {
        clock++;
        // As the release thread does before anything else: the time that has passed may have ended the lease.
        host.gate.onLease(hasLease());
        if (clock % 4 == 0) {
            host.verify();
        }
        if (simulation.isSoon()) {
            host.load();
        }
        host.apply(commitIndex);
        host.tick();
        host.queries.run();
        learn(host.gate.watermark());
        if (role == Role.LEADER) {
            if (!host.isFit()) {
                becomeFollower(disk.term, Disk.NOBODY);
                return;
            }
            sendToAll();
        } else {
            if (clock - heardAt > electionTicks) {
                stand(true);
            }
            ask();
        }
        report();
    }

    /** Asks around while there is no leader, or it is not known what was forgotten. */
    private void ask() {
        if (clock - leaderHeardAt > ELECTION_TICKS_MIN || votes.isRecovering()) {
            if (!isCensusUnderWay) {
                census.begin(lastLog(), votes.watermark());
                isCensusUnderWay = true;
            }
            broadcast(new Wire.Question(disk.term, census.question()));
        } else {
            isCensusUnderWay = false;
        }
    }

    /** Tells the leader what is executed, if that has changed. */
    void report() {
        EntryId last = host.lastExecuted();
        if (role == Role.LEADER) {
            giveWord(last);
            cover.onExecuted(id, disk.term, last);
            onCover();
        } else if (leader != Disk.NOBODY && (!last.equals(lastReport) || clock % 4 == 0)) {
            lastReport = last;
            giveWord(last);
            simulation.send(id, leader, new Wire.Executed(disk.term, last));
        }
    }

    /** A leader's word counts as that of the others does: it is written down before it counts. */
    private void giveWord(EntryId last) {
        if (!last.equals(EntryId.NONE)) {
            disk.trulyReported = EntryId.newest(disk.trulyReported, last);
            disk.reported = scenario.isWordRecorded ? votes.toRecord(last) : null;
        }
    }

    private void onCover() {
        host.gate.onLease(hasLease());
        host.gate.onCovered(cover.coveredIndex());
    }

    // Elections

    void stand(boolean preVoteFirst) {
        EntryId last = disk.log.last();
        claimedIndex = votes.standing(host.isFit() ? host.appliedIndex() : VoteRule.UNFIT, lastLog());
        resetTimer();
        if (preVoteFirst) {
            role = Role.PRE_CANDIDATE;
        } else {
            becomeFollower(disk.term + 1, Disk.NOBODY);
            role = Role.CANDIDATE;
            disk.votedFor = id;
            knownWhenStood = disk.trulyKnown;
        }
        votesFor = 1L << id;
        broadcast(new Wire.VoteRequest(disk.term + (preVoteFirst ? 1 : 0), preVoteFirst, last, claimedIndex));
    }

    private void onVoteRequest(int from, Wire.VoteRequest request) {
        if (!request.isPreVote() && request.term() > disk.term) {
            becomeFollower(request.term(), Disk.NOBODY);
        }
        boolean isCurrent = request.isPreVote()
                ? request.term() > disk.term && role != Role.LEADER && clock - leaderHeardAt >= ELECTION_TICKS_MIN
                : request.term() == disk.term
                        && (disk.votedFor == Disk.NOBODY || disk.votedFor == from)
                        && role == Role.FOLLOWER;
        boolean isGranted = isCurrent
                && request.last().compareTo(disk.log.last()) >= 0
                && votes.decide(request.appliedIndex(), request.last()) == Verdict.GRANTED;
        if (isGranted && !request.isPreVote()) {
            disk.votedFor = from;
            resetTimer();
            checker.onVote(this, request);
        }
        simulation.send(
                id, from, new Wire.Vote(disk.term, request.isPreVote(), request.term(), isGranted, votes.watermark()));
    }

    private void onVote(int from, Wire.Vote vote) {
        learn(vote.watermark());
        if (!vote.isGranted()) {
            return;
        }
        boolean isPre = role == Role.PRE_CANDIDATE && vote.isPreVote() && vote.electionTerm() == disk.term + 1;
        boolean isReal = role == Role.CANDIDATE && !vote.isPreVote() && vote.electionTerm() == disk.term;
        if (isPre || isReal) {
            votesFor |= 1L << from;
            if (Long.bitCount(votesFor) >= majority()) {
                if (isPre) {
                    stand(false);
                } else {
                    becomeLeader();
                }
            }
        }
    }

    private void becomeLeader() {
        role = Role.LEADER;
        leader = id;
        isCensusUnderWay = false;
        checker.onElected(this);
        Arrays.fill(nextIndex, disk.log.last().index() + 1);
        Arrays.fill(flushedBy, 0);
        Arrays.fill(ackedTick, Long.MIN_VALUE / 2);
        cover.onTerm(disk.term, true);
        host.onLeader();
        host.gate.onLeader(disk.term, true);
        append(null);
        sendToAll();
    }

    private void becomeFollower(long term, int newLeader) {
        if (term > disk.term) {
            disk.term = term;
            disk.votedFor = Disk.NOBODY;
            matchedIndex = 0;
        }
        role = Role.FOLLOWER;
        leader = newLeader;
        cover.onTerm(disk.term, false);
        host.gate.onLeader(disk.term, false);
    }

    boolean hasLease() {
        if (role != Role.LEADER) {
            return false;
        }
        int hearing = 1;
        for (int other = 0; other < ackedTick.length; other++) {
            hearing += other != id && clock - ackedTick[other] <= LEASE_TICKS ? 1 : 0;
        }
        return hearing >= majority();
    }

    // The log

    /** Takes requests of a client; gives whether they are in the log now. */
    boolean submit(List<Input> inputs, byte[] bytes) {
        if (role != Role.LEADER || !host.hasRoom() || !host.isFit()) {
            return false;
        }
        InputBatch batch = new InputBatch(disk.term, disk.log.last().index() + 1, simulation.nowNanos(), inputs, bytes);
        append(batch);
        for (int other = 0; other < scenario.nodes; other++) {
            sendAppend(other);
        }
        return true;
    }

    private void append(@Nullable InputBatch batch) {
        SimEntry entry = new SimEntry(new EntryId(disk.term, disk.log.last().index() + 1), batch);
        disk.log.append(entry);
        host.onAppended(entry);
    }

    private void sendToAll() {
        for (int other = 0; other < scenario.nodes; other++) {
            sendAppend(other);
        }
    }

    private void sendAppend(int to) {
        if (to == id) {
            return;
        }
        SimLog log = disk.log;
        long next = Math.min(nextIndex[to], log.last().index() + 1);
        if (next <= log.base().index()) {
            simulation.send(id, to, new Wire.Install(disk.term, disk.snapshot, clock));
            return;
        }
        EntryId previous = new EntryId(log.termAt(next - 1), next - 1);
        simulation.send(
                id,
                to,
                new Wire.Append(
                        disk.term,
                        previous,
                        log.from(next, scenario.isStormy ? 1 : 1 + simulation.random.nextInt(ENTRIES_PER_APPEND)),
                        commitIndex,
                        clock,
                        lastLog(),
                        votes.watermark()));
    }

    private void onAppend(int from, Wire.Append append) {
        if (append.term() < disk.term) {
            refuse(from, append.sentTick());
            return;
        }
        follow(from, append.term());
        votes.onLeader(append.term(), append.leaderLast().index(), append.watermark(), false);
        checker.onTold(disk, append.watermark());
        SimLog log = disk.log;
        EntryId previous = append.previous();
        if (!log.holds(previous)) {
            refuse(from, append.sentTick());
            return;
        }
        for (SimEntry entry : append.entries()) {
            if (!log.holds(entry.id())) {
                take(entry);
            }
        }
        matchedIndex =
                Math.max(matchedIndex, previous.index() + append.entries().size());
        votes.onLog(lastLog());
        checker.onLog(this);
        commit(Math.min(append.commitIndex(), Math.min(matchedIndex, log.flushedIndex)));
        acknowledge(from, append.sentTick());
    }

    private void take(SimEntry entry) {
        SimLog log = disk.log;
        long index = entry.id().index();
        if (index <= log.last().index()) {
            if (index <= commitIndex) {
                throw new IllegalStateException(
                        "the log is cut below the commit point: node=" + id + ", entry=" + entry.id());
            }
            log.cutFrom(index);
        }
        log.append(entry);
        host.onAppended(entry);
    }

    private void follow(int from, long term) {
        if (term > disk.term || role != Role.FOLLOWER || leader != from) {
            becomeFollower(term, from);
        }
        heardAt = clock;
        leaderHeardAt = clock;
    }

    private void acknowledge(int to, long sentTick) {
        long flushed = Math.min(disk.log.flushedIndex, matchedIndex);
        simulation.send(id, to, new Wire.Appended(disk.term, true, matchedIndex, flushed, sentTick));
    }

    private void refuse(int to, long sentTick) {
        simulation.send(
                id, to, new Wire.Appended(disk.term, false, disk.log.last().index(), 0, sentTick));
    }

    private void onAppended(int from, Wire.Appended reply) {
        if (role != Role.LEADER || reply.term() != disk.term) {
            return;
        }
        ackedTick[from] = Math.max(ackedTick[from], reply.sentTick());
        if (!reply.isAccepted()) {
            nextIndex[from] = Math.max(1, Math.min(nextIndex[from] - 1, reply.matchIndex() + 1));
            return;
        }
        nextIndex[from] = Math.max(nextIndex[from], reply.matchIndex() + 1);
        flushedBy[from] = Math.max(flushedBy[from], reply.flushedIndex());
        commitByMajority();
    }

    private void commitByMajority() {
        flushedBy[id] = disk.log.flushedIndex;
        long[] sorted = flushedBy.clone();
        Arrays.sort(sorted);
        long byMajority = sorted[sorted.length - majority()];
        if (disk.log.termAt(byMajority) == disk.term) {
            host.onDurable(byMajority);
            commit(byMajority);
        }
    }

    private void commit(long index) {
        if (index > commitIndex) {
            commitIndex = index;
            checker.onCommitted(index);
            if (simulation.isSoon()) {
                host.apply(index);
            }
            learn(host.gate.watermark());
        }
    }

    private void onInstall(int from, Wire.Install install) {
        if (install.term() < disk.term) {
            return;
        }
        follow(from, install.term());
        SimSnapshot snapshot = install.snapshot();
        long index = snapshot.last().index();
        if (index > commitIndex && !disk.log.holds(snapshot.last())) {
            disk.log.rebase(snapshot.last());
            disk.snapshot = snapshot;
            commitIndex = index;
            host.onInstalled(snapshot);
        }
        matchedIndex = Math.max(matchedIndex, index);
        votes.onLog(lastLog());
        checker.onLog(this);
        acknowledge(from, install.sentTick());
    }

    void flush() {
        if (disk.log.flushedIndex < disk.log.last().index()) {
            disk.log.flushedIndex = disk.log.last().index();
            if (role == Role.LEADER) {
                commitByMajority();
            } else if (leader != Disk.NOBODY && matchedIndex > 0) {
                // As old as can be: a flush is no sign that the leader was heard.
                acknowledge(leader, Long.MIN_VALUE / 2);
            }
        }
    }

    private void learn(Watermark watermark) {
        votes.learn(watermark);
        checker.onTold(disk, watermark);
    }

    // The wire

    private void broadcast(Wire message) {
        for (int to = 0; to < scenario.nodes; to++) {
            if (to != id) {
                simulation.send(id, to, message);
            }
        }
    }

    void receive(int from, Wire message) {
        boolean isRequestForPreVote = message instanceof Wire.VoteRequest request && request.isPreVote();
        if (message.term() > disk.term && !isRequestForPreVote) {
            becomeFollower(message.term(), Disk.NOBODY);
        }
        if (message instanceof Wire.Append append) {
            onAppend(from, append);
        } else if (message instanceof Wire.Appended reply) {
            onAppended(from, reply);
        } else if (message instanceof Wire.Executed executed) {
            cover.onExecuted(from, executed.term(), executed.last());
            onCover();
        } else if (message instanceof Wire.VoteRequest request) {
            onVoteRequest(from, request);
        } else if (message instanceof Wire.Vote vote) {
            onVote(from, vote);
        } else if (message instanceof Wire.Install install) {
            onInstall(from, install);
        } else if (message instanceof Wire.Question question) {
            simulation.send(
                    id,
                    from,
                    new Wire.Answer(disk.term, question.number(), role == Role.LEADER, lastLog(), votes.watermark()));
        } else if (message instanceof Wire.Answer answer) {
            onAnswer(from, answer);
        }
    }

    private void onAnswer(int from, Wire.Answer answer) {
        if (answer.isLeader()) {
            boolean isFresh = answer.term() == disk.term && answer.number() >>> 20 == disk.starts;
            votes.onLeader(answer.term(), answer.last().index(), answer.watermark(), isFresh);
            checker.onTold(disk, answer.watermark());
        } else {
            learn(answer.watermark());
        }
        if (isCensusUnderWay) {
            EntryId newest = census.onAnswer(from, answer.number(), answer.last());
            if (newest != null) {
                votes.onCensus(newest, census.knownAtStart());
                isCensusUnderWay = false;
            }
        }
        votes.onLog(lastLog());
        checker.onLog(this);
    }
}
