package io.dsfm.ratis.config;

import io.dsfm.ratis.config.ConfigException.Problem;
import io.dsfm.statemachine.StateMachineProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Checks a configuration's application and variants against those that the program has.
 *
 * <p>Threading: one thread.
 */
public final class VariantCheck {

    private static final Pattern LABEL = Pattern.compile("[a-z0-9-]{1,64}");

    /** By application and variant. */
    private final SortedMap<String, SortedMap<String, StateMachineProvider>> known = new TreeMap<>();

    private final List<Problem> problems = new ArrayList<>();

    private VariantCheck() {}

    /**
     * Finds the providers of the variants that a node is to run, in the order of its configuration.
     *
     * @param config names them
     * @param where the configuration's file, for messages
     * @param providers what the program has
     * @throws ConfigException if the application or a variant is not there, if the variants are of different versions of
     *     the specification, or if a provider is against the rules
     */
    public static List<StateMachineProvider> check(
            NodeConfig config, String where, Iterable<StateMachineProvider> providers) throws ConfigException {
        VariantCheck check = new VariantCheck();
        providers.forEach(check::add);
        List<StateMachineProvider> chosen = check.choose(config.application(), config.variants(), where);
        check.requireOneVersion(where, chosen);
        return check.done(chosen);
    }

    /**
     * Finds the providers of variants by name, for data that is there already.
     *
     * @param data whose data it is
     * @param variants their names; empty for all that the application has
     * @param where what names them, for messages
     * @param providers what the program has
     * @throws ConfigException if the application or a variant is not there, or implements another version of the
     *     specification than that of the data, or if a provider is against the rules
     */
    public static List<StateMachineProvider> check(
            DataIdentity data, List<String> variants, String where, Iterable<StateMachineProvider> providers)
            throws ConfigException {
        VariantCheck check = new VariantCheck();
        providers.forEach(check::add);
        SortedMap<String, StateMachineProvider> all = check.known.getOrDefault(data.application(), new TreeMap<>());
        List<String> names = variants.isEmpty() ? List.copyOf(all.keySet()) : variants;
        List<StateMachineProvider> chosen = check.choose(data.application(), names, where);
        for (StateMachineProvider provider : chosen) {
            if (provider.specificationVersion() != data.specificationVersion()) {
                check.problems.add(new Problem(
                        where,
                        "variants",
                        "'" + provider.variant() + "' implements version " + provider.specificationVersion()
                                + " of the specification of '" + data.application() + "'",
                        "version " + data.specificationVersion() + ", which wrote the data"));
            }
        }
        return check.done(chosen);
    }

    private List<StateMachineProvider> done(List<StateMachineProvider> chosen) throws ConfigException {
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return chosen;
    }

    private void add(StateMachineProvider provider) {
        String where = provider.getClass().getName();
        requireLabel(where, "application", provider.application());
        requireLabel(where, "variant", provider.variant());
        if (provider.specificationVersion() < 1) {
            problems.add(new Problem(
                    where, "specificationVersion", "found " + provider.specificationVersion(), "a number from 1"));
        }
        StateMachineProvider earlier = known.computeIfAbsent(provider.application(), name -> new TreeMap<>())
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

    private void requireLabel(String where, String key, String name) {
        if (!LABEL.matcher(name).matches()) {
            problems.add(new Problem(where, key, "found '" + name + "'", "1 to 64 characters of a-z, 0-9 and '-'"));
        }
    }

    private List<StateMachineProvider> choose(String application, List<String> names, String where) {
        SortedMap<String, StateMachineProvider> variants = known.get(application);
        if (variants == null) {
            problems.add(new Problem(
                    where,
                    "application",
                    "found '" + application + "', which is not on the class path"
                            + NearestWord.hint(application, known.keySet()),
                    known.isEmpty()
                            ? "an application on the class path, of which there is none"
                            : String.join(", ", known.keySet())));
            return List.of();
        }
        List<StateMachineProvider> chosen = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            String variant = names.get(i);
            StateMachineProvider provider = variants.get(variant);
            if (provider == null) {
                problems.add(new Problem(
                        where,
                        "variants[" + i + "]",
                        "found '" + variant + "', which '" + application + "' does not have"
                                + NearestWord.hint(variant, variants.keySet()),
                        String.join(", ", variants.keySet())));
            } else {
                chosen.add(provider);
            }
        }
        return List.copyOf(chosen);
    }

    private void requireOneVersion(String where, List<StateMachineProvider> chosen) {
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
}
