package io.dsfm.maelstrom.node;

import io.dsfm.ratis.peer.PeerException;
import io.dsfm.ratis.peer.PeerMessage;
import io.dsfm.ratis.peer.PeerNetwork;
import io.dsfm.ratis.peer.PeerReceiver;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The group's own messages - votes, entries, snapshots, read indices, progress - in messages of Maelstrom's network.
 *
 * <p>Threading: any thread.
 *
 * <p>Failure: Maelstrom does not tell who is connected to whom, so every node is taken to be, and an ask to one that is not
 * fails when its time is over.
 */
final class MaelstromNetwork implements PeerNetwork {

    /**
     * A follower may have to write what it was sent before it answers; but as long as the leader waits, it sends nothing else
     * to it, not even a heartbeat.
     */
    private static final int SNAPSHOT_TIMEOUTS = 3;

    private final String self;
    private final Exchange exchange;
    private final Duration timeout;
    private volatile @Nullable PeerReceiver receiver;

    /**
     * @param self this node
     * @param exchange carries the messages; closed by whoever made it
     * @param timeout after which an ask fails
     */
    MaelstromNetwork(String self, Exchange exchange, Duration timeout) {
        this.self = self;
        this.exchange = exchange;
        this.timeout = timeout;
    }

    @Override
    public void start(PeerReceiver newReceiver) {
        receiver = newReceiver;
    }

    @Override
    public CompletableFuture<byte[]> ask(String node, PeerMessage message, byte[] body) {
        boolean isSnapshot = message == PeerMessage.INSTALL_SNAPSHOT;
        return exchange.ask(node, name(message), body, isSnapshot ? timeout.multipliedBy(SNAPSHOT_TIMEOUTS) : timeout);
    }

    @Override
    public void tell(String node, PeerMessage message, byte[] body) {
        exchange.tell(node, name(message), body);
    }

    /** Another node asks; fails if that is none of the group's messages, or if this node is not started yet. */
    CompletableFuture<byte[]> onAsk(String from, String what, byte[] data) {
        PeerReceiver started = receiver;
        Optional<PeerMessage> message = message(what);
        if (started == null || message.isEmpty()) {
            return CompletableFuture.failedFuture(
                    new PeerException(started == null ? "not started: node=" + self : "unknown: what=" + what));
        }
        return started.onAsk(from, message.get(), data);
    }

    /** Another node tells something. */
    void onTell(String from, String what, byte[] data) {
        PeerReceiver started = receiver;
        if (started != null) {
            message(what).ifPresent(message -> started.onTell(from, message, data));
        }
    }

    @Override
    public boolean isConnected(String node) {
        return receiver != null;
    }

    /** Where nobody listens. */
    @Override
    public InetSocketAddress address() {
        return InetSocketAddress.createUnresolved(self, 1);
    }

    @Override
    public void close() {
        receiver = null;
    }

    private static String name(PeerMessage message) {
        return message.name().toLowerCase(Locale.ROOT);
    }

    private static Optional<PeerMessage> message(String name) {
        for (PeerMessage message : PeerMessage.values()) {
            if (name(message).equals(name)) {
                return Optional.of(message);
            }
        }
        return Optional.empty();
    }
}
