package io.dsfm.statemachine.testkit;

import io.dsfm.statemachine.StateMachine;
import io.dsfm.statemachine.StateMachineProvider;
import io.dsfm.statemachine.testkit.TestKitFailure.Check;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What a provider promises: names, versions, and an instance of its own for every call. */
final class ProviderRules {

    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,64}");

    private ProviderRules() {}

    /** Throws {@link Mismatch} at the first rule that is broken. */
    static void check(List<StateMachineProvider> providers) {
        StateMachineProvider first = providers.get(0);
        Set<String> variants = new HashSet<>();
        for (StateMachineProvider provider : providers) {
            String variant = String.valueOf(provider.variant());
            requireName(provider, "application", provider.application());
            requireName(provider, "variant", provider.variant());
            require(
                    provider,
                    provider.specificationVersion() >= 1,
                    "a specificationVersion from 1",
                    "" + provider.specificationVersion());
            require(provider, provider.textFormat() != null, "a textFormat", "null");
            require(
                    provider,
                    provider.application().equals(first.application()),
                    "the application '" + first.application() + "' of the first variant",
                    "'" + provider.application() + "'");
            require(
                    provider,
                    provider.specificationVersion() == first.specificationVersion(),
                    "the specificationVersion " + first.specificationVersion() + " of the first variant",
                    "" + provider.specificationVersion());
            require(provider, variants.add(variant), "a variant with a name of its own", "'" + variant + "' again");
            requireOwnInstances(provider);
        }
    }

    private static void requireName(StateMachineProvider provider, String what, String name) {
        require(
                provider,
                name != null && NAME.matcher(name).matches(),
                "for " + what + " 1 to 64 characters of a-z, 0-9 and '-'",
                "'" + name + "'");
    }

    private static void requireOwnInstances(StateMachineProvider provider) {
        StateMachine one;
        StateMachine other;
        try {
            one = provider.create();
            other = provider.create();
        } catch (Throwable e) {
            throw new Mismatch(Check.EXCEPTION, provider.variant(), "an instance could not be created: " + e, e);
        }
        require(provider, one != null && other != null, "an instance", "null");
        require(provider, one != other, "a new instance for every call of create", "the same one again");
    }

    private static void require(StateMachineProvider provider, boolean isKept, String rule, String found) {
        if (!isKept) {
            throw new Mismatch(
                    Check.PROVIDER,
                    String.valueOf(provider.variant()),
                    "a provider does not keep the rules: class="
                            + provider.getClass().getName() + ", found " + found + ", accepted: " + rule,
                    List.of());
        }
    }
}
