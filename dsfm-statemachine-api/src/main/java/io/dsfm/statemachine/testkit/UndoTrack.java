package io.dsfm.statemachine.testkit;

import io.dsfm.statemachine.testkit.TestKitFailure.Check;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;

/**
 * The marks of the instances of one revertible variant. Entries are tried on them that the log does not keep, as a node
 * does whose log is cut back; and entries of the log are executed a second time. Of a variant that is not revertible, a
 * restored copy executes what is tried, and is dropped in place of a revert. So states are seen that differ from those of
 * the log, and from each other, by one entry alone.
 *
 * <p>Invariants: {@code tried} holds points only while {@code isTrying}; the newest of {@code kept} is then the point at
 * which the log is.
 */
final class UndoTrack {

    /** A marked state, what must be found again there, and how many entries of the log came before it. */
    private record Point(
            long number, long entriesBefore, Position position, TimerTable timers, long digest, byte[] snapshot) {}

    /** An entry that the log kept, and the digest of its outputs. */
    private record Kept(Step.Logged step, long outputs) {}

    private static final byte[] NOT_WRITTEN = {};
    private static final int MOST_ENTRIES = 256;

    /**
     * What is added to the number of the mark before. Numbers are indices of a log, which has other entries too; and they are
     * no {@code int}: the low 32 bits of some are equal, or go backwards.
     */
    private static final long[] GAPS = {1, 1L << 32, 3, (1L << 32) - 2, 1, 5L << 32, 40};

    private static final int COPY_OFFSET = 40;

    /** The instance from the start of the log. */
    private final Lane lasting;

    private final LogRunner log;
    private final StateIndex states;
    private final Budget budget;
    private final List<Lane> lanes = new ArrayList<>();
    private final LogRunner trial;
    /** Marked in the log, oldest first. */
    private final List<Point> kept = new ArrayList<>();
    /** Marked among entries that are only tried, oldest first. */
    private final List<Point> tried = new ArrayList<>();
    /** Since the oldest of {@code kept}. */
    private final Deque<Kept> entries = new ArrayDeque<>();

    private boolean isTrying;
    /** Executes what is tried on a variant that is not revertible; null while nothing is. */
    private Lane copy;

    private long lastNumber = 1L << 33;
    private int marks;
    private int forgets;
    /** How many entries of the log were executed. */
    private long executed;

    private long reverts;

    /** A track without marks; {@code states} are those that the variant was seen in. */
    UndoTrack(Lane lasting, LogRunner log, Predicate<byte[]> isRejection, Budget budget, StateIndex states) {
        this.lasting = lasting;
        this.states = states;
        this.log = log;
        this.budget = budget;
        this.trial = new LogRunner(isRejection);
    }

    /** Where the entries are that are tried, or executed a second time; changes with them. */
    Position triedPosition() {
        return trial.position();
    }

    /** How often the instances went back. */
    long reverts() {
        return reverts;
    }

    /** Forgets all marks, and goes on with these instances. */
    void restart(List<Lane> newLanes) {
        settle();
        forgetAll();
        lanes.clear();
        lanes.addAll(newLanes);
    }

    void mark() {
        if (lanes.isEmpty()) {
            return;
        }
        LogRunner at = isTrying ? trial : log;
        lastNumber += GAPS[marks++ % GAPS.length];
        long number = lastNumber;
        Lane first = lanes.get(0);
        byte[] snapshot = NOT_WRITTEN;
        if (budget.isLeft()) {
            snapshot = first.snapshot();
            budget.spend(snapshot.length);
        }
        Point point =
                new Point(number, executed, at.position().copy(), at.timers().copy(), first.digest(), snapshot);
        for (Lane lane : lanes) {
            lane.mark(number);
            if (lane.readDigest() != point.digest()) {
                throw reverted(lane, "a mark changed the state of", point);
            }
        }
        (isTrying ? tried : kept).add(point);
    }

    /** Executes an entry that will be reverted; gives a digest of the outputs. */
    long attempt(Step.Logged step) {
        if (lanes.isEmpty()) {
            return attemptOnCopy(step);
        }
        if (!isTrying) {
            if (kept.isEmpty() || newest(kept).entriesBefore() != executed) {
                mark();
            }
            trial.moveTo(log.position(), log.timers());
            isTrying = true;
        }
        long outputs = trial.run(step, lanes);
        peek(lanes.get(0));
        return outputs;
    }

    private long attemptOnCopy(Step.Logged step) {
        if (copy == null) {
            if (!budget.isLeft()) {
                return 0;
            }
            byte[] snapshot = lasting.snapshot();
            budget.spend(3L * snapshot.length);
            copy = Lane.toRestore(lasting.variant(), lasting.label() + ", restored to try inputs", COPY_OFFSET);
            copy.restore(snapshot);
            SnapshotExchange.requireSame(lasting, snapshot, copy);
            trial.moveTo(log.position(), log.timers());
        }
        long outputs = trial.run(step, List.of(copy));
        peek(copy);
        return outputs;
    }

    private void peek(Lane lane) {
        if (budget.isLeft()) {
            byte[] snapshot = lane.snapshot();
            budget.spend(snapshot.length);
            states.add(lane, snapshot);
        }
    }

    /** Goes back to the mark {@code depth} below the newest tried one; below all of them is the end of the log. */
    void revert(int depth) {
        copy = null;
        if (!isTrying) {
            return;
        }
        int target = tried.size() - 1 - depth;
        Point point = target >= 0 ? tried.get(target) : newest(kept);
        goBackTo(point);
        tried.subList(Math.max(0, target + 1), tried.size()).clear();
        trial.moveTo(point.position(), point.timers());
    }

    /** Goes back to the end of the log, if something is being tried. */
    void settle() {
        copy = null;
        if (isTrying) {
            revert(tried.size());
            isTrying = false;
        }
    }

    /** Notes an entry that all instances have executed. */
    void executed(Step.Logged step, long outputs) {
        executed++;
        if (kept.isEmpty()) {
            return;
        }
        entries.add(new Kept(step, outputs));
        if (entries.size() > MOST_ENTRIES) {
            forgetAll();
        }
    }

    /** Goes back to the oldest mark, and executes the entries since then once more. */
    void rewind() {
        settle();
        if (kept.isEmpty()) {
            return;
        }
        Point oldest = kept.get(0);
        long digest = lanes.get(0).digest();
        goBackTo(oldest);
        kept.subList(1, kept.size()).clear();
        trial.moveTo(oldest.position(), oldest.timers());
        for (Kept entry : entries) {
            if (trial.run(entry.step(), lanes) != entry.outputs()) {
                throw reverted(lanes.get(0), "after a revert, other outputs than before are given by", oldest);
            }
        }
        for (Lane lane : lanes) {
            if (lane.digest() != digest) {
                throw reverted(lane, "after a revert, the same inputs lead to another state of", oldest);
            }
        }
    }

    /** Forgets every mark in the log but the newest. */
    void forget() {
        settle();
        if (kept.isEmpty()) {
            return;
        }
        Point newest = newest(kept);
        // Whatever number is above the mark before does the same.
        boolean isBetween = forgets++ % 2 == 0
                && (kept.size() == 1 || kept.get(kept.size() - 2).number() < newest.number() - 1);
        long floor = newest.number() - (isBetween ? 1 : 0);
        for (Lane lane : lanes) {
            long before = lane.digest();
            lane.forgetBefore(floor);
            if (lane.readDigest() != before) {
                throw reverted(lane, "forgetting marks changed the state of", newest);
            }
        }
        kept.subList(0, kept.size() - 1).clear();
        while (entries.size() > executed - newest.entriesBefore()) {
            entries.removeFirst();
        }
    }

    private void forgetAll() {
        for (Lane lane : lanes) {
            lane.forgetBefore(lastNumber + 1);
        }
        kept.clear();
        entries.clear();
    }

    private void goBackTo(Point point) {
        reverts++;
        for (Lane lane : lanes) {
            lane.revertTo(point.number());
            if (lane.digest() != point.digest()) {
                throw reverted(lane, "a revert does not give back the digest of", point);
            }
        }
        if (point.snapshot() != NOT_WRITTEN && budget.isLeft()) {
            for (Lane lane : lanes) {
                byte[] snapshot = lane.snapshot();
                budget.spend(snapshot.length);
                if (!Arrays.equals(snapshot, point.snapshot())) {
                    throw new Mismatch(
                            Check.REVERT,
                            lane.label(),
                            "a revert does not give back the snapshot of '" + lane.label() + "'",
                            StateIndex.difference("at the mark", point.snapshot(), "after the revert", snapshot));
                }
            }
        }
    }

    private static Mismatch reverted(Lane lane, String what, Point point) {
        return new Mismatch(
                Check.REVERT,
                lane.label(),
                what + " '" + lane.label() + "'",
                List.of(
                        "point " + point.number() + ", marked at sequence " + point.position().sequence,
                        "digest there: " + Lane.hex(point.digest()),
                        "digest now:   " + Lane.hex(lane.digest())));
    }

    private static Point newest(List<Point> points) {
        return points.get(points.size() - 1);
    }
}
