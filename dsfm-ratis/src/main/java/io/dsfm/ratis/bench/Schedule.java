package io.dsfm.ratis.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What load is given, and for how long.
 *
 * @param rounds how often each load is given to each side, 1 to 100
 * @param roundTime how long each time, 100 ms to 10 min
 * @param warmUp how long each side is warmed up, 0 to 10 min
 * @param window how many requests the full window holds, over all clients together, 2 to {@link #WINDOW_MAX}
 * @param rates the fixed rates, ascending where {@code toSaturation}, each 1 to 1,000,000 requests a second; at most 12
 * @param toSaturation whether a side that did not sustain a rate is spared the higher ones
 * @param kills how often each side's leader is killed in the end, under {@link #killRate}; 0 to 100
 */
public record Schedule(
        int rounds,
        Duration roundTime,
        Duration warmUp,
        int window,
        List<Integer> rates,
        boolean toSaturation,
        int kills) {

    /** The largest window. */
    public static final int WINDOW_MAX = Contestant.REQUESTS_UNDER_WAY_MAX;

    private static final int RATES_MAX = 12;
    private static final int FIRST_RATE = 500;
    private static final int LAST_RATE = 512_000;

    /** Refuses values out of range; copies the list. */
    public Schedule {
        rates = List.copyOf(rates);
        Accepted.require(rounds >= 1 && rounds <= 100, "rounds", rounds, "1 to 100");
        Accepted.require(within(roundTime, Duration.ofMillis(100)), "seconds", seconds(roundTime), "0.1 to 600");
        Accepted.require(within(warmUp, Duration.ZERO), "warm-up", seconds(warmUp), "0 to 600");
        Accepted.require(window >= 2 && window <= WINDOW_MAX, "window", window, "2 to " + WINDOW_MAX);
        Accepted.require(rates.size() <= RATES_MAX, "rates", rates, "at most " + RATES_MAX + " rates");
        Accepted.require(
                rates.stream().allMatch(rate -> rate >= 1 && rate <= 1_000_000), "rates", rates, "1 to 1000000");
        Accepted.require(rates.stream().distinct().count() == rates.size(), "rates", rates, "each rate once");
        Accepted.require(kills >= 0 && kills <= 100, "kills", kills, "0 to 100");
    }

    /** The rates by which saturation is found: each twice the one before. */
    public static List<Integer> doublingRates() {
        List<Integer> rates = new ArrayList<>();
        for (int rate = FIRST_RATE; rate <= LAST_RATE; rate *= 2) {
            rates.add(rate);
        }
        return rates;
    }

    /** The loads, in the order in which they are given: a column each in a report. */
    List<Load> loads() {
        List<Load> loads = new ArrayList<>();
        loads.add(new Load.Closed(1));
        loads.add(new Load.Closed(window));
        rates.forEach(rate -> loads.add(new Load.Open(rate)));
        return loads;
    }

    /** Requests a second while leaders are killed: the first of the rates, if there is one. */
    int killRate() {
        return rates.isEmpty() ? FIRST_RATE : rates.get(0);
    }

    private static boolean within(Duration time, Duration least) {
        return time.compareTo(least) >= 0 && time.compareTo(Duration.ofMinutes(10)) <= 0;
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1e3;
    }
}
