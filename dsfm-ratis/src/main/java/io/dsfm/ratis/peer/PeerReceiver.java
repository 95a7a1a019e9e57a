package io.dsfm.ratis.peer;

import java.util.concurrent.CompletableFuture;

/**
 * Takes what other nodes send.
 *
 * <p>Threading: called by the network's threads; messages of one node one after the other, in the order in which they
 * came. Does not block.
 */
public interface PeerReceiver {

    /**
     * A message that is to be answered.
     *
     * @param from the node that sent it
     * @param body what it says, for the receiver to keep
     * @return the answer; a failure goes back as its message
     */
    CompletableFuture<byte[]> onAsk(String from, PeerMessage message, byte[] body);

    /** A message without answer. */
    void onTell(String from, PeerMessage message, byte[] body);

    /** There is a link to the node (again). */
    void onLinkUp(String node);

    /** Nobody listens where the node was reached until now: its process has ended. */
    void onGone(String node);

    /** The link to the node is lost: it was reset or closed, or the node did not answer in time. */
    void onLinkDown(String node);
}
