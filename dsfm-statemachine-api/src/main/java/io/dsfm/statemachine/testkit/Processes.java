package io.dsfm.statemachine.testkit;

import io.dsfm.statemachine.StateMachineProvider;
import io.dsfm.statemachine.testkit.OtherProcess.Observation;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** Executes every variant in other processes as well, where locale, time zone, charset and hash codes are others. */
final class Processes {

    /** What is wrong, and the steps at which it was seen. */
    record Found(Optional<Observation> observation, int variant, List<Step> steps) {}

    /**
     * Where immutable sets and maps are used: one of two elements has the same order in every other process, so that one in
     * a thousand runs does not see that the order matters.
     */
    private static final int MORE_IF_SALTED = 8;

    private final List<StateMachineProvider> providers;
    private final List<Step> steps;
    private final List<String> notes = new ArrayList<>();
    private int started;

    Processes(List<StateMachineProvider> providers, List<Step> steps) {
        this.providers = providers;
        this.steps = steps;
    }

    /** Whether another process finds the providers by their names. */
    static boolean canFind(List<StateMachineProvider> providers) {
        return providers.stream()
                .allMatch(provider -> ProviderName.of(provider).find().isPresent());
    }

    /** How many were started. */
    int started() {
        return started;
    }

    /** What could not be checked. */
    List<String> notes() {
        return notes;
    }

    /** The first difference, or the first thing seen that is banned. */
    Optional<Found> check() {
        List<Trace> here = new ArrayList<>();
        for (StateMachineProvider provider : providers) {
            here.add(Trace.of(new Variant(provider.variant(), provider), steps));
        }
        Optional<Found> found = check(Surroundings.TURKISH, here, true);
        if (found.isEmpty()) {
            found = check(Surroundings.PERSIAN, here, false);
        }
        BitSet salted = new BitSet();
        for (int i = 0; i < providers.size(); i++) {
            StateMachineProvider provider = providers.get(i);
            salted.set(i, Diagnosis.usesSalted(new Variant(provider.variant(), provider)));
        }
        for (int left = salted.isEmpty() ? 0 : MORE_IF_SALTED; left > 0 && found.isEmpty(); left--) {
            found = check(Surroundings.SAME, here, false, salted);
        }
        return found;
    }

    private Optional<Found> check(Surroundings surroundings, List<Trace> here, boolean isWatched) {
        BitSet all = new BitSet();
        all.set(0, providers.size());
        return check(surroundings, here, isWatched, all);
    }

    private Optional<Found> check(Surroundings surroundings, List<Trace> here, boolean isWatched, BitSet variants) {
        started++;
        try (OtherProcess process = OtherProcess.start(surroundings, providers)) {
            noteSettings(process);
            for (int i = variants.nextSetBit(0); i >= 0; i = variants.nextSetBit(i + 1)) {
                Trace there = process.run(i, steps, isWatched);
                int at = here.get(i).firstDifference(there);
                if (at != Shrinker.NO_FAILURE) {
                    return Optional.of(
                            new Found(Optional.empty(), i, steps.subList(0, Math.min(at + 1, steps.size()))));
                }
                if (!process.observations().isEmpty()) {
                    Observation seen = process.observations().get(0);
                    return Optional.of(new Found(Optional.of(seen), i, steps.subList(0, seen.step() + 1)));
                }
                List<String> files = process.filesLeft();
                if (!files.isEmpty()) {
                    Observation left = new Observation(
                            TestKitFailure.Check.FILE,
                            steps.size() - 1,
                            "files were left behind: " + String.join(", ", files));
                    return Optional.of(new Found(Optional.of(left), i, List.of()));
                }
            }
            return Optional.empty();
        }
    }

    private void note(String text) {
        if (!notes.contains(text)) {
            notes.add(text);
        }
    }

    private void noteSettings(OtherProcess process) {
        String settings = process.settings();
        Surroundings wanted = process.surroundings();
        if (!settings.contains(wanted.charset())
                || !settings.contains(wanted.locale())
                || !settings.contains(wanted.timeZone())) {
            note("another process did not take all settings: wanted " + wanted + ", has " + settings);
        }
        if (!settings.contains(OtherMain.WATCHES)) {
            note("files, threads and sockets were not watched: this Java has no flight recorder");
        }
    }
}
