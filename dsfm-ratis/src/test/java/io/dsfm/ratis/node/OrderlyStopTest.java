package io.dsfm.ratis.node;

import static io.dsfm.ratis.node.LedgerMachine.input;
import static org.assertj.core.api.Assertions.assertThat;

import io.dsfm.ratis.client.GroupClient;
import io.dsfm.ratis.config.NodeConfig.Release;
import io.dsfm.ratis.config.NodeConfig.Timeouts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.ratis.util.CodeInjectionForTesting;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node counts as stopped in order if, and only if, what it gave its word for is on the disk. */
final class OrderlyStopTest {

    /** Where Ratis lets tests in before it begins to write the log. */
    private static final String LOG_WRITER = "SegmentedRaftLogWorker.runWorker";

    private static final Timeouts HASTY = Timeouts.DEFAULT.withShutdown(Duration.ofMillis(300));

    @TempDir
    private Path directory;

    private final CountDownLatch disk = new CountDownLatch(1);

    @AfterEach
    void letTheDiskGoOn() {
        CodeInjectionForTesting.remove(LOG_WRITER);
        disk.countDown();
    }

    @Test
    void aNodeThatCouldNotWriteWhatItGaveItsWordForLeavesNoNote() throws Exception {
        try (TestGroup group = new TestGroup(directory, "plain", "plain", "plain")
                        .with(Release.COVERED)
                        .with(HASTY)
                        .start();
                GroupClient client = group.client()) {
            client.submit(input("written")).get(30, TimeUnit.SECONDS);
            String victim = group.awaitLeader().equals("n3") ? "n2" : "n3";
            group.stop(victim);
            assertThat(note(victim)).exists();
            client.submit(input("held in memory")).get(30, TimeUnit.SECONDS);
            long index = group.node(group.awaitLeader())
                    .parts()
                    .execution()
                    .release()
                    .released()
                    .index();
            CodeInjectionForTesting.put(
                    LOG_WRITER, (node, other, more) -> victim.equals(String.valueOf(node)) && stall());
            DsfmNode stalled = group.start(victim);
            TestGroup.eventually(
                    "its word for what it cannot write",
                    () -> stalled.parts().memory().wordGiven().index() >= index);

            group.stop(victim);

            assertThat(note(victim)).doesNotExist();
        }
    }

    @Test
    void aSecondaryThatIsStoppedUnderLoadLeavesItsNote() throws Exception {
        try (TestGroup group = new TestGroup(directory, "plain", "plain", "plain")
                        .with(Release.COVERED)
                        .start();
                GroupClient client = group.client()) {
            client.submit(input("first")).get(30, TimeUnit.SECONDS);
            String victim = group.awaitLeader().equals("n3") ? "n2" : "n3";
            Thread load = new Thread(() -> {
                while (group.node(victim) != null) {
                    client.submit(input("more")).join();
                }
            });
            load.start();
            DsfmNode node = group.node(victim);
            TestGroup.eventually(
                    "load at the secondary",
                    () -> node.parts().memory().wordGiven().index() > 100);

            node.close();

            assertThat(note(victim)).exists();
            group.stop(victim);
            load.join();
        }
    }

    private boolean stall() {
        try {
            disk.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return true;
    }

    private Path note(String node) {
        return directory.resolve(node).resolve("stopped-in-order");
    }
}
