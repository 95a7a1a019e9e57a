package io.dsfm.sample.matching.demo;

import io.dsfm.ratis.bench.BenchException;
import io.dsfm.ratis.bench.PlainTakeover;
import io.dsfm.ratis.bench.Subject;
import io.dsfm.ratis.cluster.ClusterException;
import io.dsfm.ratis.config.NodeConfig.Release;
import io.dsfm.sample.matching.MatchingApplication;
import io.dsfm.sample.matching.demo.report.Progress;
import io.dsfm.sample.matching.flow.GeneratedFlow;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** What plain Ratis takes over in, with the engine and the rate of the run that was before. */
final class RatisTakeover {

    private static final int DEFAULT_RATE = 2_500;

    private RatisTakeover() {}

    /** Gives milliseconds, one figure for each kill. */
    static List<Double> measure(DemoOptions options, Path directory, Progress progress) throws InterruptedException {
        Subject plain =
                new Subject(MatchingApplication.NAME, Subject.OWN_SIZES, options.variants(), Release.COMMITTED, 1);
        GeneratedFlow orders = new GeneratedFlow(options.seed(), Long.MAX_VALUE);
        int rate = options.rate() < 1 ? DEFAULT_RATE : (int) options.rate();
        progress.event("now plain Ratis, killed " + options.ratisKills() + " times");
        try {
            return PlainTakeover.measure(
                            plain,
                            () -> Objects.requireNonNull(orders.next()),
                            rate,
                            options.ratisKills(),
                            directory,
                            progress::event)
                    .stream()
                    .map(taken -> taken.toNanos() / 1e6)
                    .map(millis -> Math.round(millis * 10) / 10.0)
                    .toList();
        } catch (BenchException e) {
            throw new ClusterException(e.getMessage(), e);
        }
    }
}
