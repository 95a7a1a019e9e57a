package io.dsfm.ratis.cli;

import io.dsfm.ratis.config.HostPort;

/**
 * A node that a command asks.
 *
 * @param node its id, or {@link #UNNAMED} until it has told
 * @param address where it serves clients
 */
record NodeAddress(String node, HostPort address) {

    /** Stands for an id that is not known. */
    static final String UNNAMED = "";

    /** As messages name it. */
    @Override
    public String toString() {
        return node.equals(UNNAMED) ? address.toString() : node + " at " + address;
    }
}
