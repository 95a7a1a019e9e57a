package io.dsfm.ratis.core;

import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Decides for each outcome which instance's came first, and compares the others with it.
 *
 * <p>Threading: one thread.
 *
 * <p>Invariants: each instance offers its outcomes in order of position without gaps, so the first offer of a position
 * comes after that of the position before: what is first here is first in order. {@code highest} is the highest
 * position offered by anyone; slots hold the positions that some instance has not offered yet.
 */
public final class Arbiter {

    private final Slot[] slots;
    private final long[] offered;
    private final LeadTimes[] leadTimes;
    private final Consumer<Divergence> divergences;
    private long highest;

    /**
     * @param instances how many instances offer outcomes
     * @param leadMax by how many positions one instance may be ahead of another
     * @param divergences takes each disagreement
     */
    public Arbiter(int instances, int leadMax, Consumer<Divergence> divergences) {
        slots = new Slot[Math.max(Integer.highestOneBit(Math.max(leadMax - 1, 1)) * 2, 2)];
        Arrays.setAll(slots, i -> new Slot());
        offered = new long[instances];
        leadTimes = new LeadTimes[instances];
        Arrays.setAll(leadTimes, i -> new LeadTimes());
        this.divergences = divergences;
    }

    /** All instances have been restored to the state after {@code position}. */
    public void restart(long position) {
        Arrays.fill(offered, position);
        highest = position;
        for (Slot slot : slots) {
            slot.first = null;
        }
    }

    /** What was executed after {@code position} is void: the log was cut. Instances offer from there on again. */
    public void truncate(long position) {
        for (int i = 0; i < offered.length; i++) {
            offered[i] = Math.min(offered[i], position);
        }
        while (highest > position) {
            slots[(int) (highest & slots.length - 1)].first = null;
            highest--;
        }
    }

    /** The position of the last outcome that the instance has offered. */
    public long offeredPosition(int instance) {
        return offered[instance];
    }

    /**
     * Takes an instance's next outcome.
     *
     * @param nowNanos when it came, by any clock that does not go backwards
     * @return whether it came first, and so is the one to release
     */
    public boolean offer(int instance, Outcome outcome, long nowNanos) {
        if (outcome.position() != offered[instance] + 1) {
            throw new IllegalStateException("an instance's outcomes have a gap: instance=" + instance + ", position="
                    + outcome.position() + ", expected=" + (offered[instance] + 1));
        }
        offered[instance]++;
        Slot slot = slots[(int) (outcome.position() & slots.length - 1)];
        if (outcome.position() > highest) {
            highest = outcome.position();
            if (outcome.isNewResult()) {
                leadTimes[instance].onWin();
            }
            if (offered.length > 1) {
                slot.occupy(outcome, instance, nowNanos, offered.length - 1);
            }
            return true;
        }
        compare(slot, instance, outcome, nowNanos);
        return false;
    }

    private void compare(Slot slot, int instance, Outcome outcome, long nowNanos) {
        Outcome first = slot.first;
        if (first == null || first.position() != outcome.position()) {
            throw new IllegalStateException("one instance is too far ahead of another: instance=" + instance
                    + ", position=" + outcome.position() + ", highest=" + highest + ", accepted: " + slots.length);
        }
        if (outcome.isNewResult()) {
            leadTimes[instance].onDuplicate();
            if (slot.isAlone) {
                leadTimes[slot.instance].onLead(nowNanos - slot.arrivedNanos);
            }
        }
        slot.isAlone = false;
        if (!first.agreesWith(outcome)) {
            divergences.accept(DivergenceReport.of(slot.instance, first, instance, outcome));
        }
        if (--slot.outstanding == 0) {
            slot.first = null;
        }
    }

    /** The highest position that any instance has offered. */
    public long highestPosition() {
        return highest;
    }

    /** How each instance did, in their order. */
    public InstanceScore[] scores() {
        return Arrays.stream(leadTimes).map(LeadTimes::snapshot).toArray(InstanceScore[]::new);
    }

    /** What is kept of a position until every instance has offered it. */
    private static final class Slot {
        private @Nullable Outcome first;
        private int instance;
        private long arrivedNanos;
        private int outstanding;
        private boolean isAlone;

        void occupy(Outcome outcome, int instance, long nowNanos, int outstanding) {
            if (first != null) {
                throw new IllegalStateException("one instance is too far ahead of another: instance=" + instance
                        + ", position=" + outcome.position() + ", waiting=" + first.position());
            }
            first = outcome;
            this.instance = instance;
            arrivedNanos = nowNanos;
            this.outstanding = outstanding;
            isAlone = true;
        }
    }
}
