package io.dsfm.sample.matching;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dsfm.ratis.cli.Dsfm;
import io.dsfm.ratis.client.ClientOptions;
import io.dsfm.ratis.client.GroupClient;
import io.dsfm.ratis.client.Result;
import io.dsfm.ratis.client.ResultStream;
import io.dsfm.ratis.client.StreamOptions;
import io.dsfm.ratis.client.StreamOptions.Source;
import io.dsfm.ratis.cluster.ClusterOptions;
import io.dsfm.ratis.cluster.LocalCluster;
import io.dsfm.ratis.cluster.NodeCommandLine;
import io.dsfm.ratis.cluster.NodeProcess;
import io.dsfm.ratis.config.HostPort;
import io.dsfm.ratis.config.NodeConfig;
import io.dsfm.ratis.stream.StreamResult;
import io.dsfm.sample.matching.domain.Configure;
import io.dsfm.sample.matching.domain.Feed;
import io.dsfm.sample.matching.domain.Limits;
import io.dsfm.sample.matching.flow.GeneratedFlow;
import io.dsfm.sample.matching.harness.ColdNodes;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The stream of results of real processes, some of which are killed. */
@Timeout(240)
@ExtendWith(ColdNodes.class)
final class StreamIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long POLL_MILLIS = 20;
    private static final int WINDOW = 256;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource(names = {"LOCAL", "COVERED"})
    void subscribersSeeEveryResultOnceThroughKillsOfThePrimary(NodeConfig.Release level) throws Exception {
        ClusterOptions options = options(List.of(List.of("tree", "ladder"), List.of("tree"), List.of("ladder")))
                .withConfiguration(config -> config.with(level));
        try (LocalCluster cluster = LocalCluster.start(options)) {
            cluster.awaitPrimary(PATIENCE);
            List<HostPort> all = cluster.clientAddresses();
            try (Reader atPrimary = new Reader(StreamOptions.from(all, "", 1).with(Source.PRIMARY));
                    Reader atSecondary =
                            new Reader(StreamOptions.from(all, "", 1).with(Source.SECONDARY));
                    GroupClient client = GroupClient.connect(new ClientOptions(all, "", 7, WINDOW, PATIENCE))) {
                Load load = new Load(client);
                for (int kill = 0; kill < (level == NodeConfig.Release.LOCAL ? 2 : 1); kill++) {
                    load.run(Duration.ofSeconds(2));
                    NodeProcess primary = cluster.awaitPrimary(PATIENCE);
                    primary.kill();
                    load.run(Duration.ofSeconds(2));
                    cluster.awaitPrimary(PATIENCE);
                    primary.restart();
                }
                load.run(Duration.ofSeconds(1));
                List<Result> results = load.finish();
                long last = results.get(results.size() - 1).sequence();

                List<StreamResult> seen = atPrimary.through(last);
                assertConsecutive(seen, last);
                assertThat(bytes(atSecondary.through(last))).isEqualTo(bytes(seen));
                for (Result result : results) {
                    StreamResult shown = seen.get((int) result.sequence() - 1);
                    assertThat(shown.number()).isEqualTo(result.requestNumber());
                    assertThat(shown.index()).isEqualTo(result.index());
                    assertThat(shown.reply()).isEqualTo(result.reply());
                    assertThat(shown.events()).hasSameSizeAs(result.events());
                }
                for (NodeProcess node : cluster.nodes()) {
                    try (Reader again = new Reader(StreamOptions.from(List.of(node.clientAddress()), "", 1))) {
                        assertThat(bytes(again.through(last))).as(node.id()).isEqualTo(bytes(seen));
                    }
                }
            }
            assertThat(cluster.deaths()).isEmpty();
        }
    }

    @Test
    void whatIsNotKeptAnyMoreIsRefusedAndMadeAgainFromTheLog() throws Exception {
        NodeConfig.Stream span = new NodeConfig.Stream(64, 64 << 10, 320, 0, Duration.ofSeconds(10));
        ClusterOptions options = options(List.of(List.of("tree", "ladder")))
                .withConfiguration(config -> config.with(span).with(NodeConfig.Release.COMMITTED));
        try (LocalCluster cluster = LocalCluster.start(options)) {
            cluster.awaitPrimary(PATIENCE);
            HostPort address = cluster.nodes().get(0).clientAddress();
            Path data = cluster.nodes().get(0).config().dataDirectory();
            Path raw = directory.resolve("tail.results");
            Process tail = start("tail", "--nodes", address, "--from", 1, "--count", 500, "--raw", raw);
            try (Reader early = new Reader(StreamOptions.from(List.of(address), "", 1));
                    GroupClient client =
                            GroupClient.connect(new ClientOptions(List.of(address), "", 7, WINDOW, PATIENCE))) {
                awaitSubscribers(cluster.nodes().get(0), 2);
                GeneratedFlow flow = new GeneratedFlow(3, 1_000);
                for (int i = 0; i < 1_000 - GeneratedFlow.DEFAULT_SYMBOLS; i++) {
                    client.submit(Objects.requireNonNull(flow.next())).join();
                    if (i < GeneratedFlow.DEFAULT_SYMBOLS) {
                        client.submit(new Configure(i + 1, Feed.TOP, 1, 1, Limits.MAX_PRICE_TICKS).encode())
                                .join();
                    }
                }
                byte[] seen = bytes(early.through(1_000));
                String shown = output(tail);
                assertThat(shown)
                        .contains("accepted new-order")
                        .contains("top-of-book symbol=")
                        .contains("filled #");
                assertThat(seen).startsWith(Files.readAllBytes(raw));

                Process refused = start("tail", "--nodes", address, "--from", 1);
                assertThat(output(refused)).isEmpty();
                assertThat(refused.exitValue()).isEqualTo(1);
                assertThat(errors).contains("not kept any more").contains("have sequence 937");

                assertThat(replayed(data, 1, 1_000)).isEqualTo(seen);
                byte[] part = replayed(data, 301, 400);
                try (Reader kept = new Reader(StreamOptions.from(List.of(address), "", 950))) {
                    assertThat(replayed(data, 950, 1_000)).isEqualTo(bytes(kept.through(1_000)));
                }
                assertThat(seen.length).isGreaterThan(part.length);
                assertThat(new String(seen, ISO_8859_1)).contains(new String(part, ISO_8859_1));

                Process trades = start(
                        "tail",
                        "--nodes",
                        address,
                        "--from",
                        "first",
                        "--count",
                        3,
                        "--event",
                        "trade,quote",
                        "--json");
                List<String> lines = output(trades).lines().toList();
                assertThat(lines).hasSize(3);
                for (String line : lines) {
                    JsonNode json = new ObjectMapper().readTree(line);
                    assertThat(json.path("sequence").asLong()).isGreaterThanOrEqualTo(937);
                    assertThat(json.path("events")).isNotEmpty().allSatisfy(StreamIT::assertIsTradeOrQuote);
                }
            }
        }
        Process unreachable = start("tail", "--nodes", "127.0.0.1:1", "--hex", "--deadline", "1s");
        assertThat(output(unreachable)).isEmpty();
        assertThat(unreachable.exitValue()).isEqualTo(4);
        assertThat(errors).contains("no node sends results");
        Process wrong = start("tail", "--nodes", "127.0.0.1:1", "--hex", "--event", "nosuch");
        output(wrong);
        assertThat(wrong.exitValue()).isEqualTo(2);
        assertThat(errors).contains("--event: not a type of event: text='nosuch'");
    }

    private static void assertIsTradeOrQuote(JsonNode event) {
        JsonNode fields = event.path("fields");
        if (event.path("type").asInt() == 3) {
            assertThat(event.path("name").asText()).isEqualTo("filled");
            assertThat(event.path("text").asText())
                    .contains(" " + fields.path("lots").asLong() + "@"
                            + fields.path("priceTicks").asLong() + " ")
                    .contains(" maker=" + fields.at("/maker/clientId").asLong() + "/"
                            + fields.at("/maker/orderId").asLong() + " ");
        } else {
            assertThat(event.path("name").asText()).isEqualTo("top-of-book");
            assertThat(event.path("text").asText())
                    .contains(" bid=" + fields.path("bidLots").asLong() + "@"
                            + fields.path("bidTicks").asLong() + " ");
        }
    }

    /** Waits until so many subscribe to what a node streams. */
    private static void awaitSubscribers(NodeProcess node, int count) throws InterruptedException {
        long endNanos = System.nanoTime() + PATIENCE.toNanos();
        while (node.status()
                        .map(status -> status.getMetricsOrThrow("stream.subscribers"))
                        .orElse(0.0)
                < count) {
            assertThat(System.nanoTime()).as("when it is too late").isLessThan(endNanos);
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }

    private ClusterOptions options(List<List<String>> variants) {
        return ClusterOptions.of("matching-engine", directory.resolve("cluster"), variants)
                .withHeapMegabytes(256);
    }

    /** What the program wrote to standard error, of the one that ended last. */
    private String errors = "";

    private Process start(Object... arguments) throws Exception {
        List<String> words = new ArrayList<>();
        for (Object argument : arguments) {
            words.add(argument.toString());
        }
        return new ProcessBuilder(NodeCommandLine.of(Dsfm.class, 128, words))
                .redirectError(directory.resolve("errors").toFile())
                .start();
    }

    private String output(Process process) throws Exception {
        String out = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        errors = Files.readString(directory.resolve("errors"));
        return out;
    }

    private byte[] replayed(Path data, long from, long to) throws Exception {
        Path file = directory.resolve("replay.results");
        Process replay = start("replay", data, "--variant", "ladder", "--from", from, "--to", to, "--results", file);
        output(replay);
        assertThat(replay.exitValue()).as(errors).isZero();
        return Files.readAllBytes(file);
    }

    private static void assertConsecutive(List<StreamResult> seen, long last) {
        assertThat(seen).hasSize((int) last);
        for (int i = 0; i < seen.size(); i++) {
            assertThat(seen.get(i).sequence()).isEqualTo(i + 1);
        }
    }

    private static byte[] bytes(List<StreamResult> results) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        results.forEach(result -> bytes.writeBytes(result.encoded()));
        return bytes.toByteArray();
    }

    /** Keeps a client busy. */
    private static final class Load {
        private final GroupClient client;
        private final GeneratedFlow flow = new GeneratedFlow(11, Long.MAX_VALUE);
        private final List<CompletableFuture<Result>> submitted = new ArrayList<>();

        Load(GroupClient client) {
            this.client = client;
        }

        void run(Duration duration) {
            long endNanos = System.nanoTime() + duration.toNanos();
            while (System.nanoTime() - endNanos < 0) {
                for (int i = 0; i < 10; i++) {
                    submitted.add(client.submit(Objects.requireNonNull(flow.next())));
                }
                submitted.get(submitted.size() - 1).join();
            }
        }

        List<Result> finish() {
            return submitted.stream().map(CompletableFuture::join).toList();
        }
    }

    /** Reads a stream on a thread of its own. */
    private static final class Reader implements AutoCloseable, Runnable {
        private final ResultStream stream;
        private final List<StreamResult> seen = new ArrayList<>();
        private final Thread thread = new Thread(this, "reader");
        private String failure = "";

        Reader(StreamOptions options) {
            stream = ResultStream.open(options);
            thread.start();
        }

        @Override
        public void run() {
            try {
                while (!Thread.currentThread().isInterrupted()) {
                    StreamResult result = stream.take();
                    synchronized (this) {
                        seen.add(result);
                        notifyAll();
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                synchronized (this) {
                    failure = e.toString();
                    notifyAll();
                }
            }
        }

        /** Everything up to a sequence. */
        synchronized List<StreamResult> through(long sequence) throws InterruptedException {
            long endNanos = System.nanoTime() + PATIENCE.toNanos();
            while (failure.isEmpty()
                    && (seen.isEmpty() || seen.get(seen.size() - 1).sequence() < sequence)
                    && System.nanoTime() - endNanos < 0) {
                wait(100);
            }
            assertThat(failure).isEmpty();
            assertThat(seen).as("last failure: %s", stream.lastFailure()).isNotEmpty();
            assertThat(seen.get(seen.size() - 1).sequence()).isGreaterThanOrEqualTo(sequence);
            return seen.stream().filter(result -> result.sequence() <= sequence).toList();
        }

        @Override
        public void close() throws InterruptedException {
            thread.interrupt();
            thread.join();
            stream.close();
        }
    }
}
