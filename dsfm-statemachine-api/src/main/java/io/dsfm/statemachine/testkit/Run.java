package io.dsfm.statemachine.testkit;

import io.dsfm.statemachine.StateMachineProvider;
import io.dsfm.statemachine.testkit.TestKitFailure.Check;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** One run of the kit: executes all steps, and on a failure finds the smallest list of them that shows it. */
final class Run {

    /** A longer stream is shrunk from its end, if that shows the same, or not at all. */
    private static final int LONGEST_TO_SHRINK = 100_000;

    private static final long SHRINK_STEPS = 3_000_000;
    private static final long SHRINK_NANOS = 20_000_000_000L;

    /** Checks that fail as well when it is a mark, a query or a snapshot that has changed the state. */
    private static final Set<Check> COMPARISONS =
            Set.of(Check.REPLY, Check.EVENTS, Check.TIMERS, Check.DIGEST, Check.MALFORMED_INPUT, Check.SNAPSHOT);

    private final List<StateMachineProvider> providers;
    private final Trial trial;
    private final StepSource.Plan plan;
    private final Recording recording;
    private final FailureText text;

    Run(
            List<StateMachineProvider> providers,
            List<Variant> variants,
            StepSource.Plan plan,
            Recording recording,
            Predicate<byte[]> isRejection,
            FailureText text) {
        this.providers = providers;
        this.trial = new Trial(variants, isRejection);
        this.plan = plan;
        this.recording = recording;
        this.text = text;
    }

    TestKitReport execute() {
        long steps = 0;
        Execution execution = null;
        try {
            ProviderRules.check(providers);
            execution = new Execution(trial.variants(), trial.isRejection(), recording.size() > 0);
            if (recording.size() > 0) {
                for (Step step : recording.steps()) {
                    steps++;
                    execution.execute(step);
                }
            } else {
                StepSource source = new StepSource(plan);
                for (Step step = source.next(); step != null; step = source.next()) {
                    steps++;
                    execution.execute(step);
                }
            }
            return execution.report();
        } catch (Mismatch mismatch) {
            Position position = execution == null ? new Position() : execution.position();
            throw failure(new Trial.Found(mismatch, (int) Math.min(Integer.MAX_VALUE, steps - 1), position), steps);
        }
    }

    private TestKitFailure failure(Trial.Found found, long executed) {
        List<Step> steps = stepsToShrink(executed);
        Optional<Trial.Found> again = trial.run(steps).filter(other -> other.check() == found.check());
        if (again.isEmpty()) {
            return text.failure(found, found.check(), steps, executed, false);
        }
        Shrinker shrinker = new Shrinker(
                candidate -> trial.run(candidate)
                        .filter(other -> other.check() == found.check())
                        .map(Trial.Found::step)
                        .orElse(Shrinker.NO_FAILURE),
                SHRINK_STEPS,
                SHRINK_NANOS);
        List<Step> smallest = shrinker.shrink(steps);
        Trial.Found shown = trial.run(smallest).orElse(found);
        return text.failure(shown, cause(shown, smallest), smallest, executed, true);
    }

    /** What the smallest stream needs to fail is what has failed. */
    private static Check cause(Trial.Found found, List<Step> smallest) {
        if (!COMPARISONS.contains(found.check())) {
            return found.check();
        }
        if (smallest.stream().anyMatch(Shrinker::isUndo)) {
            return Check.REVERT;
        }
        if (smallest.stream().anyMatch(step -> step instanceof Step.Query)) {
            return Check.QUERY;
        }
        return smallest.stream().anyMatch(step -> step instanceof Step.Snapshot) ? Check.SNAPSHOT : found.check();
    }

    /** The first {@code executed} steps again, or the last of them if that is too many. */
    private List<Step> stepsToShrink(long executed) {
        if (recording.size() > 0) {
            return recording.steps().subList(0, (int) executed);
        }
        Deque<Step> steps = new ArrayDeque<>();
        StepSource source = new StepSource(plan);
        for (long i = 0; i < executed; i++) {
            steps.add(source.next());
            if (steps.size() > LONGEST_TO_SHRINK) {
                steps.removeFirst();
            }
        }
        return new ArrayList<>(steps);
    }
}
