package io.dsfm.sample.matching.bench;

import io.dsfm.sample.matching.MatchingApplication;
import io.dsfm.statemachine.StateMachineProvider;
import java.util.ServiceLoader;
import java.util.SortedSet;
import java.util.TreeSet;

/** The engine's variants on the class path. */
final class Variants {

    private Variants() {}

    static SortedSet<String> known() {
        SortedSet<String> known = new TreeSet<>();
        for (StateMachineProvider provider : ServiceLoader.load(StateMachineProvider.class)) {
            if (provider.application().equals(MatchingApplication.NAME)) {
                known.add(provider.variant());
            }
        }
        return known;
    }
}
