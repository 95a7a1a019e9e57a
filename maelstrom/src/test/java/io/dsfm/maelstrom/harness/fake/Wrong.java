package io.dsfm.maelstrom.harness.fake;

/** In what way a {@link FakeNode} is wrong. */
public enum Wrong {
    /** Not at all. */
    NOTHING,
    /** Nodes other than the keeper's own show what was before the last write. */
    STALE_READ,
    /** Every seventh write is acknowledged and forgotten. */
    LOST_UPDATE,
    /** After a restart the last inputs of the log are executed again. */
    DUPLICATE_AFTER_RESTART,
    /** Every fifth write is refused as aborted, and stays visible. */
    DIRTY_READ,
    /** Of every fifth write it answers that nothing is known, shows it, and forgets it with the next write. */
    UNCOMMITTED_READ,
    /** The second node keeps a state of its own. */
    TWO_LEADERS,
    /** A write from a node whose clock is behind the newest write is acknowledged and ignored. */
    CLOCK_DEPENDENT,
    /** The log is written, not synced. */
    UNSYNCED,
    /** Every tenth answer is no message of the protocol. */
    MALFORMED
}
