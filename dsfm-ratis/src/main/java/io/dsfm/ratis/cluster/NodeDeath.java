package io.dsfm.ratis.cluster;

import java.util.Set;

/**
 * A node process ended without having been told to.
 *
 * @param node the id of the node
 * @param exitStatus its exit status; 128 + N if signal N ended it
 * @param logTail the end of what it had printed
 */
public record NodeDeath(String node, int exitStatus, String logTail) {

    private static final int SIGNALLED = 128;

    /** SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE and SIGSEGV: a JVM that cannot go on, for want of memory or by a fault. */
    private static final Set<Integer> OWN_SIGNALS = Set.of(4, 5, 6, 7, 8, 11);

    /** Whether a signal from outside ended the process, such as SIGKILL, and not the process itself. */
    public boolean bySignal() {
        return exitStatus > SIGNALLED && !OWN_SIGNALS.contains(exitStatus - SIGNALLED);
    }

    /** One line that tells it, and the log's end below. */
    @Override
    public String toString() {
        return "a node ended unexpectedly: node=" + node + ", exitStatus=" + exitStatus + "\n" + logTail;
    }
}
