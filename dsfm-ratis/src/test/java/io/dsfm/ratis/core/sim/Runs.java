package io.dsfm.ratis.core.sim;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/** Runs seeds one after the other on all processors until one fails, or it is enough. */
final class Runs {

    private static final int THREADS = Math.min(Runtime.getRuntime().availableProcessors(), 8);

    private final Rules rules;
    private final LongPredicate isEnough;
    private final AtomicLong next;
    private final AtomicReference<@Nullable AssertionError> failure = new AtomicReference<>();

    private Runs(Rules rules, long first, LongPredicate isEnough) {
        next = new AtomicLong(first - 1);
        this.rules = rules;
        this.isEnough = isEnough;
    }

    /** Runs them from 1 on; else as {@link #from}. */
    static long until(Rules rules, LongPredicate isEnough) throws InterruptedException {
        return from(1, rules, isEnough);
    }

    /**
     * Runs them.
     *
     * @param first the first one
     * @param isEnough whether a seed need not be run any more, nor those after it
     * @return how many were run
     */
    static long from(long first, Rules rules, LongPredicate isEnough) throws InterruptedException {
        Runs runs = new Runs(rules, first, isEnough);
        Thread[] threads = new Thread[THREADS];
        for (int i = 0; i < threads.length; i++) {
            threads[i] = new Thread(runs::work, "simulation-" + i);
            threads[i].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        AssertionError failed = runs.failure.get();
        if (failed != null) {
            throw failed;
        }
        return runs.next.get() - threads.length - (first - 1);
    }

    private void work() {
        for (long seed = next.incrementAndGet();
                failure.get() == null && !isEnough.test(seed);
                seed = next.incrementAndGet()) {
            try {
                run(seed, rules);
            } catch (AssertionError e) {
                failure.compareAndSet(null, e);
            }
        }
    }

    /** Runs one seed; what goes wrong is told with it. */
    static void run(long seed, Rules rules) {
        Simulation simulation = new Simulation(seed, rules);
        try {
            simulation.run();
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError(
                    "failed with seed " + seed + "; repeat it with: mvn test -pl dsfm-ratis -am"
                            + " -Dtest=SimulationTest -Dsurefire.failIfNoSpecifiedTests=false -Ddsfm.weather="
                            + rules.weather() + " -Ddsfm.seed=" + seed + "; " + e + "\n" + simulation.describe(),
                    e);
        }
    }
}
