package io.dsfm.ratis.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.dsfm.ratis.client.NodeClient;
import io.dsfm.ratis.proto.Outcome;
import io.dsfm.ratis.proto.OutcomeKind;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a process is told about its disk reaches its nodes, and they work by it. */
final class RelaxedDurabilityTest {

    @TempDir
    private Path directory;

    private TestGroup group;

    @BeforeEach
    void prepareGroup() throws Exception {
        group = new TestGroup(directory, "plain", "other", "plain");
    }

    @AfterEach
    void closeGroup() {
        System.clearProperty(Durability.PROPERTY);
        group.close();
    }

    @ParameterizedTest
    @EnumSource
    void nodesSayWhetherTheirLogIsForced(Durability durability) throws Exception {
        System.setProperty(Durability.PROPERTY, durability.label());
        group.start();
        String leader = group.awaitLeader();

        assertThat(metric(leader)).isEqualTo(durability == Durability.SYNCED ? 1 : 0);
    }

    @Test
    void nodesThatAreToldNothingForceTheirLog() throws Exception {
        group.start();

        assertThat(metric(group.awaitLeader())).isEqualTo(1);
    }

    @Test
    void whatWasAnsweredIsThereAfterARestart() throws Exception {
        System.setProperty(Durability.PROPERTY, "relaxed");
        group.start();
        Outcome first;
        long sessionId;
        try (RawConnection connection = connect(group.awaitLeader())) {
            sessionId = connection.open(7).getSessionId();
            first = connection.submit(7, sessionId, 1, "once");
        }
        for (String node : List.of("n1", "n2", "n3")) {
            group.stop(node);
        }
        group.start();

        try (RawConnection connection = connect(group.awaitLeader())) {
            assertThat(connection.submit(7, sessionId, 1, "once")).isEqualTo(first);
            assertThat(connection.submit(7, sessionId, 1, "something else").getKind())
                    .isEqualTo(OutcomeKind.NUMBER_REUSED);
        }
    }

    private double metric(String node) throws Exception {
        try (NodeClient client =
                NodeClient.connect(group.config(node).self().clientAddress(), "test", TestGroup.PATIENCE)) {
            return client.status().get().getMetricsOrDefault(Durability.METRIC, Double.NaN);
        }
    }

    private RawConnection connect(String node) throws Exception {
        return new RawConnection(group.config(node).self().clientAddress());
    }
}
