package io.dsfm.ratis.client;

import io.dsfm.ratis.proto.ReleaseLevel;

/** When the result of one request may leave the group; the group's own level holds where it is stricter. */
public enum Release {
    /** As the group releases. */
    GROUP(ReleaseLevel.RELEASE_LEVEL_UNSPECIFIED),
    /** Committed by Raft: on the disks of a majority. What left is never taken back. */
    COMMITTED(ReleaseLevel.COMMITTED),
    /**
     * A majority of the nodes, the leader among them, holds and has executed the input, on disk or not: survives the loss at
     * once of any minority, not a power cut of a majority.
     */
    COVERED(ReleaseLevel.COVERED),
    /**
     * The leader has executed the input. Provisional: confirmed or revoked later, and under a partition not linearizable
     * until then.
     */
    LOCAL(ReleaseLevel.LOCAL);

    private final ReleaseLevel level;

    Release(ReleaseLevel level) {
        this.level = level;
    }

    ReleaseLevel level() {
        return level;
    }
}
