package io.dsfm.statemachine.testkit;

import io.dsfm.statemachine.StateMachineProvider;
import io.dsfm.statemachine.testkit.TestKitFailure.Check;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Finds out what makes a variant give other bytes when it executes the same steps again. */
final class Diagnosis {

    private static final Pattern SALTED = Pattern.compile(
            "java\\.util\\.(Set|Map)\\.(of|ofEntries|copyOf)|java\\.util\\.stream\\.Collectors\\.toUnmodifiable\\w+");
    private static final String ALL_HASHES_EQUAL = "2";

    /** A coin shows the same so often that few executions prove nothing; long streams leave it no chance. */
    private static final int FEWEST_TIMES = 3;

    private static final int MOST_TIMES = 32;
    /** Each of several executions. */
    private static final int MOST_COMPARISONS = 8;

    private static final int PROCESSES = 2;
    private static final int PROCESSES_IF_SALTED = 16;
    private static final int MOST_STEPS = 100_000;

    private final List<StateMachineProvider> providers;
    private final boolean isInThisProcessOnly;

    Diagnosis(List<StateMachineProvider> providers, boolean isInThisProcessOnly) {
        this.providers = providers;
        this.isInThisProcessOnly = isInThisProcessOnly || !Processes.canFind(providers);
    }

    /** The comparison that shows best what is wrong with one of the variants, if anything is. */
    Optional<Comparison> diagnose(List<Step> steps) {
        for (int i = 0; i < providers.size(); i++) {
            Optional<Comparison> found = diagnose(i, steps);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    Optional<Comparison> diagnose(int place, List<Step> steps) {
        Variant variant = new Variant(providers.get(place).variant(), providers.get(place));
        Comparison here = Comparison.here(
                Check.REPEATABILITY,
                variant,
                "gives other bytes when it executes the same inputs again in this process: by a clock, random numbers,"
                        + " identity hash codes, or static fields that are not constant");
        if (differs(here, steps)) {
            return Optional.of(
                    isByHashCodes(place, steps)
                            ? here.as(
                                    Check.HASH_ORDER,
                                    "gives other bytes when it executes"
                                            + " the same inputs again in this process, and the same if all identity hash codes are equal")
                            : here);
        }
        if (isInThisProcessOnly) {
            return Optional.empty();
        }
        Optional<Comparison> found = inAnyProcess(place, variant, steps);
        if (found.isPresent()) {
            return found;
        }
        for (Surroundings surroundings : List.of(Surroundings.TURKISH, Surroundings.PERSIAN)) {
            found = differing(place, variant, steps, surroundings);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** Tries short streams more often: what a coin decides once in a stream is the same in many executions. */
    private static boolean differs(Comparison comparison, List<Step> steps) {
        for (int left = Math.max(1, Math.min(MOST_COMPARISONS, MOST_STEPS / 10 / Math.max(1, steps.size())));
                left > 0;
                left--) {
            if (comparison.firstDifference(steps) != Shrinker.NO_FAILURE) {
                return true;
            }
        }
        return false;
    }

    /**
     * Compares with other processes of the same settings. The order of immutable sets and maps is the only one that differs
     * between processes by itself; a small one has the same order in two of them every other time.
     */
    private Optional<Comparison> inAnyProcess(int place, Variant variant, List<Step> steps) {
        boolean isSalted = usesSalted(variant);
        Optional<Comparison> found = Optional.empty();
        for (int left = isSalted ? PROCESSES_IF_SALTED : PROCESSES; left > 0 && found.isEmpty(); left--) {
            found = compare(
                    place,
                    variant,
                    steps,
                    Surroundings.SAME,
                    isSalted ? Check.HASH_ORDER : Check.REPEATABILITY,
                    "gives other bytes in another process, with the same settings: by the order of Set.of or Map.of, which"
                            + " differs from process to process, or by a clock or random numbers");
        }
        return found;
    }

    /** Whether the code of a variant uses sets or maps whose order is another in every process. */
    static boolean usesSalted(Variant variant) {
        return CodeScan.uses(variant.provider().getClass(), new Lane(variant, 0).machineClass(), SALTED);
    }

    private Optional<Comparison> differing(int place, Variant variant, List<Step> steps, Surroundings surroundings) {
        record Part(Check check, Function<Surroundings, Surroundings> only) {}
        List<Part> parts = new ArrayList<>();
        parts.add(new Part(Check.REPEATABILITY, all -> all));
        parts.add(new Part(Check.LOCALE, Surroundings::localeOnly));
        parts.add(new Part(Check.TIME_ZONE, Surroundings::timeZoneOnly));
        parts.add(new Part(Check.CHARSET, Surroundings::charsetOnly));
        parts.add(new Part(Check.HASH_ORDER, Surroundings::hashModeOnly));
        Optional<Comparison> together = Optional.empty();
        for (Part part : parts) {
            Surroundings only = part.only().apply(surroundings);
            Optional<Comparison> found =
                    compare(place, variant, steps, only, part.check(), "gives other bytes in a process with " + only);
            if (found.isPresent() && part.check() != Check.REPEATABILITY) {
                together.ifPresent(Comparison::close);
                return found;
            }
            if (part.check() == Check.REPEATABILITY) {
                together = found;
                if (found.isEmpty()) {
                    return found;
                }
            }
        }
        return together;
    }

    private Optional<Comparison> compare(
            int place, Variant variant, List<Step> steps, Surroundings surroundings, Check check, String what) {
        Comparison comparison =
                Comparison.there(check, variant, place, what, OtherProcess.start(surroundings, providers));
        if (comparison.firstDifference(steps) != Shrinker.NO_FAILURE) {
            return Optional.of(comparison);
        }
        comparison.close();
        return Optional.empty();
    }

    /** Whether the variant is the same every time if only all identity hash codes are equal. */
    private boolean isByHashCodes(int place, List<Step> steps) {
        if (isInThisProcessOnly) {
            return false;
        }
        Surroundings surroundings = new Surroundings("", "", "", ALL_HASHES_EQUAL);
        try (OtherProcess process = OtherProcess.start(surroundings, providers)) {
            Trace first = process.run(place, steps, false);
            int most = Math.max(FEWEST_TIMES, Math.min(MOST_TIMES, MOST_STEPS / Math.max(1, steps.size())));
            for (int times = 0; times < most; times++) {
                if (first.firstDifference(process.run(place, steps, false)) != Shrinker.NO_FAILURE) {
                    return false;
                }
            }
            return true;
        }
    }
}
