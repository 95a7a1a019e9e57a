package io.dsfm.ratis.bench;

import io.dsfm.ratis.client.Result;
import io.dsfm.ratis.config.NodeConfig;
import io.dsfm.ratis.node.RatisSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.thirdparty.com.google.protobuf.UnsafeByteOperations;
import org.apache.ratis.util.VersionInfo;

/** Plain Ratis: its servers with the application applied at commit, and its own client. */
final class PlainContestant implements Contestant {

    private static final long POLL_MILLIS = 100;

    private final BenchOptions options;
    private final PlainProcesses servers;
    private final PlainClient client;
    private long submitted;

    private PlainContestant(BenchOptions options, PlainProcesses servers, PlainClient client) {
        this.options = options;
        this.servers = servers;
        this.client = client;
    }

    /** Starts it; returns when a leader answers. */
    static PlainContestant start(BenchOptions options, Path directory) throws InterruptedException {
        PlainProcesses servers = PlainProcesses.start(options, directory);
        PlainClient client =
                PlainClient.connect(RatisSettings.group(servers.configs().get(0)), options.transport());
        PlainContestant started = new PlainContestant(options, servers, client);
        try {
            started.awaitLeader();
            return started;
        } catch (BenchException | InterruptedException e) {
            started.close();
            throw e;
        }
    }

    private void awaitLeader() throws InterruptedException {
        long deadline = System.nanoTime() + options.startTimeout().toNanos();
        // Before that, Ratis's client would complain of each of its attempts, over Netty with a stack trace.
        servers.awaitListening(options.startTimeout());
        CompletableFuture<Void> answered = CompletableFuture.runAsync(() -> {
            try {
                client.awaitLeader();
            } catch (IOException e) {
                throw new BenchException("the plain Ratis servers refuse: " + e.getMessage(), e);
            }
        });
        while (true) {
            requireTime(deadline);
            try {
                answered.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
                return;
            } catch (ExecutionException e) {
                throw new BenchException("the plain Ratis servers do not serve: " + e.getCause(), e);
            } catch (TimeoutException e) {
                // not yet
            }
        }
    }

    private void requireTime(long deadline) {
        servers.requireAlive();
        if (System.nanoTime() - deadline > 0) {
            throw new BenchException("the plain Ratis servers do not serve in time: timeout=" + options.startTimeout());
        }
    }

    @Override
    public String name() {
        return "plain";
    }

    @Override
    public Map<String, String> settings() {
        NodeConfig config = servers.configs().get(0);
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("what", "Apache Ratis " + VersionInfo.getSoftwareInfoVersion());
        settings.put("transport", options.transport().name());
        settings.put("client", client.description());
        settings.put(
                "variants",
                servers.configs().stream()
                        .map(server -> server.variants().get(0))
                        .toList()
                        .toString());
        settings.put("execution", "at commit, by the thread that applies the log");
        settings.put("settings", options.plainSettings().name().toLowerCase(Locale.ROOT));
        settings.putAll(PlainSettings.describe(
                options.plainSettings().server(config, options.transport(), config.dataDirectory())));
        return settings;
    }

    @Override
    public List<Long> serverProcesses() {
        return servers.ids();
    }

    @Override
    public CompletableFuture<Result> submit(byte[] input) {
        long number = ++submitted;
        return client.send(Message.valueOf(UnsafeByteOperations.unsafeWrap(input)))
                .thenApply(reply -> PlainAnswer.decode(
                        number, reply.getMessage().getContent().asReadOnlyByteBuffer()));
    }

    @Override
    public void close() {
        client.close();
        servers.close();
    }
}
