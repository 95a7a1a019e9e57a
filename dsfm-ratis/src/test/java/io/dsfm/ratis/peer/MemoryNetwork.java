package io.dsfm.ratis.peer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Carries messages between nodes of one process. What one node sends to another arrives in order.
 *
 * <p>Threading: any thread; each node has a thread on which everything arrives.
 */
public final class MemoryNetwork implements PeerNetwork {

    private final Map<String, MemoryNetwork> all;
    private final String self;
    private final ExecutorService arrivals;
    private volatile @Nullable PeerReceiver receiver;

    private MemoryNetwork(Map<String, MemoryNetwork> all, String self) {
        this.all = all;
        this.self = self;
        this.arrivals = Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "memory-network-" + self);
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Networks for the nodes of one group, which find each other in it. */
    public static final class Hub {

        private final Map<String, MemoryNetwork> all = new ConcurrentHashMap<>();

        /** The network of {@code node}. */
        public PeerNetwork network(String node) {
            return new MemoryNetwork(all, node);
        }
    }

    @Override
    public void start(PeerReceiver newReceiver) {
        receiver = newReceiver;
        all.put(self, this);
    }

    @Override
    public CompletableFuture<byte[]> ask(String node, PeerMessage message, byte[] body) {
        MemoryNetwork there = all.get(node);
        PeerReceiver asked = there == null ? null : there.receiver;
        if (there == null || asked == null) {
            return CompletableFuture.failedFuture(new PeerException("there is no such node: node=" + node));
        }
        CompletableFuture<byte[]> answer = new CompletableFuture<>();
        there.arrive(() -> asked.onAsk(self, message, body)
                .whenComplete((bytes, failure) -> arrive(() -> {
                    if (failure != null) {
                        answer.completeExceptionally(
                                failure instanceof IOException ? failure : new IOException(failure));
                    } else {
                        answer.complete(bytes);
                    }
                })));
        return answer;
    }

    @Override
    public void tell(String node, PeerMessage message, byte[] body) {
        MemoryNetwork there = all.get(node);
        PeerReceiver told = there == null ? null : there.receiver;
        if (there != null && told != null) {
            there.arrive(() -> told.onTell(self, message, body));
        }
    }

    private void arrive(Runnable message) {
        try {
            arrivals.execute(message);
        } catch (RejectedExecutionException e) {
            // the node is closed, and hears nothing any more
        }
    }

    @Override
    public boolean isConnected(String node) {
        return all.containsKey(node);
    }

    @Override
    public InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    @Override
    public void close() {
        receiver = null;
        all.remove(self, this);
        arrivals.shutdownNow();
    }
}
