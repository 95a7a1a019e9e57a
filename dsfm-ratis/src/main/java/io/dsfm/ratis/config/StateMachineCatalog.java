package io.dsfm.ratis.config;

import io.dsfm.ratis.config.ConfigException.Problem;
import io.dsfm.statemachine.StateMachineProvider;
import io.dsfm.statemachine.TextFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The applications and variants that this program can run: those whose providers are on the class path.
 *
 * <p>Threading: immutable.
 *
 * <p>Invariants: an application's variants have different names, and each name follows its rule.
 */
public final class StateMachineCatalog {

    private static final Pattern LABEL = Pattern.compile("[a-z0-9-]{1,64}");

    /** By application and variant. */
    private final SortedMap<String, SortedMap<String, StateMachineProvider>> providers = new TreeMap<>();

    private StateMachineCatalog() {}

    /**
     * Finds the providers on the class path.
     *
     * @throws java.util.ServiceConfigurationError if one of them cannot be made
     */
    public static StateMachineCatalog load() throws ConfigException {
        return of(ServiceLoader.load(StateMachineProvider.class));
    }

    /**
     * A catalog of these providers.
     *
     * @throws ConfigException if a name or version is against the rules or two providers have the same names
     */
    public static StateMachineCatalog of(Iterable<StateMachineProvider> providers) throws ConfigException {
        StateMachineCatalog catalog = new StateMachineCatalog();
        List<Problem> problems = new ArrayList<>();
        for (StateMachineProvider provider : providers) {
            catalog.add(provider, problems);
        }
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return catalog;
    }

    private void add(StateMachineProvider provider, List<Problem> problems) {
        String where = provider.getClass().getName();
        requireLabel(where, "application", provider.application(), problems);
        requireLabel(where, "variant", provider.variant(), problems);
        if (provider.specificationVersion() < 1) {
            problems.add(new Problem(
                    where, "specificationVersion", "found " + provider.specificationVersion(), "a number from 1"));
        }
        StateMachineProvider earlier = providers
                .computeIfAbsent(provider.application(), name -> new TreeMap<>())
                .putIfAbsent(provider.variant(), provider);
        if (earlier != null) {
            problems.add(new Problem(
                    where,
                    "variant",
                    "'" + provider.variant() + "' of '" + provider.application() + "' is also provided by "
                            + earlier.getClass().getName(),
                    "one provider for each variant"));
        }
    }

    private static void requireLabel(String where, String key, String name, List<Problem> problems) {
        if (!LABEL.matcher(name).matches()) {
            problems.add(new Problem(where, key, "found '" + name + "'", "1 to 64 characters of a-z, 0-9 and '-'"));
        }
    }

    /** The names of the applications, in order. */
    public List<String> applications() {
        return List.copyOf(providers.keySet());
    }

    /** The names of an application's variants, in order; none if it is unknown. */
    public List<String> variants(String application) {
        return List.copyOf(ofApplication(application).keySet());
    }

    /** How people write what an application reads; empty if it is unknown. Variants are taken to agree on it. */
    public Optional<TextFormat> textFormat(String application) {
        return ofApplication(application).values().stream().findFirst().map(StateMachineProvider::textFormat);
    }

    /**
     * Finds the providers of the variants that a node is to run, in the order of its configuration.
     *
     * @param where the configuration's file, for messages
     * @throws ConfigException if the application or a variant is not there, or the variants are of different versions of
     *     the specification
     */
    public List<StateMachineProvider> check(NodeConfig config, String where) throws ConfigException {
        Map<String, StateMachineProvider> known = ofApplication(config.application());
        if (known.isEmpty()) {
            throw new ConfigException(new Problem(
                    where,
                    "application",
                    "found '" + config.application() + "', which is not on the class path"
                            + NearestWord.hint(config.application(), providers.keySet()),
                    providers.isEmpty()
                            ? "an application on the class path, of which there is none"
                            : String.join(", ", providers.keySet())));
        }
        List<StateMachineProvider> chosen = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        for (int i = 0; i < config.variants().size(); i++) {
            String variant = config.variants().get(i);
            StateMachineProvider provider = known.get(variant);
            if (provider == null) {
                problems.add(new Problem(
                        where,
                        "variants[" + i + "]",
                        "found '" + variant + "', which '" + config.application() + "' does not have"
                                + NearestWord.hint(variant, known.keySet()),
                        String.join(", ", known.keySet())));
            } else {
                chosen.add(provider);
            }
        }
        requireOneVersion(where, chosen, problems);
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return List.copyOf(chosen);
    }

    private static void requireOneVersion(String where, List<StateMachineProvider> chosen, List<Problem> problems) {
        if (chosen.stream()
                        .mapToInt(StateMachineProvider::specificationVersion)
                        .distinct()
                        .count()
                > 1) {
            List<String> versions = chosen.stream()
                    .map(provider -> provider.variant() + "=" + provider.specificationVersion())
                    .toList();
            problems.add(new Problem(
                    where,
                    "variants",
                    "they implement different versions of the specification: " + String.join(", ", versions),
                    "variants of one version"));
        }
    }

    private SortedMap<String, StateMachineProvider> ofApplication(String application) {
        return providers.getOrDefault(application, new TreeMap<>());
    }
}
