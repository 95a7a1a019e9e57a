package io.dsfm.sample.matching.demo;

import io.dsfm.ratis.config.NodeConfig.Release;
import io.dsfm.sample.matching.demo.fault.FaultKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the demo is to do.
 *
 * @param orders how many commands are submitted, 1 to 10,000,000; null for all of a flow file, or the default
 * @param rate commands a second, 0 to 1,000,000; 0 for as fast as it goes
 * @param flow a LOBSTER message file, or null for a generated flow
 * @param seed of a generated flow
 * @param resting how many of the orders a generated flow places first, and about how many then rest, 1 to 1,000,000; null
 *     for one whose books start empty
 * @param variants for each node, the variants of which it runs an instance each; 1 to 9 nodes
 * @param heapMegabytes the largest heap of each node, 128 to 65,536
 * @param clients how many clients submit, 1 to 1,024, each the commands of orders of its own
 * @param clientKills how many times the first client is killed, in a process of its own then, and comes back; 0 to 1,000
 * @param kills how many times a primary is struck; 0 to 1,000, and 0 with fewer than three nodes
 * @param fault what is done to it
 * @param ratisKills how often the leader of plain Ratis is killed afterwards, to compare; 0 to 1,000
 * @param release when results leave
 * @param keep where all files stay, in a directory that is empty or not there; null for a temporary one
 */
record DemoOptions(
        @Nullable Long orders,
        double rate,
        @Nullable Path flow,
        long seed,
        @Nullable Integer resting,
        List<List<String>> variants,
        int heapMegabytes,
        int clients,
        int clientKills,
        int kills,
        FaultKind fault,
        int ratisKills,
        Release release,
        @Nullable Path keep) {

    static final long DEFAULT_ORDERS = 50_000;

    private static final long MOST_ORDERS = 10_000_000;
    private static final int MOST_RESTING = 1_000_000;
    private static final int LEAST_HEAP_MEGABYTES = 128;
    private static final int MOST_HEAP_MEGABYTES = 65_536;
    private static final int MOST_RATE = 1_000_000;
    private static final int MOST_CLIENTS = 1_024;
    private static final int MOST_KILLS = 1_000;
    private static final int RATIS_KILLS = 10;
    private static final int FEWEST_NODES_TO_KILL = 3;
    private static final int MOST_NODES = 9;

    /** What nodes run that nothing was said of, over and over. */
    private static final List<List<String>> DEFAULT_VARIANTS =
            List.of(List.of("tree", "ladder"), List.of("ladder"), List.of("tree"));

    /** Refuses values out of range. */
    DemoOptions {
        variants = variants.stream().map(List::copyOf).toList();
        require(orders == null || orders >= 1 && orders <= MOST_ORDERS, "--orders", orders, "1 to 10000000");
        require(rate >= 0 && rate <= MOST_RATE, "--rate", number(rate), "0 (as fast as it goes) to 1000000");
        require(
                resting == null || flow == null && resting >= 1 && resting <= MOST_RESTING,
                "--resting",
                resting,
                flow == null ? "1 to 1000000" : "none with --flow, which says itself what rests");
        require(
                heapMegabytes >= LEAST_HEAP_MEGABYTES && heapMegabytes <= MOST_HEAP_MEGABYTES,
                "--heap",
                heapMegabytes,
                "128 to 65536 (megabytes)");
        require(
                resting == null || resting <= count(orders),
                "--resting",
                resting,
                "no more than --orders=" + count(orders) + ", of which they are");
        require(clients >= 1 && clients <= MOST_CLIENTS, "--clients", clients, "1 to 1024");
        require(clientKills >= 0 && clientKills <= MOST_KILLS, "--client-kills", clientKills, "0 to 1000");
        require(kills >= 0 && kills <= MOST_KILLS, "--kills", kills, "0 to 1000");
        require(ratisKills >= 0 && ratisKills <= MOST_KILLS, "--ratis-kills", ratisKills, "0 to 1000");
        require(
                ratisKills == 0 || variants.size() >= FEWEST_NODES_TO_KILL,
                "--ratis-kills",
                ratisKills,
                "0 with fewer than 3 nodes");
        require(
                kills == 0 || variants.size() >= FEWEST_NODES_TO_KILL,
                "--kills",
                kills,
                "0 with " + (variants.size() == 1 ? "1 node" : variants.size() + " nodes")
                        + ", since fewer than 3 do not survive the loss of one");
    }

    /**
     * The variants of each node.
     *
     * @param nodes how many nodes there are
     * @param given what each node is to run, such as {@code tree+ladder}, from the first on and over again if there are
     *     more nodes; empty for the default
     * @param known the variants that there are
     */
    static List<List<String>> variants(int nodes, List<String> given, Set<String> known) {
        require(nodes >= 1 && nodes <= MOST_NODES, "--nodes", nodes, "1 to 9");
        require(
                given.size() <= nodes,
                "--variants",
                String.join(",", given),
                "no more than one element for each of " + nodes + " nodes");
        List<List<String>> elements = new ArrayList<>();
        for (String element : given) {
            List<String> variants = List.of(element.split("\\+", -1));
            require(
                    known.containsAll(variants),
                    "--variants",
                    element,
                    "for each node, one or more of " + String.join(", ", known) + ", joined by '+'");
            elements.add(variants);
        }
        List<List<String>> source = elements.isEmpty() ? DEFAULT_VARIANTS : elements;
        List<List<String>> all = new ArrayList<>();
        for (int i = 0; i < nodes; i++) {
            all.add(source.get(i % source.size()));
        }
        return all;
    }

    /** How many orders a generated flow has. */
    long count() {
        return count(orders);
    }

    private static long count(@Nullable Long orders) {
        return orders == null ? DEFAULT_ORDERS : orders;
    }

    /** How many times a primary is struck unless told otherwise: once, if the group survives it. */
    static int defaultKills(int nodes) {
        return nodes >= FEWEST_NODES_TO_KILL ? 1 : 0;
    }

    /** How often plain Ratis is struck unless told otherwise: not for a single takeover, which says little. */
    static int defaultRatisKills(int kills, FaultKind fault) {
        return kills > 1 && fault == FaultKind.KILL ? Math.min(kills, RATIS_KILLS) : 0;
    }

    private static String number(double value) {
        return value == Math.rint(value) ? String.format(Locale.ROOT, "%.0f", value) : Double.toString(value);
    }

    private static void require(boolean holds, String option, @Nullable Object value, String accepted) {
        if (!holds) {
            throw new IllegalArgumentException("invalid value: " + option + "=" + value + ", accepted: " + accepted);
        }
    }
}
