package io.dsfm.ratis.core.sim;

import io.dsfm.ratis.core.Arbiter;
import io.dsfm.ratis.core.ArbiterEffects;
import io.dsfm.ratis.core.Divergence;
import io.dsfm.ratis.core.EntryId;
import io.dsfm.ratis.core.InputBatch;
import io.dsfm.ratis.core.Outcome;
import io.dsfm.ratis.core.OutcomeKind;
import io.dsfm.ratis.core.QuarantineReason;
import io.dsfm.ratis.core.ReleaseEffects;
import io.dsfm.ratis.core.ReleaseGate;
import io.dsfm.ratis.core.ReleaseLevel;
import io.dsfm.ratis.core.Replica;
import io.dsfm.ratis.core.Tail;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a node does with its log: executes it at append on its instances, and lets results leave. */
final class SimHost implements ArbiterEffects, ReleaseEffects {

    private static final long STALL_TICKS = 12;
    private static final int TAIL_MAX = 12;

    private final SimNode node;
    private final Scenario scenario;
    private final Checker checker;
    private final Disk disk;
    final ReleaseGate gate;
    private final Arbiter arbiter;
    private final Tail tail;
    final SimInstance[] instances;
    /** What was asked for each request, by client and number. */
    private final Map<Long, ReleaseLevel> levels = new HashMap<>();

    private long cuts;

    SimHost(SimNode node, Disk disk) {
        this.node = node;
        this.disk = disk;
        this.scenario = node.scenario;
        this.checker = node.checker;
        Rules rules = scenario.rules;
        gate = rules.gate(this);
        arbiter = rules.arbiter(scenario.instances, scenario.policy, this);
        tail = rules.tail();
        instances = new SimInstance[scenario.instances];
        for (int i = 0; i < instances.length; i++) {
            SimMachine machine = scenario.machine(node.id, i);
            instances[i] = new SimInstance(i, this, checker, machine, rules.replica(machine));
        }
        reset(disk.snapshot);
        for (long index = disk.log.base().index() + 1; index <= disk.log.last().index(); index++) {
            onAppended(disk.log.get(index));
        }
    }

    /** The node's state is that of a snapshot, whatever it was. */
    void reset(SimSnapshot snapshot) {
        for (SimInstance instance : instances) {
            instance.rebuild(instance.machine, instance.replica, snapshot);
        }
        tail.restart(snapshot.last());
        arbiter.restart(snapshot.position());
        gate.restart(snapshot.executed(), snapshot.sequence(), snapshot.position());
        checker.onRestart(node.id, snapshot.position());
        gate.onCommitted(snapshot.last().index());
    }

    /** An entry has come into the log. */
    void onAppended(SimEntry entry) {
        InputBatch batch = entry.batch();
        if (batch != null) {
            cut(tail.append(entry.id(), batch.bytes().length, disk.log::termAt));
            for (SimInstance instance : instances) {
                instance.work.add(batch);
            }
        }
    }

    /** Asks the log whether everything that was executed is in it. */
    void verify() {
        cut(tail.verify(disk.log::termAt));
    }

    private void cut(long toIndex) {
        if (toIndex == Tail.NOTHING) {
            return;
        }
        cuts++;
        arbiter.truncate(cuts, toIndex, gate.onTruncated(toIndex));
        checker.onCut(node.id, toIndex);
        for (SimInstance instance : instances) {
            instance.work.add(new SimInstance.Revert(toIndex, cuts));
        }
    }

    /** Entries up to here are committed. */
    void onCommitted(long commitIndex) {
        for (long index = tail.committed().index() + 1; index <= commitIndex; index++) {
            SimEntry entry = disk.log.get(index);
            InputBatch batch = entry.batch();
            if (batch == null) {
                continue;
            }
            if (tail.size() > 0) {
                long toIndex = tail.commit(entry.id());
                if (toIndex == Tail.NOTHING) {
                    continue;
                }
                cut(toIndex);
            }
            onAppended(entry);
            tail.commit(entry.id());
        }
        cut(tail.commitThrough(commitIndex));
        gate.onCommitted(commitIndex);
        for (SimInstance instance : instances) {
            instance.forgetBefore(tail.committed().index());
        }
    }

    boolean hasRoom() {
        return tail.hasRoom(TAIL_MAX, 1 << 16);
    }

    void ask(long clientId, long number, ReleaseLevel level) {
        levels.put(clientId << 32 | number, level);
    }

    /** Takes some of what an instance has given. */
    void release(int ordinal, int atMost) {
        SimInstance instance = instances[ordinal];
        gate.onLease(node.hasLease());
        for (int i = 0; i < atMost && !instance.out.isEmpty(); i++) {
            Object next = instance.out.poll();
            if (next instanceof Outcome outcome) {
                arbiter.offer(ordinal, outcome, node.clock);
            } else if (next instanceof SimInstance.Reverted reverted) {
                arbiter.onReverted(ordinal, reverted.cut());
            } else if (next instanceof QuarantineReason reason) {
                arbiter.onUntrusted(ordinal, reason);
            }
        }
    }

    void tick() {
        arbiter.tick(node.clock, STALL_TICKS);
        gate.onLease(node.hasLease());
    }

    /** Rebuilds an instance that is not trusted, from the snapshot and the log behind it. */
    void rebuild(int ordinal) {
        if (arbiter.isTrusted(ordinal)) {
            return;
        }
        // Only what the log has is fed.
        verify();
        SimInstance instance = instances[ordinal];
        SimMachine machine = scenario.rebuilt(ordinal);
        instance.rebuild(machine, scenario.rules.replica(machine), disk.snapshot);
        // The snapshot may be of entries whose outcomes nobody here has given yet.
        if (arbiter.tryReadmit(ordinal, disk.snapshot.position(), cuts)) {
            feed(instance, disk.snapshot.last().index(), tail.newest().index());
        }
    }

    private void feed(SimInstance instance, long afterIndex, long throughIndex) {
        instance.work.addAll(inputsBetween(afterIndex, throughIndex));
    }

    /** The entries with inputs above one index, up to another, as far as the log goes. */
    List<InputBatch> inputsBetween(long afterIndex, long throughIndex) {
        List<InputBatch> inputs = new ArrayList<>();
        // What a snapshot has taken from the log is below anything that an instance can return to by the log.
        long from = Math.max(afterIndex, disk.log.base().index()) + 1;
        for (long index = from; index <= Math.min(throughIndex, disk.log.last().index()); index++) {
            InputBatch batch = disk.log.get(index).batch();
            if (batch != null) {
                inputs.add(batch);
            }
        }
        return inputs;
    }

    /** Executes the log behind the snapshot up to an index, without telling anybody. */
    void replay(Replica replica, long throughIndex) {
        long last = Math.min(throughIndex, disk.log.last().index());
        for (long index = disk.snapshot.last().index() + 1; index <= last; index++) {
            InputBatch batch = disk.log.get(index).batch();
            if (batch != null) {
                replica.execute(batch, outcome -> {});
            }
        }
    }

    /** Takes a snapshot of what is committed, if some instance is there. */
    void snapshotIfPossible() {
        for (SimInstance instance : instances) {
            long index = instance.replica.lastIndex();
            boolean isCommitted = index > disk.snapshot.last().index()
                    && index <= tail.committed().index();
            if (isCommitted
                    && !instance.isDead
                    && instance.machine.isHonest()
                    && arbiter.isTrusted(instance.ordinal)
                    && !instance.isToRevert()
                    && instance.replica.position() <= arbiter.decidedPosition()) {
                EntryId last = new EntryId(disk.log.termAt(index), index);
                disk.snapshot = SimSnapshot.of(instance.replica, last);
                disk.log.rebase(last);
                return;
            }
        }
    }

    SimSnapshot snapshot() {
        return disk.snapshot;
    }

    long committedIndex() {
        return tail.committed().index();
    }

    /** Whether some instance can be relied on. */
    boolean isFit() {
        for (int i = 0; i < instances.length; i++) {
            if (arbiter.isTrusted(i)) {
                return true;
            }
        }
        return false;
    }

    /** What the node has executed of its log; entries of other kinds count with the one before. */
    long appliedIndex() {
        long applied = 0;
        for (SimInstance instance : instances) {
            if (arbiter.isTrusted(instance.ordinal)) {
                applied = Math.max(applied, instance.appliedIndex());
            }
        }
        return applied >= lastInputIndex() ? disk.log.last().index() : applied;
    }

    private long lastInputIndex() {
        for (long index = disk.log.last().index(); index > disk.snapshot.last().index(); index--) {
            if (disk.log.get(index).batch() != null) {
                return index;
            }
        }
        return disk.snapshot.executed().index();
    }

    /** The newest entry that is in the log and executed by some instance. */
    EntryId lastExecuted() {
        EntryId last = EntryId.NONE;
        for (SimInstance instance : instances) {
            if (arbiter.isTrusted(instance.ordinal) && !instance.isToRevert()) {
                last = EntryId.newest(last, new EntryId(instance.replica.lastTerm(), instance.replica.lastIndex()));
            }
        }
        return disk.log.holds(last) ? last : EntryId.NONE;
    }

    long nextDeadlineNanos() {
        return instances[0].isDead ? Long.MAX_VALUE : instances[0].replica.nextDeadlineNanos();
    }

    @Override
    public void first(Outcome outcome) {
        ReleaseLevel level = scenario.level;
        if (outcome.kind() == OutcomeKind.SESSION_OPENED) {
            level = ReleaseLevel.COMMITTED;
        } else if (outcome.kind() != OutcomeKind.TIMER_FIRED) {
            level = levels.getOrDefault(outcome.clientId() << 32 | outcome.number(), level);
        }
        gate.offer(outcome, level);
    }

    @Override
    public void divergence(Divergence divergence) {
        int first = divergence.firstInstance();
        if (instances[first].machine.isHonest() && instances[divergence.otherInstance()].machine.isHonest()) {
            throw new AssertionError("honest instances disagree: node=" + node.id + ", " + divergence);
        }
    }

    @Override
    public void quarantine(int instance, QuarantineReason reason) {
        if (reason == QuarantineReason.DISAGREED && instances[instance].machine.isHonest()) {
            throw new AssertionError("an honest instance is quarantined for another: node=" + node.id);
        }
    }

    /** Until an instance that is being rebuilt is there to decide. */
    @Override
    public void halted(long position) {
        checker.halts++;
    }

    @Override
    public void release(Outcome outcome, boolean isProvisional) {
        checker.onReleased(node, outcome, isProvisional);
        node.simulation.tell(node.id, outcome, isProvisional ? SimClient.PROVISIONAL : SimClient.FINAL);
    }

    @Override
    public void confirm(Outcome outcome) {
        checker.onConfirmed(node, outcome);
        // What was missing when it left may have come since; unless it is gone for good, which the client has to learn.
        if (outcome.kind() != OutcomeKind.OUT_OF_ORDER || checker.isLossPossible()) {
            node.simulation.tell(node.id, outcome, SimClient.FINAL);
        }
    }

    @Override
    public void revoke(Outcome outcome, boolean wasProvisional) {
        checker.onRevoked(node, outcome, wasProvisional);
        node.simulation.tell(node.id, outcome, SimClient.NOTHING);
    }

    @Override
    public void abandon(Outcome outcome) {
        checker.onAbandoned(node, outcome);
        node.simulation.tell(node.id, outcome, SimClient.NOTHING);
    }

    @Override
    public void committed(Outcome outcome) {
        checker.onCommitted(node, outcome);
    }
}
