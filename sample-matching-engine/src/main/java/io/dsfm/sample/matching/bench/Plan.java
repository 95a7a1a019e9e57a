package io.dsfm.sample.matching.bench;

import io.dsfm.ratis.bench.Baseline;
import io.dsfm.ratis.bench.BenchOptions;
import io.dsfm.ratis.bench.EntryBounds;
import io.dsfm.ratis.bench.Schedule;
import io.dsfm.ratis.bench.Subject;
import io.dsfm.ratis.config.NodeConfig;
import io.dsfm.ratis.node.Durability;
import io.dsfm.sample.matching.MatchingApplication;
import io.dsfm.sample.matching.bench.counter.CounterProvider;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which runs a command line asks for: first one with the first of all values, then one for each further value of a sweep,
 * with all else as in the first; and all that for each level, each durability and each kind of plain Ratis.
 *
 * @param payloads the lengths of inputs in bytes; none for orders
 * @param clients how many clients
 * @param nodes how many nodes, 3 or 5
 * @param variants what each node runs; null for the usual two
 * @param entries the group's bounds on entries
 * @param levels when results leave
 * @param durabilities whether logs are forced to disk, {@code synced} or {@code relaxed}
 * @param baselines what is measured beside the group
 */
record Plan(
        List<Integer> payloads,
        List<Integer> clients,
        List<Integer> nodes,
        @Nullable String variants,
        Entries entries,
        List<String> levels,
        List<String> durabilities,
        List<Baseline> baselines) {

    /**
     * The group's bounds on entries, several values of each; none for what nodes have as they come.
     *
     * @param inFlight how many may be under way
     * @param inputs how many inputs in one
     * @param sizes how many bytes of inputs in one
     */
    record Entries(List<Integer> inFlight, List<Integer> inputs, List<Integer> sizes) {

        static final Entries USUAL = new Entries(List.of(), List.of(), List.of());

        private void requireOnce() {
            Plan.requireOnce("entries-in-flight", inFlight);
            Plan.requireOnce("entry-inputs", inputs);
            Plan.requireOnce("entry-bytes", sizes);
        }

        /** With the first of all values. */
        private EntryBounds base() {
            EntryBounds usual = EntryBounds.DEFAULT;
            return new EntryBounds(
                    inFlight.isEmpty() ? usual.inFlight() : inFlight.get(0),
                    inputs.isEmpty() ? usual.inputs() : inputs.get(0),
                    sizes.isEmpty() ? usual.sizeBytes() : sizes.get(0));
        }

        /** With each further value. */
        private List<EntryBounds> others() {
            List<EntryBounds> others = new ArrayList<>();
            rest(inFlight).forEach(most -> others.add(base().withInFlight(most)));
            rest(inputs).forEach(most -> others.add(base().withInputs(most)));
            rest(sizes).forEach(most -> others.add(base().withSizeBytes(most)));
            return others;
        }
    }

    private static final String ENGINE_VARIANTS = "ladder+tree";
    private static final String COUNTER_VARIANTS = "words+powers";
    private static final List<Integer> NODES_ACCEPTED = List.of(3, 5);

    /**
     * Makes the runs.
     *
     * @throws IllegalArgumentException if a value is not accepted; the message names it
     */
    List<BenchOptions> runs(Schedule schedule) {
        requireOnce("payload", payloads);
        requireOnce("clients", clients);
        requireOnce("nodes", nodes);
        entries.requireOnce();
        requireOnce("release", levels);
        requireOnce("durability", durabilities);
        for (int count : nodes) {
            if (!NODES_ACCEPTED.contains(count)) {
                throw new IllegalArgumentException("invalid value: nodes=" + count + ", accepted: 3 or 5");
            }
        }
        List<NodeConfig.Release> releases =
                levels.stream().map(NodeConfig.Release::parse).toList();
        List<Durability> disks = durabilities.stream()
                .map(name -> Durability.parse("durability", name))
                .toList();
        List<Subject> subjects = subjects(releases.get(0));
        List<BenchOptions> runs = new ArrayList<>();
        for (NodeConfig.Release release : releases) {
            for (Durability durability : disks) {
                for (Baseline baseline : baselines) {
                    subjects.forEach(subject ->
                            runs.add(new BenchOptions(subject.with(release), baseline, schedule, durability)));
                }
            }
        }
        return runs;
    }

    private List<Subject> subjects(NodeConfig.Release release) {
        boolean isCounter = !payloads.isEmpty();
        String application = isCounter ? CounterProvider.APPLICATION : MatchingApplication.NAME;
        String usual = isCounter ? COUNTER_VARIANTS : ENGINE_VARIANTS;
        List<List<String>> instances = Variants.parse(application, variants == null ? usual : variants);
        requireOnce("variants", instances);
        List<Integer> sizes = isCounter ? payloads : List.of(Subject.OWN_SIZES);
        Subject base = new Subject(
                application,
                sizes.get(0),
                Collections.nCopies(nodes.get(0), instances.get(0)),
                release,
                clients.get(0),
                entries.base());
        List<Subject> subjects = new ArrayList<>();
        subjects.add(base);
        rest(sizes).forEach(size -> subjects.add(base.withPayloadBytes(size)));
        rest(clients).forEach(count -> subjects.add(base.withClients(count)));
        rest(instances).forEach(of -> subjects.add(base.withVariants(Collections.nCopies(nodes.get(0), of))));
        rest(nodes).forEach(count -> subjects.add(base.withVariants(Collections.nCopies(count, instances.get(0)))));
        entries.others().forEach(bounds -> subjects.add(base.with(bounds)));
        return subjects;
    }

    private static <T> List<T> rest(List<T> values) {
        return values.subList(Math.min(1, values.size()), values.size());
    }

    private static void requireOnce(String name, List<?> values) {
        if (values.stream().distinct().count() < values.size()) {
            throw new IllegalArgumentException("invalid value: " + name + "=" + values + ", accepted: each value once");
        }
    }
}
