package io.dsfm.ratis.core.sim;

import io.dsfm.ratis.core.EntryId;
import io.dsfm.ratis.core.ExecutionException;
import io.dsfm.ratis.core.InputBatch;
import io.dsfm.ratis.core.QuarantineReason;
import io.dsfm.ratis.core.Replica;
import java.util.ArrayDeque;
import java.util.List;

/** One instance with the queue before it and the one behind it: a thread's worth of delay. */
final class SimInstance {

    /** To be done between two batches: return to an index. */
    record Revert(long toIndex, long cut) {}

    /** It was done. */
    record Reverted(long cut) {}

    final int ordinal;
    final ArrayDeque<Object> work = new ArrayDeque<>();
    /** Outcomes, and what else the release thread is to know in their order. */
    final ArrayDeque<Object> out = new ArrayDeque<>();

    private final SimHost host;
    private final Checker checker;
    SimMachine machine;
    Replica replica;
    boolean isDead;

    SimInstance(int ordinal, SimHost host, Checker checker, SimMachine machine, Replica replica) {
        this.ordinal = ordinal;
        this.host = host;
        this.checker = checker;
        this.machine = machine;
        this.replica = replica;
    }

    /** Does the next piece of work; gives whether there was one. */
    boolean step() {
        Object next = isDead || host.isLoading() ? null : work.poll();
        if (next instanceof InputBatch batch) {
            execute(batch);
        } else if (next instanceof Revert revert) {
            revert(replica.canRevertTo(revert.toIndex) ? revert : withThoseAfter(revert));
        }
        return next != null;
    }

    private void execute(InputBatch batch) {
        if (batch.index() > host.committedIndex()) {
            replica.mark();
        }
        try {
            replica.execute(batch, out::add);
        } catch (ExecutionException e) {
            isDead = true;
            out.add(QuarantineReason.THREW);
            return;
        }
        if (machine.isHonest()) {
            checker.onExecuted(new EntryId(batch.term(), batch.index()), replica.digest());
        }
    }

    /**
     * All cuts that wait, as one, and those that nobody has noticed yet: a snapshot is followed by the log as it is now, and
     * what was to be executed between two cuts may not fit on that.
     */
    private Revert withThoseAfter(Revert first) {
        host.verify();
        Revert last = first;
        long lowest = first.toIndex;
        while (isToRevert()) {
            if (work.poll() instanceof Revert next) {
                last = next;
                lowest = Math.min(lowest, next.toIndex);
            }
        }
        List<InputBatch> stay = host.inputsBetween(lowest, last.toIndex);
        for (int i = stay.size() - 1; i >= 0; i--) {
            work.addFirst(stay.get(i));
        }
        return new Revert(lowest, last.cut);
    }

    /** Undoes, or restores the newest snapshot and executes the log from there once more. */
    private void revert(Revert revert) {
        if (replica.canRevertTo(revert.toIndex)) {
            replica.revertTo(revert.toIndex);
        } else if (host.snapshot().last().index() > revert.toIndex) {
            // Others were faster, and the log before their snapshot is gone: this one starts anew from there.
            isDead = true;
            out.add(QuarantineReason.OVERTAKEN);
            return;
        } else {
            host.snapshot().restore(replica);
            host.replay(replica, revert.toIndex);
        }
        out.add(new Reverted(revert.cut));
    }

    void forgetBefore(long index) {
        replica.forgetBefore(index);
    }

    /** Starts from a state, with another machine; whatever was queued is dropped. */
    void rebuild(SimMachine newMachine, Replica newReplica, SimSnapshot from) {
        machine = newMachine;
        replica = newReplica;
        from.restore(replica);
        work.clear();
        out.clear();
        isDead = false;
    }

    /** Up to which index it has executed what stays: what is to be undone does not count. */
    long appliedIndex() {
        long applied = replica.lastIndex();
        for (Object item : work) {
            if (item instanceof Revert revert) {
                applied = Math.min(applied, revert.toIndex);
            }
        }
        return applied;
    }

    boolean isToRevert() {
        for (Object item : work) {
            if (item instanceof Revert) {
                return true;
            }
        }
        return false;
    }
}
