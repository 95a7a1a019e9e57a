package io.dsfm.ratis.bench;

import io.dsfm.ratis.node.Durability;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

/**
 * How long plain Ratis takes from the death of its leader's process to the next answer: the same servers, settings and client
 * as in {@link Bench}, under a steady load, killed and started again.
 *
 * <p>Threading: one thread.
 *
 * <p>Failure: {@link BenchException} if the servers do not serve.
 */
public final class PlainTakeover {

    private PlainTakeover() {}

    /**
     * Kills the leader again and again.
     *
     * @param subject of which the application, the variants and the number of clients count
     * @param flow the load
     * @param perSecond how many inputs a second, 1 to 1,000,000
     * @param kills how often, 0 to 100
     * @param directory where the servers keep their files; made if it is not there, must be empty, left as it is
     * @param progress takes a line for each kill
     * @return for each kill, from just before the signal to the first answer of an input sent after it
     */
    public static List<Duration> measure(
            Subject subject, InputFlow flow, int perSecond, int kills, Path directory, Consumer<String> progress)
            throws InterruptedException {
        Schedule schedule = new Schedule(1, Duration.ofSeconds(1), Duration.ZERO, 2, List.of(), false, kills);
        BenchOptions options = new BenchOptions(subject, Baseline.DEFAULT, schedule, Durability.SYNCED);
        try (Contestant plain = PlainContestant.start(options, directory)) {
            List<InputFlow> flows = Collections.nCopies(plain.clients(), flow);
            return new TakeoverRun(plain, flows, perSecond).kill(kills, progress);
        }
    }
}
