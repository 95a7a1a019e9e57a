package io.dsfm.statemachine.testkit;

import io.dsfm.statemachine.StateMachineProvider;
import io.dsfm.statemachine.testkit.OtherProcess.Observation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Executes every variant in other processes as well, where locale, time zone, charset and hash codes are others. */
final class Processes {

    /** What is wrong, and the steps at which it was seen. */
    record Found(Optional<Observation> observation, int variant, List<Step> steps) {}

    private final List<StateMachineProvider> providers;
    private final List<Step> steps;
    private final List<String> notes = new ArrayList<>();

    Processes(List<StateMachineProvider> providers, List<Step> steps) {
        this.providers = providers;
        this.steps = steps;
    }

    /** Whether another process finds the providers by their names. */
    static boolean canFind(List<StateMachineProvider> providers) {
        return providers.stream()
                .allMatch(provider -> ProviderName.of(provider).find().isPresent());
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
        return found.isPresent() ? found : check(Surroundings.PERSIAN, here, false);
    }

    private Optional<Found> check(Surroundings surroundings, List<Trace> here, boolean isWatched) {
        try (OtherProcess process = OtherProcess.start(surroundings, providers)) {
            noteSettings(process);
            for (int i = 0; i < providers.size(); i++) {
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

    private void noteSettings(OtherProcess process) {
        String settings = process.settings();
        Surroundings wanted = process.surroundings();
        if (!settings.contains(wanted.charset())
                || !settings.contains(wanted.locale())
                || !settings.contains(wanted.timeZone())) {
            notes.add("another process did not take all settings: wanted " + wanted + ", has " + settings);
        }
        if (!settings.contains(OtherMain.WATCHES)) {
            notes.add("files, threads and sockets were not watched: this Java has no flight recorder");
        }
    }
}
