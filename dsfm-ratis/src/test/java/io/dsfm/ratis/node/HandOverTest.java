package io.dsfm.ratis.node;

import static io.dsfm.ratis.node.LedgerMachine.input;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import io.dsfm.ratis.LoggedLines;
import io.dsfm.ratis.client.GroupClient;
import io.dsfm.ratis.client.Result;
import io.dsfm.ratis.config.NodeConfig.Timeouts;
import io.dsfm.ratis.proto.NodeFrame;
import io.dsfm.ratis.proto.RefusalReason;
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
    private static final Timeouts PATIENT = Timeouts.DEFAULT.withElection(Duration.ofSeconds(5), Duration.ofSeconds(6));

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

    @Test
    void whatComesDuringATransferIsRefusedAndNotDropped() throws Exception {
        try (TestGroup group = new TestGroup(directory, "plain", "other", "plain")
                .with(PATIENT)
                .start()) {
            String leader = group.awaitLeader();
            String other = group.othersThan(leader).get(0);
            try (RawConnection connection =
                    new RawConnection(group.config(leader).self().clientAddress())) {
                long session = connection.open(7).getSessionId();
                connection.submit(7, session, 1, "first");
                group.isolate(other);
                CompletableFuture<Void> transfer =
                        group.node(leader).parts().leadership().transfer(other);

                long number = 1;
                NodeFrame answer;
                do {
                    number++;
                    long asked = number;
                    connection.sendRequest(7, session, asked, "input " + asked);
                    answer = connection.await(frame -> frame.hasRefusal() || isOutcome(frame, asked));
                } while (!answer.hasRefusal() && !transfer.isDone());

                assertThat(answer.getRefusal().getReason()).isEqualTo(RefusalReason.BUSY);
                assertThat(answer.getRefusal().getRequestNumber()).isEqualTo(number);
                assertThatThrownBy(() -> transfer.get(30, TimeUnit.SECONDS)).hasMessageContaining("not handed over");
                assertThat(connection
                                .submit(7, session, number, "input " + number)
                                .getSequence())
                        .isEqualTo(number);
            }
        }
    }

    private static boolean isOutcome(NodeFrame frame, long number) {
        return frame.getOutcomes().getOutcomesList().stream().anyMatch(outcome -> outcome.getRequestNumber() == number);
    }

    @Test
    void aLeaderThatIsStoppedHandsOverToTheOneThatHasExecutedWhatWasReleased() throws Exception {
        try (TestGroup group = new TestGroup(directory, "plain", "other", "plain")
                        .with(PATIENT)
                        .start();
                GroupClient client = group.client()) {
            String leader = group.awaitLeader();
            String behind = group.othersThan(leader).get(0);
            String fit = group.othersThan(leader).get(1);
            leaveBehind(group, client, behind);
            long term = group.status(leader).getTerm();
            Leadership leadership = group.node(leader).parts().leadership();
            TestGroup.eventually(
                    "the leader knows who is behind",
                    () -> leadership.successors(30_000).equals(List.of(fit, behind)));

            group.stop(leader);

            assertThat(group.awaitLeader()).isEqualTo(fit);
            // By one election: nobody had to wait until somebody else stood.
            assertThat(group.status(fit).getTerm()).isEqualTo(term + 1);
        }
    }

    @Test
    void theLeadershipIsNotHandedToANodeThatIsKnownToBeBehind() throws Exception {
        try (TestGroup group = new TestGroup(directory, "plain", "other", "plain")
                        .with(PATIENT)
                        .start();
                GroupClient client = group.client()) {
            String leader = group.awaitLeader();
            String behind = group.othersThan(leader).get(0);
            leaveBehind(group, client, behind);
            long term = group.status(leader).getTerm();
            Successors successors = group.node(leader).parts().peering().successors();
            TestGroup.eventually("the leader knows who is behind", () -> successors.whyNot(behind) != null);
            Leadership leadership = group.node(leader).parts().leadership();

            assertThatThrownBy(() -> leadership.transfer(behind).get(30, TimeUnit.SECONDS))
                    .hasMessageContaining("it has not executed what was released");

            assertThat(group.awaitLeader()).isEqualTo(leader);
            assertThat(group.status(leader).getTerm()).isEqualTo(term);
            group.node(behind).parts().execution().instances().forEach(Instance::resume);
            TestGroup.eventually("the leader knows that it is not", () -> successors.whyNot(behind) == null);
            leadership.transfer(behind).get(30, TimeUnit.SECONDS);
            assertThat(group.awaitLeaderOtherThan(leader)).isEqualTo(behind);
        }
    }

    /** Ten inputs are answered that this node holds and has not executed. */
    private static void leaveBehind(TestGroup group, GroupClient client, String behind) throws Exception {
        client.submit(input("executed by all")).get(30, TimeUnit.SECONDS);
        List<Instance> instances = group.node(behind).parts().execution().instances();
        TestGroup.eventually("executed", () -> instances.get(0).progress().sequence() == 1);
        instances.forEach(Instance::pause);
        for (int i = 0; i < 10; i++) {
            client.submit(input("input " + i)).get(30, TimeUnit.SECONDS);
        }
    }

    @Test
    void aNewLeaderSaysSoOnceWithItsTermAndWhereItBegins() throws Exception {
        // Nobody else is to be elected in between, on a busy machine either.
        try (LoggedLines logged = new LoggedLines(NodeParts.class, Level.INFO);
                TestGroup group = new TestGroup(directory, "plain", "plain", "plain")
                        .with(PATIENT)
                        .start()) {
            String first = group.awaitLeader();
            long term = group.status(first).getTerm();
            String said = "this node leads: node=" + first + ", group=test, term=" + term + ", fromIndex=";
            TestGroup.eventually("it says so", () -> count(logged, said) > 0);
            String second = group.othersThan(first).get(0);
            group.node(first).parts().leadership().transfer(second).get(30, TimeUnit.SECONDS);
            group.awaitLeaderOtherThan(first);
            TestGroup.eventually(
                    "the next says so", () -> count(logged, "this node leads: node=" + second + ", group=test") > 0);
            assertThat(count(logged, said)).isEqualTo(1);
            String ended = "this node does not lead any more: node=" + first + ", group=test, term=" + term;
            TestGroup.eventually("the first says that it has ceased to", () -> count(logged, ended) > 0);
            assertThat(count(logged, "this node does not lead any more: node=" + first))
                    .isEqualTo(1);
        }
    }

    private static long count(LoggedLines logged, String text) {
        return logged.lines().stream().filter(line -> line.startsWith(text)).count();
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
