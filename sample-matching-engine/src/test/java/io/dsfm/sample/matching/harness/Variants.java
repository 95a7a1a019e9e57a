package io.dsfm.sample.matching.harness;

import io.dsfm.sample.matching.MatchingApplication;
import io.dsfm.statemachine.StateMachineProvider;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;

/** The variants that there are, those of the tests among them. */
public final class Variants {

    private Variants() {}

    /** All of them, by name. */
    public static List<StateMachineProvider> all() {
        return ServiceLoader.load(StateMachineProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(provider -> provider.application().equals(MatchingApplication.NAME))
                .sorted(Comparator.comparing(StateMachineProvider::variant))
                .toList();
    }
}
