package io.dsfm.ratis.node;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dsfm.ratis.peer.PeerMessage;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A node in which something has broken for good goes down, and does not lead on with a part of it dead. */
final class BrokenNodeTest {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource(
            value = PeerMessage.class,
            names = {"PROGRESS", "APPEND_ENTRIES"})
    void aLeaderThatCannotTellTheOthersAnythingAnyMoreGoesDown(PeerMessage message) throws Exception {
        try (TestGroup group = new TestGroup(directory, "plain", "plain", "plain").start()) {
            String leader = group.awaitLeader();
            DsfmNode node = group.node(leader);
            CompletableFuture<Void> end = CompletableFuture.runAsync(() -> {
                try {
                    node.awaitTermination();
                } catch (Exception e) {
                    throw new IllegalStateException(e.getMessage(), e);
                }
            });

            group.plantError(leader, message);

            assertThatThrownBy(() -> end.get(30, TimeUnit.SECONDS))
                    .hasRootCauseInstanceOf(NoClassDefFoundError.class)
                    .hasRootCauseMessage("planted");
        }
    }
}
