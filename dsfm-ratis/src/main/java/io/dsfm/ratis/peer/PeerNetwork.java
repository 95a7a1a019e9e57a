package io.dsfm.ratis.peer;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;

/**
 * Carries messages between the nodes of a group. A message may be late, lost or come twice; whoever sends it copes. A
 * network that keeps the order of messages from one node to another lets Raft's log flow faster; none has to.
 *
 * <p>Threading: any thread may call any method; none blocks, but for {@link #start} and {@link #close}.
 */
public interface PeerNetwork extends AutoCloseable {

    /**
     * Takes part from now on.
     *
     * @param receiver takes what comes
     * @throws IOException if that is not possible; a {@link java.net.BindException} somewhere in its causes if the
     *     address is taken
     */
    void start(PeerReceiver receiver) throws IOException;

    /**
     * Sends a message that is answered.
     *
     * @param node to whom
     * @param message what it is
     * @param body what it says; not changed afterwards
     * @return the answer; fails with an {@link IOException} if none came in time, if the link was lost meanwhile, or if the
     *     other node failed at it. Completed by the network's threads: whoever goes on there must not block
     */
    CompletableFuture<byte[]> ask(String node, PeerMessage message, byte[] body);

    /** Sends a message that is not answered, if there is a link to the node. */
    void tell(String node, PeerMessage message, byte[] body);

    /** Whether there is a link to the node, as far as this side can tell. */
    boolean isConnected(String node);

    /** Where this node is reached by the others. */
    InetSocketAddress address();

    /** Ends all links, in bounded time; whoever still waits for an answer gets a failure. */
    @Override
    void close();
}
