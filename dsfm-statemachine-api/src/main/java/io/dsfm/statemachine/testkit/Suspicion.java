package io.dsfm.statemachine.testkit;

import java.util.List;
import java.util.Optional;

/** Tests variants that differ one by one: who fails without any other has the fault. */
final class Suspicion {

    /** A variant is executed alone for so many inputs at most, beyond those at which it differed. */
    private static final long MOST_ALONE = 4_000;

    private final Trial trial;
    private final Run.Options options;

    Suspicion(Trial trial, Run.Options options) {
        this.trial = trial;
        this.options = options;
    }

    /** What was found, blamed on the only one of the suspects that does not pass alone, if it is so. */
    Trial.Found decide(Trial.Found found, List<Step> steps) {
        List<String> suspects = found.mismatch().suspects();
        List<Variant> variants = trial.variants().stream()
                .filter(variant -> suspects.contains(variant.name()))
                .toList();
        if (variants.size() < 2) {
            return found;
        }
        if (variants.stream().map(Variant::provider).distinct().count() == 1) {
            return found.blamedOn(variants.get(0).name(), "both are instances of one variant");
        }
        Optional<Trial.Found> failed = Optional.empty();
        Optional<Variant> culprit = Optional.empty();
        for (Variant variant : variants) {
            Optional<Trial.Found> alone = alone(variant, steps);
            if (alone.isPresent() && failed.isPresent()) {
                return found;
            }
            if (alone.isPresent()) {
                failed = alone;
                culprit = Optional.of(variant);
            }
        }
        return culprit.isEmpty()
                ? found
                : found.blamedOn(
                        culprit.get().name(),
                        "alone, '" + culprit.get().name() + "' fails as well: "
                                + failed.get().check() + ": "
                                + failed.get().mismatch().getMessage());
    }

    private Optional<Trial.Found> alone(Variant variant, List<Step> steps) {
        Trial one = new Trial(List.of(variant), trial.isRejection());
        Optional<Trial.Found> found = one.run(steps);
        return found.isPresent() || options.recording().size() > 0
                ? found
                : one.run(options.plan().withCount(Math.min(options.plan().count(), MOST_ALONE)));
    }
}
