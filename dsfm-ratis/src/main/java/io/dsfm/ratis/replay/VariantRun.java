package io.dsfm.ratis.replay;

import io.dsfm.ratis.core.CheckpointMismatch;
import io.dsfm.ratis.core.ExecutionException;
import io.dsfm.ratis.core.InputBatch;
import io.dsfm.ratis.core.Outcome;
import io.dsfm.ratis.core.Replica;
import io.dsfm.ratis.node.SnapshotFile;
import io.dsfm.ratis.replay.ReplayException.Kind;
import io.dsfm.ratis.replay.stored.StoredSnapshot;
import io.dsfm.statemachine.StateMachineProvider;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * One instance of a variant, and what it made of the entry executed last.
 *
 * <p>Threading: one thread.
 */
final class VariantRun {

    private final StateMachineProvider provider;
    private final int outputBytesMax;
    private final List<Step> steps = new ArrayList<>();
    private Replica replica;
    private @Nullable CheckpointMismatch mismatch;
    private @Nullable ExecutionException failure;

    VariantRun(StateMachineProvider provider, int outputBytesMax) {
        this.provider = provider;
        this.outputBytesMax = outputBytesMax;
        this.replica = create();
    }

    /**
     * What became of one input.
     *
     * @param digest of the state after it; 0 if it was not asked for
     */
    record Step(Outcome outcome, long digest) {}

    private Replica create() {
        return new Replica(provider.create(), outputBytesMax);
    }

    /** Goes back to the initial state. */
    void restart() {
        replica = create();
    }

    /**
     * Takes the state of a snapshot that is whole.
     *
     * @throws NoSuchFileException if a node that runs has deleted it meanwhile
     */
    void restore(StoredSnapshot snapshot, SnapshotFile.Identity identity) throws ReplayException, NoSuchFileException {
        replica = create();
        try {
            snapshot.read(identity, replica::restoreSnapshot);
        } catch (NoSuchFileException e) {
            throw e; // no fault of the variant's
        } catch (IOException | RuntimeException e) {
            throw new ReplayException(
                    Kind.STATE_MACHINE,
                    "variant " + variant() + " does not restore a snapshot whose checksum fits: file=" + snapshot.file()
                            + ", " + e,
                    e);
        }
    }

    /**
     * Executes an entry. Whatever the state machine throws is kept as {@link #failure}.
     *
     * @param isDigestWanted whether the state's digest is to be taken at a sequence
     */
    void execute(InputBatch batch, LongPredicate isDigestWanted) {
        steps.clear();
        mismatch = null;
        try {
            mismatch = replica.execute(batch, outcome -> {
                boolean isWanted = outcome.isNewResult() && isDigestWanted.test(replica.sequence());
                steps.add(new Step(outcome, isWanted ? replica.resultDigest() : 0));
            });
        } catch (ExecutionException e) {
            failure = e;
        }
    }

    String variant() {
        return provider.variant();
    }

    /** What became of the entry's inputs, in order; without those from the one on at which it threw. */
    List<Step> steps() {
        return steps;
    }

    /** The first checkpoint of the entry that did not fit, or null. */
    @Nullable
    CheckpointMismatch mismatch() {
        return mismatch;
    }

    /** Why it cannot go on, or null. */
    @Nullable
    ExecutionException failure() {
        return failure;
    }

    long sequence() {
        return replica.sequence();
    }

    /** The state as it is now. */
    DigestPoint now(long index, long timestampNanos) {
        return new DigestPoint(replica.sequence(), index, timestampNanos, replica.resultDigest());
    }

    long lastIndex() {
        return replica.lastIndex();
    }

    long timestampNanos() {
        return replica.timestampNanos();
    }
}
