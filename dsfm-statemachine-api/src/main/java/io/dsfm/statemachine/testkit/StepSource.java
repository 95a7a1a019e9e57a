package io.dsfm.statemachine.testkit;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.function.Supplier;

/**
 * Makes the steps of a run out of its inputs and a seed: puts timers, queries, snapshots and marks between them. Does not
 * depend on what the steps do, but for the log's time, which the source of inputs is told.
 */
final class StepSource {

    /** What a run consists of. */
    record Plan(
            List<String> variants,
            Supplier<? extends InputSource> inputs,
            Supplier<? extends InputSource> queries,
            long seed,
            long count) {
        Plan withCount(long newCount) {
            return new Plan(variants, inputs, queries, seed, newCount);
        }
    }

    /** In the last part of a run, one tenth, every second input is malformed. */
    private static final int MALFORMED_PART = 10;

    private static final int MOST_TIMERS = 64;

    private final Plan plan;
    private final InputSource inputs;
    private final InputSource queries;
    private final SeededRandom inputRandom;
    private final SeededRandom queryRandom;
    private final SeededRandom random;
    private final UndoSteps undo;
    private final Queue<Step> planned = new ArrayDeque<>();
    private long wellFormedLeft;
    private long malformedLeft;
    private long given;
    /** Time that passes before the next entry. */
    private long owedNanos;

    private boolean isSourceOver;

    StepSource(Plan plan) {
        this.plan = plan;
        this.inputs = plan.inputs().get();
        this.queries = plan.queries().get();
        this.inputRandom = new SeededRandom(plan.seed());
        // Far apart, so that they have no numbers in common.
        this.queryRandom = new SeededRandom(plan.seed() + (1L << 40));
        this.random = new SeededRandom(plan.seed() + (1L << 41));
        this.undo = new UndoSteps(random);
        this.malformedLeft = plan.count() / MALFORMED_PART;
        this.wellFormedLeft = plan.count() - malformedLeft;
    }

    /**
     * The next step, or null at the end.
     *
     * @param timestampNanos the log's time after the steps so far
     */
    Step next(long timestampNanos) {
        if (planned.isEmpty()) {
            // What is owed has passed for the source.
            inputs.onTime(timestampNanos + owedNanos);
            planInput();
        }
        return planned.poll();
    }

    private void planInput() {
        if (wellFormedLeft > 0) {
            wellFormedLeft--;
            byte[] bytes = fromSource();
            if (bytes != null) {
                plan(bytes, Mutation.NONE);
                return;
            }
            wellFormedLeft = 0;
            malformedLeft = Math.min(malformedLeft, given / (MALFORMED_PART - 1));
        }
        if (malformedLeft > 0) {
            malformedLeft--;
            byte[] bytes = isSourceOver ? null : fromSource();
            Mutation kind = bytes == null || random.chance(1, 2) ? Mutation.any(random) : Mutation.NONE;
            plan(kind.apply(bytes == null ? undo.anyRecent() : bytes, random), kind);
        }
    }

    private byte[] fromSource() {
        byte[] bytes = inputs.next(inputRandom);
        isSourceOver = bytes == null;
        return bytes;
    }

    private void plan(byte[] bytes, Mutation kind) {
        given++;
        long clientId = inputs.clientId(inputRandom);
        long nanos = inputs.stepNanos(inputRandom);
        if (clientId < 1 || nanos < 0) {
            throw new IllegalArgumentException("not an input: clientId=" + clientId + ", stepNanos=" + nanos
                    + ", accepted: a client from 1, a time from 0");
        }
        planned.add(new Step.Input(when(nanos), clientId, bytes, kind));
        if (kind == Mutation.NONE) {
            undo.noteInput(bytes);
        }
        if (Sampling.TIMERS_DUE.isDue(random, given)) {
            planned.add(new Step.Timers(new Step.When(1, false, 0), 1 + random.below(MOST_TIMERS)));
        }
        if (Sampling.NEXT_DEADLINE.isDue(random, given) && !inputs.keepsTime()) {
            planned.add(new Step.Timers(new Step.When(1, true, random.below(4) - 1), 1 + random.below(MOST_TIMERS)));
        }
        if (Sampling.QUERY.isDue(random, given)) {
            planQuery(bytes);
        }
        if (Sampling.SNAPSHOT.isDue(random, given)) {
            planned.add(new Step.Snapshot(random.chance(1, 2), 8 << random.below(7)));
        }
        if (Sampling.UNDO.isDue(random, given)) {
            undo.plan(plan.variants().get(random.below(plan.variants().size())), planned);
        }
    }

    private Step.When when(long nanos) {
        owedNanos += nanos;
        if (Sampling.LATE_TIMERS.isDue(random, given) && !inputs.keepsTime()) {
            // The clock has passed a deadline, and the input comes before the timer.
            return new Step.When(1, true, random.below(3));
        }
        if (random.chance(1, 2)) {
            return new Step.When(0, false, 0);
        }
        Step.When when = new Step.When(random.chance(1, 16) ? 2 + random.below(3) : 1, false, owedNanos);
        owedNanos = 0;
        return when;
    }

    private void planQuery(byte[] input) {
        byte[] query = queries.next(queryRandom);
        byte[] bytes = query == null ? input : query;
        Mutation kind = query == null || random.chance(1, 4) ? Mutation.any(random) : Mutation.NONE;
        planned.add(new Step.Query(kind.apply(bytes, random)));
    }
}
