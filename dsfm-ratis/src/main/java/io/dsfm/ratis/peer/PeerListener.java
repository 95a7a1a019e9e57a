package io.dsfm.ratis.peer;

/**
 * Takes what concerns the framework rather than Raft.
 *
 * <p>Threading: the network's threads, and for entries that of appends that may wait; does not block.
 */
public interface PeerListener {

    /** Another node tells of its progress. */
    void onProgress(String from, byte[] body);

    /** Entries of another node, or its heartbeat, are in this node's log now, unless they were refused. */
    void onEntriesFrom(String leader, long term);

    /**
     * While this node leads in {@code term}, a majority of the nodes has come to hold its log up to {@code index}, inclusive, on
     * disk; the entry there is of that term, so that all of it is committed, whether Ratis knows that yet or not.
     */
    void onDurable(long term, long index);

    /** What Ratis needs of this node's part between the nodes cannot go on, and so the node. */
    void onFailed(String what, Throwable cause);

    /** There is a link to the node (again). */
    void onLinkUp(String node);

    /** Nobody listens where the node was reached until now: its process has ended. */
    void onGone(String node);

    /** The link to the node is lost. */
    void onLinkDown(String node);
}
