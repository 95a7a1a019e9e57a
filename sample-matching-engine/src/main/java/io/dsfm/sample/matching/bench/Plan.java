package io.dsfm.sample.matching.bench;

import io.dsfm.ratis.bench.Baseline;
import io.dsfm.ratis.bench.BenchOptions;
import io.dsfm.ratis.bench.Schedule;
import io.dsfm.ratis.bench.Subject;
import io.dsfm.ratis.config.NodeConfig;
import io.dsfm.sample.matching.MatchingApplication;
import io.dsfm.sample.matching.bench.counter.CounterProvider;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which runs a command line asks for: first one with the first of all values, then one for each further value of a sweep,
 * with all else as in the first; and all that for each level and for each kind of plain Ratis.
 *
 * @param payloads the lengths of inputs in bytes; none for orders
 * @param clients how many clients
 * @param nodes how many nodes, 3 or 5
 * @param variants what each node runs; null for the usual two
 * @param levels when results leave
 * @param baselines what is measured beside the group
 */
record Plan(
        List<Integer> payloads,
        List<Integer> clients,
        List<Integer> nodes,
        @Nullable String variants,
        List<String> levels,
        List<Baseline> baselines) {

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
        requireOnce("release", levels);
        for (int count : nodes) {
            if (!NODES_ACCEPTED.contains(count)) {
                throw new IllegalArgumentException("invalid value: nodes=" + count + ", accepted: 3 or 5");
            }
        }
        List<NodeConfig.Release> releases =
                levels.stream().map(NodeConfig.Release::parse).toList();
        List<Subject> subjects = subjects(releases.get(0));
        List<BenchOptions> runs = new ArrayList<>();
        for (NodeConfig.Release release : releases) {
            for (Baseline baseline : baselines) {
                subjects.forEach(subject -> runs.add(new BenchOptions(subject.with(release), baseline, schedule)));
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
                clients.get(0));
        List<Subject> subjects = new ArrayList<>();
        subjects.add(base);
        rest(sizes).forEach(size -> subjects.add(base.withPayloadBytes(size)));
        rest(clients).forEach(count -> subjects.add(base.withClients(count)));
        rest(instances).forEach(of -> subjects.add(base.withVariants(Collections.nCopies(nodes.get(0), of))));
        rest(nodes).forEach(count -> subjects.add(base.withVariants(Collections.nCopies(count, instances.get(0)))));
        return subjects;
    }

    private static <T> List<T> rest(List<T> values) {
        return values.subList(1, values.size());
    }

    private static void requireOnce(String name, List<?> values) {
        if (values.stream().distinct().count() < values.size()) {
            throw new IllegalArgumentException("invalid value: " + name + "=" + values + ", accepted: each value once");
        }
    }
}
