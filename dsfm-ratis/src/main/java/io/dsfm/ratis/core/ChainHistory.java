package io.dsfm.ratis.core;

import io.dsfm.statemachine.Digest64;
import org.jspecify.annotations.Nullable;

/**
 * The digest of all outputs so far, and what it was at the newest sequences, to compare with other nodes'.
 *
 * <p>Invariants: {@code digests} holds those of the sequences above {@code firstSequence} and up to {@code sequence}, as
 * far as its capacity goes, each at its sequence modulo the capacity.
 */
final class ChainHistory {

    private static final int CAPACITY = 1 << 14;

    private final long[] digests = new long[CAPACITY];
    private long firstSequence;
    private long sequence;
    private long last = Digest64.EMPTY;

    void restart(long sequence, long digest) {
        firstSequence = sequence;
        this.sequence = sequence;
        last = digest;
    }

    /**
     * Returns to an earlier sequence, and what the digest was there. What was kept of sequences so old that those undone
     * took their place is lost: they are not compared any more.
     */
    void revertTo(long earlier, long digest) {
        firstSequence = Math.max(firstSequence, sequence - CAPACITY);
        sequence = earlier;
        last = digest;
    }

    /** Appends an output, and gives its own digest. */
    long append(long sequence, byte[] output) {
        long digest = Digest64.of(output);
        last = Digest64.append(last, digest);
        this.sequence = sequence;
        digests[(int) (sequence & CAPACITY - 1)] = last;
        return digest;
    }

    long last() {
        return last;
    }

    /** Gives {@code found} if there is one already, else a mismatch if the checkpoint can be compared and differs. */
    @Nullable
    CheckpointMismatch compare(Input.Checkpoint checkpoint, @Nullable CheckpointMismatch found) {
        long at = checkpoint.sequence();
        boolean isKept = at > firstSequence && at <= sequence && at > sequence - CAPACITY;
        if (found != null || !isKept) {
            return found;
        }
        long ours = digests[(int) (at & CAPACITY - 1)];
        return ours == checkpoint.chainDigest() ? null : new CheckpointMismatch(at, ours, checkpoint.chainDigest());
    }
}
