package io.dsfm.ratis.client;

import io.dsfm.ratis.config.HostPort;
import io.dsfm.ratis.tls.ClientTls;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a client is told from outside.
 *
 * @param addresses client addresses of some or all nodes of the group; the others are learnt from these
 * @param group the group's name, which the nodes check; empty for whichever group answers
 * @param clientId the client's id, above 0; the same id after a restart takes the session over
 * @param window the most requests under way, 1 to 65,536; the group may grant less
 * @param deadline how long a request may take unless it says otherwise; above 0
 * @param tls whom it trusts, of a group with TLS; null of a group without
 */
public record ClientOptions(
        List<HostPort> addresses,
        String group,
        long clientId,
        int window,
        Duration deadline,
        @Nullable ClientTls tls) {

    /** Those without TLS. */
    public ClientOptions(List<HostPort> addresses, String group, long clientId, int window, Duration deadline) {
        this(addresses, group, clientId, window, deadline, null);
    }

    /** Refuses values out of range. */
    public ClientOptions {
        addresses = List.copyOf(addresses);
        require(!addresses.isEmpty(), "addresses", addresses, "at least one address");
        require(clientId > 0, "clientId", clientId, "a number above 0");
        require(window >= 1 && window <= 65_536, "window", window, "1 to 65536");
        require(!deadline.isNegative() && !deadline.isZero(), "deadline", deadline, "a time above 0");
    }

    /** The same with TLS, or without. */
    public ClientOptions with(@Nullable ClientTls other) {
        return new ClientOptions(addresses, group, clientId, window, deadline, other);
    }

    private static void require(boolean holds, String name, Object value, String accepted) {
        if (!holds) {
            throw new IllegalArgumentException(
                    "not a client option: " + name + "=" + value + ", accepted: " + accepted);
        }
    }
}
