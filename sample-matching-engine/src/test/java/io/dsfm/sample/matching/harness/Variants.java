package io.dsfm.sample.matching.harness;

import io.dsfm.sample.matching.MatchingApplication;
import io.dsfm.sample.matching.naive.NaiveProvider;
import io.dsfm.statemachine.StateMachineProvider;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;

/** The variants that there are. */
public final class Variants {

    private Variants() {}

    /** All of them and the oracle, which is slow: for runs of some ten thousand inputs. */
    public static List<StateMachineProvider> withOracle() {
        List<StateMachineProvider> all = new ArrayList<>(all());
        all.add(new NaiveProvider());
        return all;
    }

    /** Those that the product has, by name. */
    public static List<StateMachineProvider> all() {
        return ServiceLoader.load(StateMachineProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(provider -> provider.application().equals(MatchingApplication.NAME))
                .sorted(Comparator.comparing(StateMachineProvider::variant))
                .toList();
    }
}
