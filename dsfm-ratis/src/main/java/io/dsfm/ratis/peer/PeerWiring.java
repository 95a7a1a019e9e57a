package io.dsfm.ratis.peer;

/**
 * What a Ratis server's messages go through.
 *
 * @param network carries them
 * @param guard this node's say in elections
 * @param lease hears from the followers while this node leads
 * @param listener takes the framework's own messages and the links' comings and goings
 * @param hold what the leader does not send at once
 * @param intake what others have for the log is taken while it is open
 */
public record PeerWiring(
        PeerNetwork network,
        ElectionGuard guard,
        LeaderLease lease,
        PeerListener listener,
        SendHold hold,
        Intake intake) {}
