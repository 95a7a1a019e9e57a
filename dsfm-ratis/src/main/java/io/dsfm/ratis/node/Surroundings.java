package io.dsfm.ratis.node;

import io.dsfm.ratis.config.ConfigException;
import io.dsfm.ratis.config.MembersDigest;
import io.dsfm.ratis.config.NodeConfig;
import io.dsfm.ratis.peer.PeerNetwork;
import io.dsfm.ratis.tls.NodeTls;
import io.dsfm.ratis.wire.SharedLoops;
import io.dsfm.ratis.wire.SocketTransport;
import io.dsfm.ratis.wire.Transport;
import io.netty.channel.EventLoopGroup;
import java.time.Instant;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a node takes from outside its group: how others reach it, and the time of day.
 *
 * @param network to the other nodes; used by one node only
 * @param clients how clients reach the node
 * @param tls on the connections of clients; null for none
 * @param epochNanos the wall clock, in nanoseconds since 1970-01-01T00:00:00Z; may go backwards. Read by any thread
 */
public record Surroundings(
        PeerNetwork network, Transport clients, @Nullable NodeTls tls, LongSupplier epochNanos) {

    private static final int EVENT_LOOPS = 2;
    /** More threads than this would share processors, and only wait for each other. */
    private static final int FEW_PROCESSORS = 4;

    /** Those without TLS. */
    public Surroundings(PeerNetwork network, Transport clients, LongSupplier epochNanos) {
        this(network, clients, null, epochNanos);
    }

    /**
     * Sockets at the addresses of the configuration, and the machine's clock.
     *
     * @throws ConfigException if a file of TLS cannot be used
     */
    public static Surroundings ofSockets(NodeConfig config) throws ConfigException {
        return ofSockets(config, MembersDigest.of(config.members()));
    }

    /** The same of a node that reaches others by ways of its own, and so must be told what all have in common. */
    static Surroundings ofSockets(NodeConfig config, String membersDigest) throws ConfigException {
        NodeTls tls = NodeTls.load(config, "configuration");
        if (tls != null) {
            tls.warnOfExpiry();
        }
        return ofSockets(config, membersDigest, tls);
    }

    /** The same with TLS that was loaded before, or without; that of the configuration is not looked at. */
    public static Surroundings ofSockets(NodeConfig config, @Nullable NodeTls tls) {
        return ofSockets(config, MembersDigest.of(config.members()), tls);
    }

    private static Surroundings ofSockets(NodeConfig config, String membersDigest, @Nullable NodeTls tls) {
        int processors = Runtime.getRuntime().availableProcessors();
        EventLoopGroup eventLoops =
                SocketTransport.INSTANCE.eventLoops(processors <= FEW_PROCESSORS ? 1 : EVENT_LOOPS, "dsfm-io");
        return new Surroundings(
                Peering.network(config, membersDigest, tls, eventLoops),
                new SharedLoops(eventLoops),
                tls,
                Surroundings::machineNanos);
    }

    /** The same with another network. */
    public Surroundings with(PeerNetwork other) {
        return new Surroundings(other, clients, tls, epochNanos);
    }

    /** The machine's clock. */
    public static long machineNanos() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }
}
