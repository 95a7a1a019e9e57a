package io.dsfm.maelstrom.harness;

import io.dsfm.maelstrom.harness.fault.FaultKind;
import io.dsfm.maelstrom.harness.net.NetworkOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Short runs of fake nodes. */
final class TestRuns {

    static final long SEED = 7;

    private TestRuns() {}

    static RunOptions options(String workload, Path binary, Path store, FaultKind... faults) {
        return new RunOptions(
                workload,
                3,
                6,
                faults.length == 0 ? 200 : 100,
                Duration.ofSeconds(faults.length == 0 ? 1 : 3),
                NetworkOptions.PERFECT,
                List.of(faults),
                Duration.ofMillis(400),
                "committed",
                SEED,
                1,
                binary,
                store);
    }

    static RunOptions lasting(RunOptions options, int seconds) {
        return new RunOptions(
                options.workload(),
                options.nodeCount(),
                options.concurrency(),
                options.ratePerSecond(),
                Duration.ofSeconds(seconds),
                options.network(),
                options.faults(),
                options.faultInterval(),
                options.release(),
                options.seed(),
                options.minimumOk(),
                options.binary(),
                options.store());
    }
}
