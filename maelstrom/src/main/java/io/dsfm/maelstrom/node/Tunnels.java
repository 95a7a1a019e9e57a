package io.dsfm.maelstrom.node;

import io.dsfm.ratis.config.HostPort;
import io.dsfm.ratis.wire.LocalTransport;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Connections between this node's client and the other nodes, through Maelstrom's network: the framework's own client and
 * the nodes' own client ports, with messages in place of a wire between them. At the address of another node a tunnel's
 * entrance listens; what the client writes there comes out as a connection to that node's port, within its process.
 *
 * <p>Threading: any thread; one event loop does the work.
 *
 * <p>Invariants: at most {@link #EXITS} connections come in from other nodes; past it the oldest is closed. A stream that
 * is gone is not opened again by what was sent for it before.
 */
final class Tunnels implements AutoCloseable {

    /** What these messages are called. */
    static final String WHAT = "client";

    private static final int EXITS = 64;
    private static final int GONE = 4_096;
    private static final int STREAMS_PER_MILLI_BITS = 20;
    private static final int CONNECT_MILLIS = 1_000;
    private static final long CLOSE_MILLIS = 500;
    private static final byte[] TAKEN = {1};
    private static final byte[] NO_SUCH_STREAM = {0};

    private final LocalTransport transport;
    private final SocketAddress port;
    private final EventLoopGroup eventLoops;
    private final EventLoop eventLoop;
    private final Wire wire;
    private final List<Channel> listening = new ArrayList<>();
    private final Map<Long, TunnelEnd> entrances = new HashMap<>();
    private final Map<ExitKey, TunnelEnd> exits = new LinkedHashMap<>();
    private final Map<ExitKey, Boolean> gone = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ExitKey, Boolean> eldest) {
            return size() > GONE;
        }
    };
    private long lastStream;

    private record ExitKey(String peer, long stream) {}

    /** Takes chunks to other nodes. */
    interface Wire {
        /** Sends; completes with whether the other end takes it, fails if it is not known. */
        CompletableFuture<Boolean> send(String peer, Chunk chunk, Duration timeout);

        /** Runs on the event loop. */
        void execute(Runnable task);
    }

    /**
     * @param transport of this node's process
     * @param port this node's client port in it
     * @param run above that of any process before this one that was the same node
     */
    Tunnels(LocalTransport transport, HostPort port, long run, Exchange exchange) {
        this.transport = transport;
        this.port = transport.address(port.host(), port.port());
        this.lastStream = run << STREAMS_PER_MILLI_BITS;
        this.eventLoops = transport.eventLoops(1, "tunnels");
        this.eventLoop = eventLoops.next();
        this.wire = new Wire() {
            @Override
            public CompletableFuture<Boolean> send(String peer, Chunk chunk, Duration timeout) {
                return exchange.ask(peer, WHAT, chunk.encode(), timeout)
                        .thenApply(answer -> answer.length == 1 && answer[0] == TAKEN[0]);
            }

            @Override
            public void execute(Runnable task) {
                Tunnels.this.execute(task);
            }
        };
    }

    /** From now on, who connects to this address within the process is connected to that node. */
    void open(String peer, HostPort address) {
        listening.add(transport
                .listening(eventLoops)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        long stream = ++lastStream;
                        TunnelEnd end = new TunnelEnd(wire, peer, stream, true, () -> entrances.remove(stream));
                        entrances.put(stream, end);
                        channel.pipeline().addLast(end);
                    }
                })
                .bind(transport.address(address.host(), address.port()))
                .syncUninterruptibly()
                .channel());
    }

    /** A chunk came from another node. */
    CompletableFuture<byte[]> onChunk(String from, byte[] data) {
        Chunk chunk = Chunk.decode(data);
        CompletableFuture<byte[]> answer = new CompletableFuture<>();
        execute(() -> {
            TunnelEnd end = chunk.isFromEntrance() ? exit(from, chunk) : entrances.get(chunk.stream());
            answer.complete(end == null ? NO_SUCH_STREAM : TAKEN);
            if (end != null) {
                end.onChunk(chunk);
            }
        });
        return answer;
    }

    private @Nullable TunnelEnd exit(String from, Chunk chunk) {
        ExitKey key = new ExitKey(from, chunk.stream());
        TunnelEnd known = exits.get(key);
        if (known != null || gone.containsKey(key)) {
            return known;
        }
        TunnelEnd end = new TunnelEnd(wire, from, chunk.stream(), false, () -> {
            exits.remove(key);
            gone.put(key, true);
        });
        exits.put(key, end);
        if (exits.size() > EXITS) {
            exits.values().iterator().next().close();
        }
        transport
                .connecting(eventLoop, CONNECT_MILLIS)
                .handler(end)
                .connect(port)
                .addListener(connected -> {
                    if (!connected.isSuccess()) {
                        end.close();
                    }
                });
        return end;
    }

    private void execute(Runnable task) {
        try {
            eventLoop.execute(task);
        } catch (RejectedExecutionException e) {
            // closed
        }
    }

    @Override
    public void close() {
        listening.forEach(Channel::close);
        eventLoops.shutdownGracefully(0, CLOSE_MILLIS, TimeUnit.MILLISECONDS).awaitUninterruptibly(CLOSE_MILLIS);
    }
}
