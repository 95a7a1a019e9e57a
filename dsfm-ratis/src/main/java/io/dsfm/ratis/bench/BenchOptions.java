package io.dsfm.ratis.bench;

import io.dsfm.ratis.config.NodeConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What is measured, and how.
 *
 * @param application the name of the application, whose variants are on this process's class path
 * @param variants for each node of the group, the variants of which it runs an instance each; the plain server beside it
 *     runs the first of them; 1 to 9 nodes
 * @param release when the group's results leave; its figures are those of the results as they leave
 * @param transport how the servers of plain Ratis talk to each other
 * @param plainSettings what the plain servers are told
 * @param rounds how often each load is given to each side, 1 to 100
 * @param roundTime how long each time, 100 ms to 10 min
 * @param warmUp how long each side is warmed up, 0 to 10 min
 * @param window how many requests the full window holds, 2 to {@link #WINDOW_MAX}
 * @param rates the fixed rates, each 1 to 1,000,000 requests a second; at most 10
 */
public record BenchOptions(
        String application,
        List<List<String>> variants,
        NodeConfig.Release release,
        PlainTransport transport,
        PlainSettings plainSettings,
        int rounds,
        Duration roundTime,
        Duration warmUp,
        int window,
        List<Integer> rates) {

    /** The largest window. */
    public static final int WINDOW_MAX = Contestant.REQUESTS_UNDER_WAY_MAX;

    private static final int HEAP_MEGABYTES = 512;
    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);

    /** Refuses values out of range; copies the lists. */
    public BenchOptions {
        variants = variants.stream().map(List::copyOf).toList();
        rates = List.copyOf(rates);
        require(variants.size() >= 1 && variants.size() <= 9, "nodes", variants.size(), "1 to 9");
        require(variants.stream().noneMatch(List::isEmpty), "variants", variants, "one or more for each node");
        require(rounds >= 1 && rounds <= 100, "rounds", rounds, "1 to 100");
        require(within(roundTime, Duration.ofMillis(100)), "seconds", seconds(roundTime), "0.1 to 600");
        require(within(warmUp, Duration.ZERO), "warm-up", seconds(warmUp), "0 to 600");
        require(window >= 2 && window <= WINDOW_MAX, "window", window, "2 to " + WINDOW_MAX);
        require(rates.size() <= 10, "rates", rates, "at most 10 rates");
        require(rates.stream().allMatch(rate -> rate >= 1 && rate <= 1_000_000), "rates", rates, "1 to 1000000");
        require(rates.stream().distinct().count() == rates.size(), "rates", rates, "each rate once");
    }

    /** The loads, in the order in which they are given: a column each in a report. */
    List<Load> loads() {
        List<Load> loads = new ArrayList<>();
        loads.add(new Load.Closed(1));
        loads.add(new Load.Closed(window));
        rates.forEach(rate -> loads.add(new Load.Open(rate)));
        return loads;
    }

    /** The largest heap of each server. */
    int heapMegabytes() {
        return HEAP_MEGABYTES;
    }

    /** How long a side may take from its start until it serves. */
    Duration startTimeout() {
        return START_TIMEOUT;
    }

    private static boolean within(Duration time, Duration least) {
        return time.compareTo(least) >= 0 && time.compareTo(Duration.ofMinutes(10)) <= 0;
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1e3;
    }

    private static void require(boolean holds, String name, Object value, String accepted) {
        if (!holds) {
            throw new IllegalArgumentException("invalid value: " + name + "=" + value + ", accepted: " + accepted);
        }
    }
}
