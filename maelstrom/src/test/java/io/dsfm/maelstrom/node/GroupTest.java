package io.dsfm.maelstrom.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three real nodes of a group in this process, whose every message goes through a network with faults. */
class GroupTest {

    private static final List<String> ALL = List.of("n1", "n2", "n3");
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final long PATIENCE_MILLIS = 60_000;

    @TempDir
    private Path directory;

    private final TestNetwork network = new TestNetwork(11);
    private final Map<String, GroupNode> nodes = new LinkedHashMap<>();
    private final Map<String, String> environment = new LinkedHashMap<>(Map.of(
            "DSFM_WORKLOAD", "lin-kv",
            "DSFM_ELECTION_MIN_MS", "500",
            "DSFM_DEADLINE_MS", "20000",
            "DSFM_SNAPSHOT_ENTRIES", "100"));
    private long run = 1;

    private void start(String... started) throws Exception {
        for (String id : started) {
            GroupNode node = new GroupNode(id, ALL, directory.resolve(id), ++run, NodeOptions.of(environment), network);
            nodes.put(id, node);
            network.add(id, node::onMessage);
        }
    }

    private void stop(String id) {
        network.remove(id);
        nodes.remove(id).close();
    }

    @AfterEach
    void close() {
        nodes.values().forEach(GroupNode::close);
        network.close();
        assertThat(network.strayMessages()).as("messages to nobody").isZero();
    }

    private ObjectNode ask(String node, String json) throws Exception {
        return begin(node, json).get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    }

    private CompletableFuture<ObjectNode> begin(String node, String json) throws Exception {
        return network.ask(node, (ObjectNode) MAPPER.readTree(json.replace('\'', '"')));
    }

    private void write(String node, int key, int value) throws Exception {
        assertThat(ask(node, "{'type':'write','key':" + key + ",'value':" + value + "}")
                        .path("type")
                        .asText())
                .isEqualTo("write_ok");
    }

    private int read(String node, int key) throws Exception {
        ObjectNode reply = ask(node, "{'type':'read','key':" + key + "}");
        assertThat(reply.path("type").asText()).as("%s", reply).isEqualTo("read_ok");
        return reply.path("value").asInt();
    }

    private String awaitLeader(List<String> among) throws TimeoutException {
        eventually(() -> among.stream().anyMatch(id -> nodes.get(id).isLeaderReady()));
        return among.stream()
                .filter(id -> nodes.get(id).isLeaderReady())
                .findFirst()
                .orElseThrow();
    }

    /**
     * Cuts a node off, when the others are fit to go on without it: one that has just been started must hear of a leader first.
     */
    private void isolate(String id) throws TimeoutException {
        eventually(() -> others(id).stream().allMatch(other -> nodes.get(other).isFitToLead()));
        network.isolate(id);
    }

    private static void eventually(BooleanSupplier holds) throws TimeoutException {
        long deadlineNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > deadlineNanos) {
                throw new TimeoutException("it did not come to be");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    private List<String> others(String id) {
        return ALL.stream().filter(other -> !other.equals(id)).toList();
    }

    @Test
    void everyNodeServesEveryClientAndAllSeeTheSame() throws Exception {
        network.latency(5);
        start("n1", "n2", "n3");
        for (int i = 0; i < 30; i++) {
            write(ALL.get(i % 3), i % 5, i);
            assertThat(read(ALL.get((i + 1) % 3), i % 5)).isEqualTo(i);
        }
        ObjectNode wrong = ask("n2", "{'type':'cas','key':1,'from':-1,'to':7}");
        assertThat(wrong.path("code").asInt()).isEqualTo(22);
        assertThat(ask("n3", "{'type':'read','key':99}").path("code").asInt()).isEqualTo(20);
    }

    @Test
    void whatIsAskedOfAnIsolatedLeaderIsDoneOnceWhenItIsHealed() throws Exception {
        start("n1", "n2", "n3");
        write("n1", 1, 10);
        String old = awaitLeader(ALL);
        isolate(old);

        CompletableFuture<ObjectNode> cutOff = begin(old, "{'type':'write','key':2,'value':5}");
        CompletableFuture<ObjectNode> stale = begin(old, "{'type':'read','key':1}");
        String next = awaitLeader(others(old));
        write(others(old).get(0), 1, 11);
        write(others(old).get(1), 1, 12);
        assertThat(cutOff.getNow(null)).isNull();
        assertThat(stale.getNow(null))
                .as("a leader that lost its majority must not answer a read")
                .isNull();

        network.heal();
        assertThat(cutOff.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
                        .path("type")
                        .asText())
                .isEqualTo("write_ok");
        assertThat(stale.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
                        .path("value")
                        .asInt())
                .isEqualTo(12);
        assertThat(read(next, 2)).isEqualTo(5);
        assertThat(read(old, 1)).isEqualTo(12);
    }

    @Test
    void whatHasNotEnteredTheLogByItsDeadlineIsDefinitelyUndoneAndTheRestIsNot() throws Exception {
        start("n1", "n2", "n3");
        write("n1", 1, 10);
        write("n2", 1, 10);
        write("n3", 1, 10);
        String leader = awaitLeader(ALL);
        stop(others(leader).get(0));
        environment.put("DSFM_DEADLINE_MS", "1500");
        start(others(leader).get(0)); // with a deadline of its own
        String impatient = others(leader).get(0);
        write(impatient, 1, 20);
        isolate(impatient);

        // It was sent to the leader, and who knows whether it arrived.
        ObjectNode unknown = ask(impatient, "{'type':'cas','key':1,'from':20,'to':21}");
        assertThat(unknown.path("code").asInt()).isIn(0, 13);
        ObjectNode read = ask(impatient, "{'type':'read','key':1}");
        assertThat(read.path("code").asInt()).isEqualTo(11);
    }

    @Test
    void everyUpdateIsDoneExactlyOnceWhateverTheNetworkDoes() throws Exception {
        environment.put("DSFM_WORKLOAD", "pn-counter");
        network.latency(10).faults(0.05, 0.1);
        start("n1", "n2", "n3");
        long sum = 0;
        List<CompletableFuture<ObjectNode>> replies = new ArrayList<>();
        for (int i = 1; i <= 150; i++) {
            replies.add(begin(ALL.get(i % 3), "{'type':'add','delta':" + i + "}"));
            sum += i;
            if (i == 75) {
                replies.get(0).get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
                String old = awaitLeader(ALL);
                isolate(old);
                awaitLeader(others(old));
                network.heal();
            }
        }
        for (CompletableFuture<ObjectNode> reply : replies) {
            assertThat(reply.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
                            .path("type")
                            .asText())
                    .isEqualTo("add_ok");
        }
        for (String id : ALL) {
            assertThat(ask(id, "{'type':'read'}").path("value").asLong()).isEqualTo(sum);
        }
    }

    @Test
    void aNodeThatWasCutOffForLongGetsASnapshotAndCanLead() throws Exception {
        start("n1", "n2", "n3");
        write("n1", 1, 0);
        String leader = awaitLeader(ALL);
        String late = others(leader).get(0);
        String third = others(leader).get(1);
        isolate(late);
        // Enough for segments of the log to be full, and let go once there are snapshots past them.
        String large = "'" + "x".repeat(60_000) + "'";
        for (int i = 1; i <= 320; i++) {
            String value = i > 310 ? Integer.toString(i) : large;
            assertThat(ask(leader, "{'type':'write','key':" + i % 7 + ",'value':" + value + "}")
                            .path("type")
                            .asText())
                    .isEqualTo("write_ok");
        }
        eventually(() -> segments(leader).noneMatch(name -> name.startsWith("log_0-")));
        network.heal();
        stop(third); // from here on nothing is committed without the one that was cut off
        write(leader, 1, 1_000);
        stop(leader);
        start(third);
        assertThat(read(late, 1)).isEqualTo(1_000);
        assertThat(read(third, 0)).isEqualTo(315);
    }

    /** The files of a node's log. */
    private Stream<String> segments(String id) {
        try (Stream<Path> files = Files.walk(directory.resolve(id))) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("log_"))
                    .toList()
                    .stream();
        } catch (IOException | UncheckedIOException e) {
            return Stream.of("log_0-changing-while-it-is-listed");
        }
    }

    @Test
    void aNodeStartedAnewHasItsStateAndASessionOfItsOwn() throws Exception {
        start("n1", "n2", "n3");
        for (String id : ALL) {
            write(id, 1, 7);
        }
        ALL.forEach(this::stop);
        start("n1", "n2", "n3");
        for (String id : ALL) {
            assertThat(read(id, 1)).isEqualTo(7);
            write(id, 2, 8);
        }
    }

    @Test
    void aClockThatJumpsChangesNoResultEvenPastTheEndOfEverySession() throws Exception {
        start("n1", "n2", "n3");
        write("n1", 1, 1);
        nodes.values().forEach(node -> node.setClock(TimeUnit.HOURS.toMillis(5)));
        for (String id : ALL) {
            eventually(() -> writesOrLosesItsSession(id));
            write(id, 1, 3);
        }
        nodes.values().forEach(node -> node.setClock(-TimeUnit.HOURS.toMillis(45)));
        write("n2", 1, 4);
        assertThat(read("n3", 1)).isEqualTo(4);
    }

    /** The first request after the jump is the one that finds its session gone. */
    private boolean writesOrLosesItsSession(String id) {
        try {
            ObjectNode reply = ask(id, "{'type':'write','key':1,'value':2}");
            assertThat(reply.path("code").asInt(13)).isEqualTo(13);
            return reply.path("type").asText().equals("write_ok");
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void provisionalAndCoveredResultsAreServedToo() throws Exception {
        for (String release : List.of("covered", "local")) {
            environment.put("DSFM_RELEASE", release);
            environment.put("DSFM_VARIANTS", "both");
            for (String id : ALL) {
                GroupNode node = new GroupNode(
                        id, ALL, directory.resolve(release + id), ++run, NodeOptions.of(environment), network);
                nodes.put(id, node);
                network.add(id, node::onMessage);
            }
            write("n1", 1, 10);
            assertThat(read("n2", 1)).isEqualTo(10);
            ALL.forEach(this::stop);
        }
    }
}
