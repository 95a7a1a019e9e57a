package io.dsfm.ratis.core.sim;

import io.dsfm.ratis.core.Answer;
import io.dsfm.ratis.core.EntryId;
import io.dsfm.ratis.core.Outcome;
import io.dsfm.ratis.core.Watermark;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;

/**
 * Sees everything, and fails at the first promise that is broken. What a node thinks it knows does not matter here.
 *
 * <p>What left for good must survive, with two exceptions: what left as {@code covered} and is not committed when a majority
 * has lost its memory at once; and everything, when disks have lost what they had flushed.
 */
final class Checker {

    /** A result that left for good. */
    private record Final(EntryId id, long clientId, long number, long outputDigest) {}

    /** An outcome that left a node, in an entry that may not be committed. */
    private static final class Released {
        private final long position;
        private final long index;
        private boolean isToBeSettled;
        private boolean isRevoked;

        Released(long position, long index, boolean isToBeSettled) {
            this.position = position;
            this.index = index;
            this.isToBeSettled = isToBeSettled;
        }
    }

    private final Simulation simulation;
    private final Map<EntryId, Long> digests = new HashMap<>();
    private final TreeMap<Long, Final> finals = new TreeMap<>();
    private final Map<Long, Long> sequences = new HashMap<>();
    private final ArrayDeque<Released>[] released;
    private final long[] lastPosition;
    /** What the stream of results shows, on whichever node, by sequence. */
    private final Map<Long, Final> shown = new HashMap<>();

    /** The digests of all outputs up to a sequence in states that queries were answered from. */
    private final Map<Long, Long> answered = new HashMap<>();

    int answers;

    private final long[] lastShown;
    private long maxCommitIndex;
    private boolean areDisksBroken;
    private boolean wasMajorityLost;
    int settled;
    int elections;
    int halts;

    @SuppressWarnings({"unchecked", "rawtypes"})
    Checker(Simulation simulation, int nodes) {
        this.simulation = simulation;
        released = new ArrayDeque[nodes];
        for (int i = 0; i < nodes; i++) {
            released[i] = new ArrayDeque<>();
        }
        lastPosition = new long[nodes];
        lastShown = new long[nodes];
    }

    private static void require(boolean isTrue, String broken, Object... details) {
        if (!isTrue) {
            throw new AssertionError(broken + ": " + Arrays.toString(details));
        }
    }

    // Execution

    /** Equal entries have equal logs before them, so there is one state after an entry. */
    void onExecuted(EntryId id, long digest) {
        Long known = digests.putIfAbsent(id, digest);
        require(known == null || known == digest || areDisksBroken, "one log, two states", id);
    }

    // Release

    void onRestart(int node, long position) {
        for (Released gone : released[node]) {
            require(!gone.isToBeSettled, "a provisional result is neither confirmed nor revoked", node, gone.position);
        }
        released[node].clear();
        lastPosition[node] = position;
        lastShown[node] = position;
    }

    void onCrash(int node) {
        released[node].clear();
    }

    void onReleased(SimNode node, Outcome outcome, boolean isProvisional) {
        require(
                outcome.position() == lastPosition[node.id] + 1,
                "released twice or out of order",
                node.id,
                outcome.position(),
                lastPosition[node.id]);
        lastPosition[node.id]++;
        Answer answer = outcome.answer();
        boolean isRepeated = answer != null && answer.index() < outcome.logIndex();
        released[node.id].addLast(new Released(outcome.position(), outcome.logIndex(), isProvisional && !isRepeated));
        if (isProvisional) {
            require(
                    node.role == SimNode.Role.LEADER && node.hasLease(),
                    "provisional results leave a node that no majority hears",
                    node.id);
        } else {
            onFinal(node, outcome);
        }
    }

    /** A node shows a result in its stream: no loss of memory, of whichever nodes, excuses that it is contradicted. */
    void onCommitted(SimNode node, Outcome outcome) {
        require(
                outcome.position() == lastShown[node.id] + 1 && outcome.position() <= lastPosition[node.id],
                "shown twice, out of order, or before it left",
                node.id,
                outcome.position(),
                lastShown[node.id]);
        lastShown[node.id]++;
        Answer answer = outcome.answer();
        if (outcome.isNewResult() && answer != null && !areDisksBroken) {
            EntryId id = new EntryId(outcome.term(), outcome.logIndex());
            Final result = new Final(id, outcome.clientId(), outcome.number(), outcome.chainDigest());
            Final known = shown.putIfAbsent(answer.sequence(), result);
            require(known == null || known.equals(result), "the stream is contradicted", node.id, known, result);
            Long seen = answered.get(answer.sequence());
            require(
                    seen == null || seen == outcome.chainDigest() || isLossPossible(),
                    "a query was answered from a state that never was",
                    node.id,
                    outcome);
        }
    }

    /** The last result that has left for good, wherever that was; 0 for none. */
    long lastFinal() {
        return finals.isEmpty() ? 0 : finals.lastKey();
    }

    /** A query was answered from the state after {@code sequence}: it shows what had left before it was asked, and what stays. */
    void onAnswered(int node, long sequence, long chainDigest, long floor) {
        answers++;
        if (isLossPossible()) {
            return;
        }
        require(sequence >= floor, "a query does not see a result that had left before", node, sequence, floor);
        Long known = answered.putIfAbsent(sequence, chainDigest);
        require(known == null || known == chainDigest, "two queries saw two pasts", node, sequence);
        Final left = shown.get(sequence);
        require(
                left == null || left.outputDigest == chainDigest,
                "a query was answered from a state that never was",
                node,
                sequence);
    }

    void onConfirmed(SimNode node, Outcome outcome) {
        settle(node, outcome);
        onFinal(node, outcome);
    }

    void onAbandoned(SimNode node, Outcome outcome) {
        settle(node, outcome);
    }

    void onRevoked(SimNode node, Outcome outcome, boolean wasProvisional) {
        Released known = find(node, outcome);
        require(known.isToBeSettled == wasProvisional, "revoked as what it was not", node.id, outcome.position());
        known.isToBeSettled = false;
        known.isRevoked = true;
        settled++;
        Answer answer = outcome.answer();
        if (!wasProvisional && outcome.isNewResult() && answer != null && !areDisksBroken) {
            Final left = finals.get(answer.sequence());
            require(
                    left == null || !left.id.equals(new EntryId(outcome.term(), outcome.logIndex())),
                    "a result that left for good is revoked",
                    node.id,
                    outcome);
        }
    }

    private void settle(SimNode node, Outcome outcome) {
        Released known = find(node, outcome);
        require(known.isToBeSettled, "settled twice, or without having left", node.id, outcome.position());
        known.isToBeSettled = false;
        settled++;
    }

    private Released find(SimNode node, Outcome outcome) {
        for (Released known : released[node.id]) {
            if (known.position == outcome.position() && !known.isRevoked) {
                return known;
            }
        }
        throw new AssertionError("settled without having left: node=" + node.id + ", " + outcome);
    }

    /** The node has dropped what it executed of entries above an index. */
    void onCut(int node, long toIndex) {
        while (!released[node].isEmpty() && released[node].peekLast().index > toIndex) {
            Released gone = released[node].pollLast();
            require(!gone.isToBeSettled, "a provisional result was cut without a word", node, gone.position);
            lastPosition[node] = gone.position - 1;
        }
        for (Released stays : released[node]) {
            require(!stays.isRevoked, "a result that stays was revoked", node, stays.position);
        }
    }

    private void onFinal(SimNode node, Outcome outcome) {
        Answer answer = outcome.answer();
        EntryId id = new EntryId(outcome.term(), outcome.logIndex());
        boolean isWeak = areDisksBroken || outcome.logIndex() > maxCommitIndex && simulation.isMajorityLost();
        if (answer == null || answer.isSkipped() || isWeak) {
            return;
        }
        long sequence = answer.sequence();
        if (!outcome.isNewResult()) {
            Long first = sequences.get(key(outcome));
            require(first == null || first == sequence, "one request, two results", node.id, outcome);
            Final left = finals.get(sequence);
            require(
                    left == null || left.outputDigest == answer.outputDigest(),
                    "a repeated answer is another one",
                    node.id,
                    outcome);
            return;
        }
        Final result = new Final(id, outcome.clientId(), outcome.number(), answer.outputDigest());
        Final known = finals.putIfAbsent(sequence, result);
        require(known == null || known.equals(result), "a result contradicts one that left", node.id, known, result);
        if (outcome.clientId() > 0) {
            Long first = sequences.putIfAbsent(key(outcome), sequence);
            require(first == null || first == sequence, "one request, two results", node.id, outcome);
        }
        if (known == null) {
            requireHeldByLaterLeaders(node, id);
        }
    }

    private static long key(Outcome outcome) {
        return outcome.clientId() << 32 | outcome.number();
    }

    private void requireHeldByLaterLeaders(SimNode node, EntryId id) {
        for (SimNode other : simulation.nodes) {
            if (other != null && other.role == SimNode.Role.LEADER && other.disk.term > node.disk.term) {
                require(other.disk.log.holds(id), "a result leaves that a later leader lacks", node.id, other.id, id);
            }
        }
    }

    // Elections

    /** A vote was given in earnest. */
    void onVote(SimNode voter, Wire.VoteRequest request) {
        requireCovers(voter, voter.disk.trulyKnown, request.appliedIndex());
    }

    private void requireCovers(SimNode voter, Watermark known, long appliedIndex) {
        if (appliedIndex < known.index() && simulation.isHeldByNewest(known)) {
            throw new AssertionError("a vote for a candidate below the watermark: voter=" + voter.id + ", applied="
                    + appliedIndex + ", watermark=" + known);
        }
    }

    void onElected(SimNode node) {
        elections++;
        requireCovers(node, node.knownWhenStood, node.claimedIndex);
        if (areDisksBroken) {
            return;
        }
        for (Final result : finals.values()) {
            require(
                    node.disk.log.holds(result.id),
                    "a new leader lacks a result that left",
                    node.id,
                    result,
                    node.disk.log.last());
            require(
                    node.claimedIndex >= result.id.index(),
                    "a new leader has not executed a result that left",
                    node.id,
                    result);
        }
    }

    /** A node is told of a watermark. */
    void onTold(Disk disk, Watermark watermark) {
        if (watermark.index() > disk.trulyKnown.index()) {
            disk.trulyKnown = watermark;
        }
    }

    void onLog(SimNode node) {
        if (node.disk.hasLost && !node.votes.isRecovering()) {
            node.disk.hasLost = false;
        }
    }

    // Loss

    void onCommitted(long index) {
        maxCommitIndex = Math.max(maxCommitIndex, index);
    }

    /** A majority has lost its memory at once: what was covered and not committed may be gone. */
    void onMajorityLost() {
        wasMajorityLost = true;
        for (Iterator<Map.Entry<Long, Final>> all = finals.entrySet().iterator(); all.hasNext(); ) {
            Final result = all.next().getValue();
            if (result.id.index() > maxCommitIndex) {
                all.remove();
                sequences.remove(result.clientId << 32 | result.number);
            }
        }
        for (Disk disk : simulation.disks) {
            Watermark known = disk.trulyKnown;
            if (known.index() > maxCommitIndex) {
                disk.trulyKnown = new Watermark(known.term(), maxCommitIndex, known.sequence());
            }
        }
    }

    boolean areDisksBroken() {
        return areDisksBroken;
    }

    boolean isLossPossible() {
        return areDisksBroken || wasMajorityLost;
    }

    /** A client is asked for a request again that had its final answer. */
    void onForgotten(long clientId, long number) {
        require(isLossPossible(), "a request with a final answer is not in the log", clientId, number);
    }

    /** A disk has lost what it had flushed. */
    void onDiskBroken() {
        areDisksBroken = true;
    }

    // The end

    void onEnd(SimNode node) {
        for (Released left : released[node.id]) {
            require(!left.isToBeSettled, "a provisional result was never settled", node.id, left.position);
        }
    }

    int results() {
        return finals.size();
    }
}
