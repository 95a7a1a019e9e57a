package io.dsfm.statemachine.testkit;

import io.dsfm.statemachine.StateMachineProvider;
import io.dsfm.statemachine.testkit.OtherProcess.Observation;
import io.dsfm.statemachine.testkit.TestKitFailure.Check;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;

/** One run of the kit: executes all steps, and on a failure finds the smallest list of them that shows it. */
final class Run {

    /** A longer stream is shrunk from its end, if that shows the same, or not at all. */
    private static final int LONGEST_TO_SHRINK = 100_000;

    /** Other processes execute so many inputs at most. */
    private static final int MOST_IN_OTHER_PROCESSES = 20_000;

    private static final long SHRINK_STEPS = 3_000_000;
    private static final long SHRINK_NANOS = 20_000_000_000L;

    /** Checks that fail as well when it is a mark, a query or a snapshot that has changed the state. */
    private static final Set<Check> COMPARISONS = Set.of(
            Check.REPLY, Check.EVENTS, Check.TIMERS, Check.DIGEST, Check.MALFORMED_INPUT, Check.SNAPSHOT, Check.QUERY);

    /** What is asked for. */
    record Options(StepSource.Plan plan, Recording recording, List<String> allowed, boolean isInThisProcessOnly) {}

    private final List<StateMachineProvider> providers;
    private final Trial trial;
    private final Options options;
    private final FailureText text;

    Run(List<StateMachineProvider> providers, Trial trial, Options options, FailureText text) {
        this.providers = providers;
        this.trial = trial;
        this.options = options;
        this.text = text;
    }

    TestKitReport execute() {
        checkProviders();
        TestKitReport report = checkSteps();
        if (options.isInThisProcessOnly()) {
            return report.withNotes(List.of("nothing was run in other processes"));
        }
        return report.withNotes(checkInOtherProcesses());
    }

    private void checkProviders() {
        try {
            ProviderRules.check(providers);
            for (StateMachineProvider provider : providers) {
                checkCode(provider);
            }
        } catch (Mismatch mismatch) {
            throw text.failure(new Trial.Found(mismatch, -1, new Position()), mismatch.check(), List.of(), 0, true);
        }
        if (!options.isInThisProcessOnly() && !Processes.canFind(providers)) {
            throw new IllegalArgumentException(
                    "a variant cannot be run in another process: each provider must be a class"
                            + " with a constructor without parameters, or be listed in META-INF/services; or call"
                            + " inThisProcessOnly(): providers=" + providers);
        }
    }

    private void checkCode(StateMachineProvider provider) {
        Class<?> machine = new Lane(new Variant(provider.variant(), provider), 0).machineClass();
        List<CodeScan.Finding> findings = CodeScan.scan(provider.getClass(), machine, options.allowed());
        if (!findings.isEmpty()) {
            CodeScan.Finding first = findings.get(0);
            throw new Mismatch(
                    first.check(),
                    provider.variant(),
                    "'" + provider.variant() + "' uses " + first.used() + " in "
                            + first.path().get(first.path().size() - 1),
                    findings.stream().map(CodeScan.Finding::toString).toList());
        }
    }

    private TestKitReport checkSteps() {
        return executeAll(options.plan(), LONGEST_TO_SHRINK, new ArrayDeque<>());
    }

    /** Executes the steps of a plan, or those recorded, and leaves the last of them in {@code kept}. */
    private TestKitReport executeAll(StepSource.Plan plan, int mostKept, ArrayDeque<Step> kept) {
        long executed = 0;
        Execution execution = null;
        boolean isRecorded = options.recording().size() > 0;
        try {
            execution = new Execution(
                    trial.variants(),
                    trial.isRejection(),
                    isRecorded ? Execution.Extent.ALL : Execution.Extent.SAMPLED);
            StepSource source = new StepSource(plan);
            for (Step step = step(source, execution, executed);
                    step != null;
                    step = step(source, execution, executed)) {
                executed++;
                kept.add(step);
                if (kept.size() > mostKept) {
                    kept.removeFirst();
                }
                execution.execute(step);
            }
            return execution.report();
        } catch (Mismatch mismatch) {
            Position position = execution == null ? new Position() : execution.position();
            int at = (int) Math.min(Integer.MAX_VALUE, executed - 1);
            throw failure(new Trial.Found(mismatch, at, position), new ArrayList<>(kept), executed);
        }
    }

    /** The step after so many, or null at the end. */
    private Step step(StepSource source, Execution execution, long executed) {
        if (options.recording().size() == 0) {
            return source.next(execution.position().timestampNanos);
        }
        List<Step> steps = options.recording().steps();
        return executed < steps.size() ? steps.get((int) executed) : null;
    }

    private TestKitFailure failure(Trial.Found found, List<Step> steps, long executed) {
        Optional<Trial.Found> again = trial.run(steps).filter(other -> other.check() == found.check());
        // A variant that is not the same every time can fail any check, and what makes it so is its fault.
        Optional<Comparison> comparison = new Diagnosis(providers, options.isInThisProcessOnly()).diagnose(steps);
        if (comparison.isPresent()) {
            return shrunk(comparison.get(), steps, executed);
        }
        Suspicion suspicion = new Suspicion(trial, options);
        if (again.isEmpty()) {
            return text.failure(suspicion.decide(found, steps), found.check(), steps, executed, false);
        }
        List<Step> smallest = shrink(
                candidate -> trial.run(candidate)
                        .filter(other -> other.check() == found.check())
                        .map(Trial.Found::step)
                        .orElse(Shrinker.NO_FAILURE),
                steps);
        Trial.Found shown = suspicion.decide(trial.run(smallest).orElse(found), steps);
        return text.failure(shown, cause(shown, smallest), smallest, executed, true);
    }

    private TestKitFailure shrunk(Comparison comparison, List<Step> steps, long executed) {
        try (comparison) {
            List<Step> smallest = shrink(comparison::firstDifference, steps);
            return text.failure(comparison.found(smallest), comparison.check(), smallest, executed, true);
        }
    }

    private static List<Step> shrink(ToIntFunction<List<Step>> failingStep, List<Step> steps) {
        return new Shrinker(failingStep, SHRINK_STEPS, SHRINK_NANOS).shrink(steps);
    }

    private List<String> checkInOtherProcesses() {
        ArrayDeque<Step> kept = new ArrayDeque<>();
        executeAll(
                options.plan().withCount(Math.min(options.plan().count(), MOST_IN_OTHER_PROCESSES)),
                Integer.MAX_VALUE,
                kept);
        List<Step> steps = new ArrayList<>(kept);
        Processes processes = new Processes(providers, steps);
        Optional<Processes.Found> found = processes.check();
        if (found.isPresent()) {
            throw failure(found.get(), steps.size());
        }
        return processes.notes();
    }

    private TestKitFailure failure(Processes.Found found, int executed) {
        String variant = providers.get(found.variant()).variant();
        if (found.observation().isPresent()) {
            Observation seen = found.observation().get();
            Mismatch mismatch = new Mismatch(
                    seen.check(), variant, "'" + variant + "' was seen at what is banned: " + seen.text(), List.of());
            return seen(mismatch, found, executed);
        }
        Optional<Comparison> comparison = new Diagnosis(providers, false).diagnose(found.variant(), found.steps());
        if (comparison.isPresent()) {
            return shrunk(comparison.get(), found.steps(), executed);
        }
        Mismatch mismatch = new Mismatch(
                Check.REPEATABILITY, variant, "'" + variant + "' gave other bytes in another process, once", List.of());
        Trial.Found at = new Trial.Found(mismatch, found.steps().size() - 1, new Position());
        return text.failure(at, Check.REPEATABILITY, found.steps(), executed, false);
    }

    /** The failure of a variant that was seen at what is banned; with no steps if it is not known at which. */
    private TestKitFailure seen(Mismatch mismatch, Processes.Found found, int executed) {
        List<Step> smallest = found.steps();
        boolean isShrunk = false;
        if (!smallest.isEmpty()) {
            try (WatchedProcess process = new WatchedProcess(providers, found.variant(), mismatch.check())) {
                isShrunk = process.firstSeen(smallest) != Shrinker.NO_FAILURE;
                smallest = isShrunk ? shrink(process::firstSeen, smallest) : smallest;
            }
        }
        StateMachineProvider provider = providers.get(found.variant());
        Position position = Trial.positionAfter(smallest, new Variant(mismatch.variant(), provider));
        Trial.Found at = new Trial.Found(mismatch, smallest.size() - 1, position);
        return text.failure(at, mismatch.check(), smallest, executed, isShrunk);
    }

    /** What the smallest stream needs to fail is what has failed. */
    private Check cause(Trial.Found found, List<Step> smallest) {
        // Who throws does so, whatever was done before.
        Mismatch mismatch = found.mismatch();
        if (!COMPARISONS.contains(found.check()) || mismatch.getCause() != null || mismatch.isExact()) {
            return found.check();
        }
        if (smallest.stream().anyMatch(step -> step instanceof Step.Undo undo && isRevertible(undo.variant()))) {
            return Check.REVERT;
        }
        if (smallest.stream().anyMatch(step -> step instanceof Step.Query)) {
            return Check.QUERY;
        }
        // Of a variant that is not revertible, a restored instance executes what is tried.
        return smallest.stream().anyMatch(step -> step instanceof Step.Snapshot || step instanceof Step.Undo)
                ? Check.SNAPSHOT
                : found.check();
    }

    private boolean isRevertible(String variant) {
        return trial.variants().stream()
                .anyMatch(other -> other.name().equals(variant) && new Lane(other, 0).isRevertible());
    }
}
