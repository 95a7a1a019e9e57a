package io.dsfm.ratis.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds ports on the loopback interface that nobody listens on.
 *
 * <p>They are below the range from which systems give ports to outgoing connections (from 32,768 on Linux, from 49,152
 * elsewhere). Within it, a node that is down for a while can find its port given to somebody's connection when it comes
 * back; and on the loopback interface, a connection to a port where nobody listens can even come to be connected to itself.
 *
 * <p>Another process may take a port between the moment when it is found free and the moment when it is used: whoever uses
 * these must be ready to try others.
 */
public final class FreePorts {

    private static final int LOWEST = 20_000;
    private static final int COUNT = 12_000;
    private static final int SPREAD = 7_919;

    /** Where the next search begins; processes that start at the same time begin at different places. */
    private static int next = (int) (ProcessHandle.current().pid() * SPREAD % COUNT);

    private FreePorts() {}

    /** So many different ports. */
    public static synchronized List<Integer> find(int count) {
        List<Integer> found = new ArrayList<>();
        for (int tried = 0; tried < COUNT && found.size() < count; tried++) {
            int port = LOWEST + next;
            next = (next + 1) % COUNT;
            if (free(port)) {
                found.add(port);
            }
        }
        if (found.size() < count) {
            throw new ClusterException("not enough free ports: wanted=" + count + ", found=" + found.size() + ", from="
                    + LOWEST + ", to=" + (LOWEST + COUNT - 1));
        }
        return found;
    }

    private static boolean free(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
