package io.dsfm.ratis.node;

import static io.dsfm.ratis.node.LedgerMachine.input;
import static org.assertj.core.api.Assertions.assertThat;

import io.dsfm.ratis.client.GroupClient;
import io.dsfm.ratis.client.Result;
import io.dsfm.ratis.config.NodeConfig.Timeouts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever leads, and whatever becomes of links: a client sees each result once, in order, and no error. */
final class HandOverTest {

    private static final int INPUTS = 3_000;
    /** So long that whoever stands does so because of a link, and not of a pause of this process. */
    private static final Timeouts PATIENT = new Timeouts(
            Duration.ofSeconds(5),
            Duration.ofSeconds(6),
            Timeouts.DEFAULT.handshake(),
            Timeouts.DEFAULT.idle(),
            Timeouts.DEFAULT.shutdown(),
            Duration.ofMillis(2),
            Duration.ofMillis(2));

    @TempDir
    private Path directory;

    @Test
    void aTransferUnderLoadCostsNoResult() throws Exception {
        try (TestGroup group = new TestGroup(directory, "plain+other", "other", "plain").start();
                Load load = new Load(group)) {
            for (int i = 0; i < 3; i++) {
                String leader = group.awaitLeader();
                String next = leader.equals("n1") ? "n2" : leader.equals("n2") ? "n3" : "n1";
                group.node(leader).parts().leadership().transfer(next).get(30, TimeUnit.SECONDS);
            }
            load.finish();
        }
    }

    @Test
    void aLeaderThatIsStoppedHandsOverFirst() throws Exception {
        try (TestGroup group = new TestGroup(directory, "plain+other", "other", "plain").start();
                Load load = new Load(group)) {
            String leader = group.awaitLeader();

            group.stop(leader);

            assertThat(group.awaitLeader()).isNotEqualTo(leader);
            group.start(leader);
            load.finish();
        }
    }

    @Test
    void brokenLinksDoNotDeposeAHealthyLeader() throws Exception {
        try (TestGroup group = new TestGroup(directory, "plain+other", "other", "plain")
                        .throughProxies()
                        .with(PATIENT)
                        .start();
                Load load = new Load(group)) {
            String leader = group.awaitLeader();
            long term = group.status(leader).getTerm();
            int broken = 0;
            for (int i = 0; i < 20; i++) {
                long answered = load.answered();
                TestGroup.eventually("results go on", () -> load.answered() > answered + 20);
                broken += group.breakLinks();
            }
            load.finish();

            assertThat(broken).isGreaterThan(20);
            assertThat(group.awaitLeader()).isEqualTo(leader);
            assertThat(group.status(leader).getTerm()).isEqualTo(term);
        }
    }

    /** Submits all the time, with some hundred requests open, until it is told to finish. */
    private static final class Load implements AutoCloseable {

        private final TestGroup group;
        private final GroupClient client;
        private final List<CompletableFuture<Result>> submitted = new ArrayList<>();
        private final AtomicBoolean isFinishing = new AtomicBoolean();
        private final AtomicLong answered = new AtomicLong();
        private final Thread thread = new Thread(this::run, "load");

        Load(TestGroup group) {
            this.group = group;
            group.awaitLeader();
            client = group.client();
            thread.start();
        }

        private void run() {
            for (int i = 0; i < INPUTS || !isFinishing.get(); i++) {
                CompletableFuture<Result> result = client.submit(input("input " + i));
                submitted.add(result);
                result.thenAccept(done -> answered.incrementAndGet());
                if (i >= 100) {
                    try {
                        submitted.get(i - 100).get(30, TimeUnit.SECONDS);
                    } catch (Exception e) {
                        return; // told by finish()
                    }
                }
            }
        }

        long answered() {
            return answered.get();
        }

        void finish() throws Exception {
            isFinishing.set(true);
            thread.join();
            for (int i = 0; i < submitted.size(); i++) {
                Result result = submitted.get(i).get(30, TimeUnit.SECONDS);
                assertThat(result.sequence()).isEqualTo(i + 1);
                assertThat(result.events().get(0).payload()).isEqualTo(input("input " + i));
            }
            List<Long> digests = group.digestsAt(submitted.size());
            assertThat(digests).hasSize(4).containsOnly(digests.get(0));
        }

        @Override
        public void close() throws Exception {
            isFinishing.set(true);
            client.close();
            thread.join();
        }
    }
}
