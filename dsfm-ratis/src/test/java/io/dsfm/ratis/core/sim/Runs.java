package io.dsfm.ratis.core.sim;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Runs seeds 1, 2, 3, ...: as many as {@code -Ddsfm.seeds} says, or the one that {@code -Ddsfm.seed} names, or those of a
 * minute, ten thousand at least.
 */
final class Runs {

    private static final int SEEDS_MIN = 10_000;
    private static final long NANOS = 60_000_000_000L;

    /** What was run. */
    record Summary(long seeds, long nanos) {}

    private Runs() {}

    static Summary each(Rules rules) {
        Long seed = Long.getLong("dsfm.seed");
        if (seed != null) {
            run(seed, rules);
            return new Summary(1, 1);
        }
        Long seeds = Long.getLong("dsfm.seeds");
        long startNanos = System.nanoTime();
        AtomicLong next = new AtomicLong();
        AtomicReference<@Nullable AssertionError> failure = new AtomicReference<>();
        Thread[] threads =
                new Thread[Math.max(1, Math.min(4, Runtime.getRuntime().availableProcessors()))];
        for (int i = 0; i < threads.length; i++) {
            threads[i] = new Thread(() -> {
                while (failure.get() == null) {
                    long mine = next.incrementAndGet();
                    boolean isOver =
                            seeds != null ? mine > seeds : mine > SEEDS_MIN && System.nanoTime() - startNanos > NANOS;
                    if (isOver) {
                        next.decrementAndGet();
                        return;
                    }
                    try {
                        run(mine, rules);
                    } catch (AssertionError e) {
                        failure.compareAndSet(null, e);
                    }
                }
            });
            threads[i].start();
        }
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
        AssertionError failed = failure.get();
        if (failed != null) {
            throw failed;
        }
        return new Summary(next.get(), System.nanoTime() - startNanos);
    }

    /** Runs one seed; what goes wrong is told with it. */
    static void run(long seed, Rules rules) {
        Simulation simulation = new Simulation(seed, rules);
        try {
            simulation.run();
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError(
                    "failed with seed " + seed + "; repeat it with: mvn test -pl dsfm-ratis -am"
                            + " -Dtest=SimulationTest -Dsurefire.failIfNoSpecifiedTests=false -Ddsfm.seed=" + seed
                            + "; " + e + "\n" + simulation.describe(),
                    e);
        }
    }

    static void report(Summary summary) {
        System.out.println("simulated " + summary.seeds + " groups, "
                + summary.seeds * NANOS / Math.max(summary.nanos, 1) + " a minute");
    }
}
