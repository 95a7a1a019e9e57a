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
import org.jspecify.annotations.Nullable;

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
    final SimQueries queries;
    /** A snapshot that was installed and is not loaded yet. */
    private @Nullable SimSnapshot loading;
    /** A snapshot that is complete and waits for the last entry in it to be committed. */
    private @Nullable Written written;

    /** By which instance, and how often the log had been cut by then. */
    private record Written(SimSnapshot snapshot, SimInstance by, long cuts) {}

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
        queries = new SimQueries(node, this);
        reset(disk.snapshot);
        readLog();
    }

    private void readLog() {
        for (long index = disk.log.base().index() + 1; index <= disk.log.last().index(); index++) {
            onAppended(disk.log.get(index));
        }
    }

    /** A snapshot is in place of the log: the log may go on behind it at once, but it takes its time to load. */
    void onInstalled(SimSnapshot snapshot) {
        loading = snapshot;
        if (!scenario.rules.holdsWhileLoading()) {
            gate.onCommitted(snapshot.last().index());
        }
    }

    boolean isLoading() {
        return loading != null;
    }

    /** Loads what was installed, if anything was. */
    void load() {
        SimSnapshot snapshot = loading;
        if (snapshot != null) {
            loading = null;
            reset(snapshot);
            if (scenario.rules.readsLogAfterLoading()) {
                readLog();
            }
        }
    }

    /** The node's state is that of a snapshot, whatever it was. */
    private void reset(SimSnapshot snapshot) {
        cuts++;
        queries.onReplaced();
        for (SimInstance instance : instances) {
            instance.rebuild(instance.machine, instance.replica, snapshot);
        }
        tail.restart(snapshot.last());
        arbiter.restart(snapshot.position(), cuts);
        gate.restart(snapshot.executed(), snapshot.sequence(), snapshot.position());
        checker.onRestart(node.id, snapshot.position());
    }

    /** An entry has come into the log. */
    void onAppended(SimEntry entry) {
        InputBatch batch = entry.batch();
        if (batch != null && loading == null) {
            cut(tail.append(entry.id(), batch.bytes().length, disk.log::termAt));
            for (SimInstance instance : instances) {
                instance.work.add(batch);
            }
        }
    }

    /** Asks the log whether everything that was executed is in it. */
    void verify() {
        if (loading != null) {
            return;
        }
        cut(tail.verify(disk.log::termAt));
    }

    private void cut(long toIndex) {
        if (toIndex == Tail.NOTHING) {
            return;
        }
        cuts++;
        arbiter.truncate(cuts, toIndex, gate.onTruncated(toIndex));
        queries.onCut(toIndex);
        checker.onCut(node.id, toIndex);
        for (SimInstance instance : instances) {
            instance.work.add(new SimInstance.Revert(toIndex, cuts));
        }
    }

    /** This node leads from now on. */
    void onLeader() {
        if (scenario.rules.asksLogAsLeader()) {
            verify();
        }
    }

    /** This node, the leader, knows that entries up to here are committed, whatever of them it was given to apply. */
    void onDurable(long index) {
        if (loading == null) {
            gate.onCommitted(index);
        }
    }

    /** Entries up to here are committed, and applied in order. */
    void apply(long commitIndex) {
        if (loading != null) {
            return;
        }
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
        // As on a node: of what carries inputs; of others nothing is seen.
        gate.onCommitted(tail.committed().index());
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
        if (arbiter.isTrusted(ordinal) || loading != null) {
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

    /** Has some instance write a snapshot of what it has executed, or publishes what was written, if it is committed by now. */
    void snapshotIfPossible() {
        if (loading != null) {
            return;
        }
        Written waiting = written;
        if (waiting != null) {
            publishIfCommitted(waiting);
            return;
        }
        for (SimInstance instance : instances) {
            long index = instance.replica.lastIndex();
            if (index > disk.snapshot.last().index()
                    && !instance.isDead
                    && instance.machine.isHonest()
                    && arbiter.isTrusted(instance.ordinal)) {
                EntryId last = new EntryId(instance.replica.lastTerm(), index);
                long undone = instance.isToRevert() ? Long.MAX_VALUE : cuts;
                written = new Written(SimSnapshot.of(instance.replica, last), instance, undone);
                return;
            }
        }
    }

    private void publishIfCommitted(Written waiting) {
        SimSnapshot snapshot = waiting.snapshot;
        if (snapshot.last().index() > tail.committed().index()) {
            return;
        }
        boolean isSound = waiting.cuts == cuts && arbiter.isTrusted(waiting.by.ordinal);
        if (!isSound && scenario.rules.discardsCutSnapshots()) {
            written = null;
        } else if (snapshot.position() <= arbiter.decidedPosition()) {
            written = null;
            if (snapshot.last().index() > disk.snapshot.last().index()) {
                disk.snapshot = snapshot;
                disk.log.rebase(snapshot.last());
            }
        }
    }

    SimSnapshot snapshot() {
        return disk.snapshot;
    }

    /** Whether all that carries inputs up to an index was applied. */
    boolean hasApplied(long index) {
        return loading == null && inputsBetween(tail.committed().index(), index).isEmpty();
    }

    long committedIndex() {
        return tail.committed().index();
    }

    boolean isTrusted(int ordinal) {
        return arbiter.isTrusted(ordinal);
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
        return loading == null && applied >= lastInputIndex() ? disk.log.last().index() : applied;
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
