package io.dsfm.ratis.rehearsal;

import io.dsfm.ratis.client.ClientOptions;
import io.dsfm.ratis.client.GroupClient;
import io.dsfm.ratis.config.HostPort;
import io.dsfm.ratis.peer.PeerNetwork;
import io.dsfm.ratis.peer.socket.PeerSockets;
import io.dsfm.ratis.tls.ClientTls;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets links and clients come and go until the code that meets them is compiled. A node sees few of either before the primary
 * dies, and then all at once: interpreted, that took its event loop as long as the election.
 *
 * <p>Threading: one thread, which it blocks.
 */
final class LinkChurn {

    private static final Logger LOG = LoggerFactory.getLogger(LinkChurn.class);
    /** Four ends of links each: above the 200 calls after which the JVM compiles. */
    private static final int RECONNECTIONS = 60;
    /** Each comes to three nodes. */
    private static final int CLIENTS = 80;

    private static final int CLIENT_WINDOW = 16;
    /** After so long no other one is begun: with TLS, and on a busy machine, there are fewer. */
    private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    /** The rehearsal's own client has the first. */
    private static final long FIRST_CLIENT_ID = 2;

    private final String group;
    private final List<HostPort> addresses;
    private final @Nullable ClientTls tls;

    LinkChurn(String group, List<HostPort> addresses, @Nullable ClientTls tls) {
        this.group = group;
        this.addresses = addresses;
        this.tls = tls;
    }

    /** Nodes lose their links to the others, in turn. */
    void nodes(List<PeerNetwork> networks) throws InterruptedException {
        long startNanos = System.nanoTime();
        for (int i = 0; i < RECONNECTIONS && isInTime(startNanos); i++) {
            if (networks.get(i % networks.size()) instanceof PeerSockets sockets && !isDone(sockets.reconnect())) {
                return;
            }
        }
    }

    /** Clients come, open a session and go, one after the other. */
    void clients() throws InterruptedException {
        long startNanos = System.nanoTime();
        for (int i = 0; i < CLIENTS && isInTime(startNanos); i++) {
            ClientOptions options = new ClientOptions(addresses, group, FIRST_CLIENT_ID + i, CLIENT_WINDOW, PATIENCE);
            try (GroupClient client = GroupClient.connect(options.with(tls))) {
                if (!isDone(client.ready())) {
                    return;
                }
            }
        }
    }

    /** On a machine with too much to do it may take too long; what the rehearsal does afterwards is worth more. */
    private static boolean isDone(CompletableFuture<?> step) throws InterruptedException {
        try {
            step.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("links and clients come and go no more: {}", e.toString());
            return false;
        }
    }

    private static boolean isInTime(long startNanos) {
        return System.nanoTime() - startNanos < LIMIT_NANOS;
    }
}
