package io.dsfm.ratis.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.ratis.client.RaftClient;
import org.apache.ratis.conf.Parameters;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftGroup;
import org.apache.ratis.retry.RetryPolicies;
import org.apache.ratis.util.TimeDuration;

/**
 * Ratis's own client, used as suits the transport.
 *
 * <p>Threading: {@link #send} by one thread; futures complete on any.
 */
interface PlainClient extends AutoCloseable {

    /** Sends a request; the future fails if the request does, whichever way Ratis tells it. */
    CompletableFuture<RaftClientReply> send(Message message);

    /** Waits until there is a leader that answers. */
    void awaitLeader() throws IOException;

    /** How it is used, in words. */
    String description();

    @Override
    void close();

    /** gRPC inside Ratis logs by itself, to standard error; held here, or the level is forgotten. */
    Logger GRPC_LOGGER = Logger.getLogger("org.apache.ratis.thirdparty.io.grpc");

    /**
     * The client that is the faster one on the transport.
     *
     * @param parameters TLS, if the servers have it
     * @param threads how many threads it may have, if it is one that blocks
     */
    static PlainClient connect(RaftGroup group, PlainTransport transport, Parameters parameters, int threads) {
        GRPC_LOGGER.setLevel(Level.WARNING);
        Supplier<RaftClient> clients = () -> RaftClient.newBuilder()
                .setRaftGroup(group)
                .setProperties(PlainSettings.client(transport))
                .setParameters(parameters)
                .setRetryPolicy(RetryPolicies.retryForeverWithSleep(TimeDuration.valueOf(20, TimeUnit.MILLISECONDS)))
                .build();
        return switch (transport) {
            case GRPC -> new Ordered(clients.get());
            case NETTY -> new Blocking(clients, threads);
        };
    }

    /** Fails the future if the request was answered with a failure. */
    private static RaftClientReply require(RaftClientReply reply) {
        if (!reply.isSuccess()) {
            throw new CompletionException(reply.getException());
        }
        return reply;
    }

    /** One client, asynchronous, whose requests Ratis keeps in order. */
    final class Ordered implements PlainClient {

        private final RaftClient client;

        Ordered(RaftClient client) {
            this.client = client;
        }

        @Override
        public CompletableFuture<RaftClientReply> send(Message message) {
            return client.async().send(message).thenApply(PlainClient::require);
        }

        @Override
        public void awaitLeader() throws IOException {
            require(client.io().sendReadOnly(Message.EMPTY));
        }

        @Override
        public String description() {
            return "one RaftClient, asynchronous ordered requests";
        }

        @Override
        public void close() {
            closeQuietly(client);
        }
    }

    /**
     * Several clients, each called by a thread of its own that waits for the answer. Over Netty, the server works off a
     * connection's requests one after the other, so one client is no use under load; and the asynchronous client of Ratis
     * 3.3.0 can come to a deadlock there when a connection breaks, between the locks of its sliding window and of the
     * connection. Requests of different threads may overtake each other.
     */
    final class Blocking implements PlainClient {

        private final List<RaftClient> clients = new ArrayList<>();
        private final List<ExecutorService> threads = new ArrayList<>();
        private int next;

        Blocking(Supplier<RaftClient> connect, int count) {
            for (int i = 0; i < count; i++) {
                clients.add(connect.get());
                threads.add(Executors.newSingleThreadExecutor());
            }
        }

        @Override
        public CompletableFuture<RaftClientReply> send(Message message) {
            RaftClient client = clients.get(next);
            ExecutorService thread = threads.get(next);
            next = (next + 1) % clients.size();
            return CompletableFuture.supplyAsync(
                    () -> {
                        try {
                            return require(client.io().send(message));
                        } catch (IOException e) {
                            throw new CompletionException(e);
                        }
                    },
                    thread);
        }

        @Override
        public void awaitLeader() throws IOException {
            for (RaftClient client : clients) {
                require(client.io().sendReadOnly(Message.EMPTY));
            }
        }

        @Override
        public String description() {
            return clients.size() + " RaftClients, a blocking thread each";
        }

        @Override
        public void close() {
            threads.forEach(ExecutorService::shutdownNow);
            clients.forEach(PlainClient::closeQuietly);
        }
    }

    private static void closeQuietly(RaftClient client) {
        try {
            client.close();
        } catch (IOException e) {
            // nothing is under way any more
        }
    }
}
