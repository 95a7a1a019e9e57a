package io.dsfm.ratis.replay;

import io.dsfm.ratis.config.DamagedDataException;
import io.dsfm.ratis.core.CheckpointMismatch;
import io.dsfm.ratis.core.ExecutionException;
import io.dsfm.ratis.core.Input;
import io.dsfm.ratis.core.InputBatch;
import io.dsfm.ratis.replay.ReplayException.Kind;
import io.dsfm.ratis.replay.VariantRun.Step;
import io.dsfm.ratis.replay.stored.StoredData;
import io.dsfm.statemachine.StateMachineProvider;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Runs a recorded log through one variant, or through two that are compared after every input: first their outputs, then
 * the digests of their states. Wherever the leader wrote into the log what it had released, the outputs are compared with
 * that too.
 *
 * <p>Whole entries are executed, but nothing behind the range is told or compared.
 *
 * <p>Threading: one thread; used once.
 *
 * <p>Failure: a difference is a result, of which {@link ReplayEnd} tells. A single variant that throws ends the replay with
 * {@link ReplayException}; of two, one that throws differs from the other.
 */
public final class Replay {

    private final StoredData data;
    private final List<VariantRun> runs;
    private final ReplayRange range;
    private final ReplayListener listener;
    private final LongPredicate isDigestWanted;
    private long checkpoints;
    /** The outputs agreed with the released ones up to here, inclusive. */
    private long agreedSequence;

    private @Nullable Difference difference;
    private @Nullable ReplayException failure;
    /** Of the last input executed within the range, or of the start; its digest is 0 if it was not taken. */
    private DigestPoint last = new DigestPoint(0, 0, 0, 0);
    /** The last within a snapshot: a node gives it its name when all of it is committed. */
    private long snapshotSequence;
    /** The sequence of the state told of last; -1 for none. */
    private long toldSequence = -1;

    /**
     * @param data read, not closed
     * @param variants one or two, of the application and the version of the data
     * @param range which inputs
     * @param outputBytesMax the most bytes that a variant may give for one input
     * @param listener is told on the way
     */
    public Replay(
            StoredData data,
            List<StateMachineProvider> variants,
            ReplayRange range,
            int outputBytesMax,
            ReplayListener listener) {
        if (variants.isEmpty() || variants.size() > 2) {
            throw new IllegalArgumentException("one variant or two can be replayed: variants=" + variants.size());
        }
        this.data = data;
        this.runs = variants.stream()
                .map(variant -> new VariantRun(variant, outputBytesMax))
                .toList();
        this.range = range;
        this.listener = listener;
        this.isDigestWanted = runs.size() > 1 ? sequence -> true : range::isTold;
    }

    /** Runs it. */
    public ReplayEnd run() throws IOException, DamagedDataException, ReplayException {
        ReplayStart start = new StartFinder(data, runs, range, listener).start();
        last = new DigestPoint(start.sequence(), start.index(), first().timestampNanos(), start.digest());
        agreedSequence = start.sequence();
        listener.onStart(start);
        if (!data.log().isEmpty() && start.sequence() < range.to()) {
            data.log().read(start.index() + 1, start.survey().lastIndex(), this::onBatch);
        }
        if (failure != null) {
            throw failure;
        }
        // From 1 on is from the beginning, also of a log that holds nothing yet, or nothing whole.
        if (difference == null && range.from() > Math.max(1, last.sequence())) {
            throw new ReplayException(
                    Kind.NOT_THERE,
                    "the range begins behind the end of this node's log: from=" + range.from() + ", lastSequence="
                            + last.sequence() + "; accepted: --from with a sequence up to that one, or 'first'");
        }
        tellLast();
        long settled = Math.max(start.settledSequence(), snapshotSequence);
        return new ReplayEnd(
                start,
                last.sequence() - start.sequence(),
                last,
                Math.min(settled, last.sequence()),
                checkpoints,
                Optional.ofNullable(difference));
    }

    private long newestSnapshotIndex() {
        return data.snapshots().isEmpty() ? -1 : data.snapshots().get(0).index();
    }

    private VariantRun first() {
        return runs.get(0);
    }

    /** False to stop. */
    private boolean onBatch(InputBatch batch) {
        for (VariantRun run : runs) {
            run.execute(batch, isDigestWanted);
        }
        difference = runs.size() > 1 ? Comparison.compare(batch, first(), runs.get(1), range.to()) : null;
        tellSteps();
        if (difference == null) {
            checkReleased(batch);
        }
        boolean isEnough = last.sequence() >= range.to();
        ExecutionException thrown = first().failure();
        if (thrown != null && difference == null && !isEnough) {
            failure = new ReplayException(
                    Kind.STATE_MACHINE, "variant " + first().variant() + ": " + thrown.getMessage(), thrown);
        }
        listener.onProgress(batch.index(), last.sequence());
        return difference == null && failure == null && !isEnough;
    }

    private void tellSteps() {
        for (Step step : first().steps()) {
            if (!step.outcome().isNewResult()) {
                continue;
            }
            var answer = Objects.requireNonNull(step.outcome().answer());
            boolean isBehind =
                    answer.sequence() > range.to() || difference != null && answer.sequence() >= difference.sequence();
            if (isBehind) {
                return;
            }
            last = new DigestPoint(answer.sequence(), answer.index(), answer.timestampNanos(), step.digest());
            if (answer.index() <= newestSnapshotIndex()) {
                snapshotSequence = answer.sequence();
            }
            if (answer.sequence() >= range.from()) {
                listener.onResult(step.outcome());
            }
            if (range.isTold(answer.sequence())) {
                tell(last);
            }
        }
    }

    private void tell(DigestPoint point) {
        toldSequence = point.sequence();
        listener.onDigest(point);
    }

    /** Tells of the last state too, if it was not its turn. */
    private void tellLast() {
        if (toldSequence != last.sequence() && !(difference instanceof Difference.BetweenVariants)) {
            last = first().now(last.index(), last.timestampNanos());
            tell(last);
        }
    }

    private void checkReleased(InputBatch batch) {
        for (VariantRun run : runs) {
            CheckpointMismatch mismatch = run.mismatch();
            if (mismatch != null && mismatch.sequence() <= range.to()) {
                difference = new Difference.FromReleased(
                        run.variant(),
                        agreedSequence,
                        mismatch.sequence(),
                        mismatch.chainDigest(),
                        mismatch.leaderChainDigest());
                return;
            }
        }
        for (Input input : batch.inputs()) {
            boolean isCompared = input instanceof Input.Checkpoint checkpoint
                    && checkpoint.sequence() > agreedSequence
                    && checkpoint.sequence() <= first().sequence();
            if (isCompared) {
                checkpoints++;
                agreedSequence = ((Input.Checkpoint) input).sequence();
            }
        }
    }
}
