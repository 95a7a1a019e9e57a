package io.dsfm.ratis.bench;

import io.dsfm.ratis.client.Result;
import io.dsfm.ratis.config.NodeConfig;
import io.dsfm.ratis.node.RatisSettings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftGroup;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.apache.ratis.thirdparty.com.google.protobuf.UnsafeByteOperations;
import org.apache.ratis.util.VersionInfo;

/** Plain Ratis: its servers with the application applied at commit, and its own client. */
final class PlainContestant implements Contestant {

    private static final long POLL_MILLIS = 100;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final int CLIENT_ID_BYTES = 8;
    /** Of clients that block, over all. */
    private static final int CLIENT_THREADS = 16;

    private final BenchOptions options;
    private final PlainProcesses servers;
    private final List<PlainClient> clients;
    private final PlainObserver observer;
    private long submitted;

    private PlainContestant(
            BenchOptions options, PlainProcesses servers, List<PlainClient> clients, PlainObserver observer) {
        this.options = options;
        this.servers = servers;
        this.clients = clients;
        this.observer = observer;
    }

    /** Starts it; returns when a leader answers. */
    static PlainContestant start(BenchOptions options, Path directory) throws InterruptedException {
        PlainProcesses servers = PlainProcesses.start(options, directory);
        RaftGroup group = RatisSettings.group(servers.configs().get(0));
        PlainTransport transport = options.baseline().transport();
        int count = options.subject().clients();
        List<PlainClient> clients = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            clients.add(PlainClient.connect(
                    group,
                    transport,
                    PlainTls.parameters(servers.configs().get(0)),
                    Math.max(1, CLIENT_THREADS / count)));
        }
        PlainContestant started =
                new PlainContestant(options, servers, clients, PlainObserver.of(servers.configs(), transport));
        try {
            started.awaitService();
            return started;
        } catch (BenchException | InterruptedException e) {
            started.close();
            throw e;
        }
    }

    private void awaitService() throws InterruptedException {
        long deadline = System.nanoTime() + options.startTimeout().toNanos();
        // Before that, Ratis's client would complain of each of its attempts, over Netty with a stack trace.
        servers.awaitListening(options.startTimeout());
        CompletableFuture<Void> answered = CompletableFuture.runAsync(() -> {
            try {
                for (PlainClient client : clients) {
                    client.awaitLeader();
                }
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
        settings.put("durability", options.durability().label());
        settings.put("transport", options.baseline().transport().name());
        settings.put(
                "tls", config.tls() == null ? "none" : "Ratis's, over gRPC; certificates of both sides on all links");
        settings.put(
                "client",
                (clients.size() == 1 ? "" : clients.size() + " times ")
                        + clients.get(0).description());
        settings.put(
                "variants",
                servers.configs().stream()
                        .map(server -> server.variants().get(0))
                        .toList()
                        .toString());
        settings.put("execution", "at commit, by the thread that applies the log");
        settings.put("settings", options.baseline().settings().name().toLowerCase(Locale.ROOT));
        settings.putAll(PlainSettings.describe(options.baseline()
                .settings()
                .server(config, options.baseline().transport(), config.dataDirectory(), options.durability())));
        return settings;
    }

    @Override
    public int clients() {
        return clients.size();
    }

    @Override
    public CompletableFuture<Result> submit(int client, byte[] input) {
        long number = ++submitted;
        ByteBuffer id = ByteBuffer.allocate(CLIENT_ID_BYTES).putLong(0, Contestant.clientId(client));
        ByteString request = UnsafeByteOperations.unsafeWrap(id).concat(UnsafeByteOperations.unsafeWrap(input));
        return clients.get(client)
                .send(Message.valueOf(request))
                .thenApply(reply -> PlainAnswer.decode(
                        number, reply.getMessage().getContent().asReadOnlyByteBuffer()));
    }

    @Override
    public List<Long> serverProcesses() {
        return servers.ids();
    }

    @Override
    public int awaitLeader() throws InterruptedException {
        return observer.awaitLeader(PATIENCE_NANOS);
    }

    @Override
    public void kill(int server) throws InterruptedException {
        servers.kill(server);
    }

    @Override
    public void restart(int server) throws InterruptedException {
        servers.restart(server);
        long target = observer.commitIndex(awaitLeader());
        long deadlineNanos = System.nanoTime() + PATIENCE_NANOS;
        while (observer.commitIndex(server) < target) {
            if (System.nanoTime() - deadlineNanos > 0) {
                throw new BenchException("a plain Ratis server does not catch up: node="
                        + servers.configs().get(server).node());
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }

    @Override
    public void close() {
        observer.close();
        clients.forEach(PlainClient::close);
        servers.close();
    }
}
