package io.dsfm.ratis.config;

/**
 * Where something listens.
 *
 * @param host a host name, an IPv4 address, or an IPv6 address without brackets
 * @param port 1 to 65,535
 */
public record HostPort(String host, int port) {

    /** Refuses what cannot be an address. */
    public HostPort {
        if (host.isBlank() || port < 1 || port > 65_535) {
            throw new IllegalArgumentException("not an address: host='" + host + "', port=" + port
                    + ", accepted: a host name or IP address and a port from 1 to 65535");
        }
    }

    /**
     * Reads {@code host:port} or {@code [ipv6]:port}.
     *
     * @throws IllegalArgumentException if it is neither, with what was given and what is accepted
     */
    public static HostPort parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon > 0 && colon < text.length() - 1) {
            String host = text.substring(0, colon);
            boolean bracketed = host.startsWith("[") && host.endsWith("]");
            try {
                if (bracketed || host.indexOf(':') < 0) {
                    return new HostPort(
                            bracketed ? host.substring(1, host.length() - 1) : host,
                            Integer.parseInt(text.substring(colon + 1)));
                }
            } catch (NumberFormatException e) {
                // falls through to the one message
            }
        }
        throw new IllegalArgumentException(
                "not an address: '" + text + "', accepted: host:port or [ipv6]:port with a port from 1 to 65535");
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
