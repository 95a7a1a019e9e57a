package io.dsfm.ratis.cluster;

/**
 * A node process ended without having been told to.
 *
 * @param node the id of the node
 * @param exitStatus its exit status; 128 + N if signal N ended it
 * @param logTail the end of what it had printed
 */
public record NodeDeath(String node, int exitStatus, String logTail) {

    private static final int SIGNALLED = 128;

    /** Whether a signal from outside ended the process, such as SIGKILL, and not the process itself. */
    public boolean bySignal() {
        return exitStatus > SIGNALLED;
    }

    /** One line that tells it, and the log's end below. */
    @Override
    public String toString() {
        return "a node ended unexpectedly: node=" + node + ", exitStatus=" + exitStatus + "\n" + logTail;
    }
}
