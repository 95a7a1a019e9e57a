package io.dsfm.statemachine.testkit;

import io.dsfm.statemachine.testkit.TestKitFailure.Check;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Restores the snapshot of every variant into every other, and gives instances that go on from there. */
final class SnapshotExchange {

    /** Numbers of marks below and above all those of {@link UndoTrack}. */
    private static final long EARLY_POINT = 1;

    private static final long LATE_POINT = 1L << 62;

    private final List<Variant> variants;
    /** Instances restored before, which have a state of their own by now; by variant. */
    private final List<Lane> used = new ArrayList<>();

    private long count;

    SnapshotExchange(List<Variant> variants) {
        this.variants = variants;
    }

    /** How many snapshots were restored. */
    long count() {
        return count;
    }

    /**
     * Compares the snapshots of {@code lanes}, restores them and compares what came of it.
     *
     * @param lanes one of each variant
     * @param intoUsed whether into instances that have a state
     * @return one instance of each variant
     */
    List<Lane> run(List<Lane> lanes, boolean intoUsed, long sequence, Budget budget) {
        byte[] snapshot = agreed(lanes);
        budget.spend(3L * lanes.size() * snapshot.length);
        List<Lane> restored = new ArrayList<>();
        for (int i = 0; i < variants.size(); i++) {
            Variant variant = variants.get(i);
            String writer = lanes.get((i + 1) % lanes.size()).label();
            boolean isUsed = intoUsed && used.size() == variants.size();
            String label = variant.name() + ", restored at sequence " + sequence + " from " + writer
                    + (isUsed ? ", after other use" : "");
            Lane lane = isUsed
                    ? used.get(i).toRestoreAgain(label)
                    : Lane.toRestore(variant, label, 8 * (variants.size() + i));
            if (isUsed && lane.isRevertible()) {
                restoreMarked(lane, snapshot);
            } else {
                lane.restore(snapshot);
            }
            requireSame(lanes.get(i), snapshot, lane);
            restored.add(lane);
            count++;
        }
        used.clear();
        used.addAll(restored);
        return restored;
    }

    /** Restores an instance that has marks, which belong to another state and must be forgotten. */
    private static void restoreMarked(Lane lane, byte[] snapshot) {
        lane.mark(LATE_POINT);
        lane.mark(LATE_POINT + 1);
        lane.restore(snapshot);
        long digest = lane.digest();
        try {
            lane.mark(EARLY_POINT);
            lane.revertTo(EARLY_POINT);
        } catch (Mismatch mismatch) {
            throw new Mismatch(
                    Check.REVERT,
                    lane.label(),
                    "a restore does not forget the marks made before it, " + LATE_POINT + " and above: "
                            + mismatch.getMessage(),
                    mismatch.getCause());
        }
        if (lane.digest() != digest) {
            throw new Mismatch(
                    Check.REVERT,
                    lane.label(),
                    "a restore does not forget the marks made before it: a revert to a mark made after it does not give"
                            + " back the digest of '" + lane.label() + "'",
                    List.of("digest there: " + Lane.hex(digest), "digest now:   " + Lane.hex(lane.digest())));
        }
        lane.forgetBefore(EARLY_POINT + 1);
    }

    /** The snapshot that all variants write. */
    private static byte[] agreed(List<Lane> lanes) {
        Lane first = lanes.get(0);
        byte[] snapshot = first.snapshot();
        requireRepeatable(first, snapshot);
        for (Lane lane : lanes.subList(1, lanes.size())) {
            byte[] other = lane.snapshot();
            if (!Arrays.equals(snapshot, other)) {
                requireRepeatable(lane, other);
                throw Mismatch.between(
                        Check.SNAPSHOT,
                        Blame.of(lanes, lane, (a, b) -> Arrays.equals(a.snapshot(), b.snapshot())),
                        "snapshots of '" + first.label() + "' and '" + lane.label() + "' differ",
                        StateIndex.difference(first.label(), snapshot, lane.label(), other));
            }
        }
        return snapshot;
    }

    private static void requireRepeatable(Lane lane, byte[] snapshot) {
        byte[] again = lane.snapshot();
        if (!Arrays.equals(snapshot, again)) {
            throw new Mismatch(
                    Check.SNAPSHOT,
                    lane.label(),
                    "two snapshots of one state of '" + lane.label() + "' differ",
                    StateIndex.difference("first", snapshot, "second", again));
        }
    }

    /** Throws {@link Mismatch} if a restored instance is not as that whose snapshot it was given. */
    static void requireSame(Lane original, byte[] snapshot, Lane lane) {
        if (lane.digest() != original.digest()) {
            throw new Mismatch(
                    Check.SNAPSHOT,
                    lane.label(),
                    "a restore does not give back the digest: '" + lane.label() + "'",
                    List.of(
                            "digest written:  " + Lane.hex(original.digest()),
                            "digest restored: " + Lane.hex(lane.digest())));
        }
        byte[] again = lane.snapshot();
        if (!Arrays.equals(snapshot, again)) {
            throw new Mismatch(
                    Check.SNAPSHOT,
                    lane.label(),
                    "a restore does not give back the snapshot: '" + lane.label() + "'",
                    StateIndex.difference("written", snapshot, "restored", again));
        }
    }
}
