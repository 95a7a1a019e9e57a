package io.dsfm.ratis.core.sim;

import io.dsfm.ratis.core.ReleaseLevel;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** The queries asked of one node: each waits for its turn, then for its instance, then until its answer may be shown. */
final class SimQueries {

    private static final int WAITING_MAX = 4;

    /**
     * One that was not executed yet.
     *
     * @param floor the last result that had left, anywhere, when it was asked
     */
    private record Waiting(long term, long clock, int ordinal, long floor) {}

    /** One that was executed in the state after {@code index}. */
    private record Held(long index, long sequence, long chainDigest, long floor) {}

    private final SimNode node;
    private final SimHost host;
    private final List<Waiting> waiting = new ArrayList<>();
    private final List<Held> held = new ArrayList<>();

    SimQueries(SimNode node, SimHost host) {
        this.node = node;
        this.host = host;
    }

    void ask(int ordinal) {
        // What a group at local shows may be taken back, and nobody compares an answer with that of another instance.
        boolean isTaken = node.scenario.level != ReleaseLevel.LOCAL
                && host.instances[ordinal].machine.isHonest()
                && waiting.size() + held.size() < WAITING_MAX
                && (node.role == SimNode.Role.LEADER || !node.scenario.rules.asksLeaderAlone());
        if (isTaken) {
            waiting.add(new Waiting(node.disk.term, node.clock, ordinal, node.checker.lastFinal()));
        }
    }

    /** Does what can be done. */
    void run() {
        for (Iterator<Waiting> all = waiting.iterator(); all.hasNext(); ) {
            Waiting next = all.next();
            boolean isRefused = next.term != node.disk.term || !host.isTrusted(next.ordinal);
            if (isRefused || isHeard(next) && execute(next)) {
                all.remove();
            }
        }
        if (host.isLoading() && node.scenario.rules.holdsWhileLoading()) {
            return;
        }
        for (Iterator<Held> all = held.iterator(); all.hasNext(); ) {
            Held next = all.next();
            if (next.index <= host.gate.gateFor(node.scenario.level)) {
                all.remove();
                node.checker.onAnswered(node.id, next.sequence, next.chainDigest, next.floor);
            }
        }
    }

    private boolean isHeard(Waiting query) {
        return !node.scenario.rules.asksLeaderAlone() || node.isHeardSince(query.clock);
    }

    private boolean execute(Waiting query) {
        SimInstance instance = host.instances[query.ordinal];
        long from = node.scenario.rules.indexToAskAt(host.committedIndex(), host.gate.releasedIndex());
        if (host.isLoading() || instance.isDead || instance.replica.lastIndex() < from) {
            return false;
        }
        if (!instance.isToRevert() || !node.scenario.rules.failsCutAnswers()) {
            held.add(new Held(
                    instance.replica.lastIndex(),
                    instance.replica.sequence(),
                    instance.replica.chainDigest(),
                    query.floor));
        }
        return true;
    }

    /** Entries above {@code index} were cut. */
    void onCut(long index) {
        if (node.scenario.rules.failsCutAnswers()) {
            held.removeIf(answer -> answer.index > index);
        }
    }

    /** Another state is in place. */
    void onReplaced() {
        if (node.scenario.rules.holdsWhileLoading()) {
            held.clear();
        }
    }
}
