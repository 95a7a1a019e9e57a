package io.dsfm.ratis.peer;

/**
 * What a Ratis server's messages go through.
 *
 * @param network carries them
 * @param guard this node's say in elections
 * @param lease hears from the followers while this node leads
 * @param listener takes the framework's own messages and the links' comings and goings
 * @param hold what the leader does not send at once
 */
public record PeerWiring(
        PeerNetwork network, ElectionGuard guard, LeaderLease lease, PeerListener listener, SendHold hold) {}
