package io.dsfm.ratis.config;

import io.dsfm.ratis.config.ConfigException.Problem;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds out whether a node can listen where the others and its clients will look for it, before anything is started:
 * what listens later may be less clear about what is wrong.
 *
 * <p>Threading: any; listens for a moment.
 */
public final class ListenCheck {

    private ListenCheck() {}

    /**
     * Checks the node's own addresses.
     *
     * @throws ConfigException if one of them is taken, is not this machine's, or is not known; it also tells if another
     *     process uses the node's data directory, since that is why, then
     */
    public static void check(NodeConfig config) throws ConfigException {
        List<Problem> problems = new ArrayList<>();
        String member = "members[" + config.members().indexOf(config.self()) + "].";
        check(config, member + "raft-address", config.self().raftAddress(), problems);
        check(config, member + "client-address", config.self().clientAddress(), problems);
        if (!problems.isEmpty()) {
            DataDirectory.findOtherProcess(config).ifPresent(problems::add);
            throw new ConfigException(problems);
        }
    }

    private static void check(NodeConfig config, String key, HostPort address, List<Problem> problems) {
        InetSocketAddress resolved = new InetSocketAddress(address.host(), address.port());
        try (ServerSocket socket = new ServerSocket()) {
            if (resolved.isUnresolved()) {
                throw new IOException("unknown host");
            }
            socket.setReuseAddress(true); // connections of an earlier run may linger
            socket.bind(resolved);
        } catch (IOException e) {
            problems.add(new Problem(
                    "node " + config.node() + " of group " + config.group(),
                    key,
                    "cannot listen at " + address + " (" + e.getMessage() + ")",
                    "an address of this machine with a port that nothing else uses"));
        }
    }
}
