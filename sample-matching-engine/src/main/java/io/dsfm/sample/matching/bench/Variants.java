package io.dsfm.sample.matching.bench;

import io.dsfm.statemachine.StateMachineProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.SortedSet;
import java.util.TreeSet;

/** The variants of an application on the class path. */
final class Variants {

    /** The most instances of a node that are measured. */
    static final int INSTANCES_MAX = 3;

    private Variants() {}

    private static SortedSet<String> known(String application) {
        SortedSet<String> known = new TreeSet<>();
        for (StateMachineProvider provider : ServiceLoader.load(StateMachineProvider.class)) {
            if (provider.application().equals(application)) {
                known.add(provider.variant());
            }
        }
        return known;
    }

    /**
     * Reads what each node is to run in each run.
     *
     * @param text variants of the application joined by '+', and more of the same after commas
     */
    static List<List<String>> parse(String application, String text) {
        SortedSet<String> known = known(application);
        List<List<String>> parsed = new ArrayList<>();
        for (String one : text.split(",", -1)) {
            List<String> instances = List.of(one.split("\\+", -1));
            if (instances.size() > INSTANCES_MAX || !known.containsAll(instances)) {
                throw new IllegalArgumentException(
                        "invalid value: variants=" + one + ", accepted: 1 to " + INSTANCES_MAX + " of "
                                + String.join(", ", known) + ", joined by '+', which are those of " + application);
            }
            parsed.add(instances);
        }
        return parsed;
    }
}
