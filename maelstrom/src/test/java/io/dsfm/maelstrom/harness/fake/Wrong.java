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
    /** At every fifth write an older one is executed again, as a retry that a new leader does not know. */
    DUPLICATE,
    /** After a restart what has not been written lately is gone. */
    FORGETS_COLD,
    /** Every fifth write is refused as aborted, and stays visible. */
    DIRTY_READ,
    /** Of every fifth write it answers that nothing is known, shows it to a few, and forgets it. */
    UNCOMMITTED_READ,
    /** The second node keeps a state of its own. */
    TWO_LEADERS,
    /** A write from a node whose clock is behind the newest write is acknowledged and ignored. */
    CLOCK_DEPENDENT,
    /** The log is written, not synced. */
    UNSYNCED,
    /** Every tenth answer is no message of the protocol. */
    MALFORMED,
    /** Every fifth echo is refused, which tells its client that it did not happen. */
    REFUSING,
    /** A poll names the keys that it has no messages of, too. */
    EMPTY_LOGS,
    /** What the first client asked is answered again when it is gone. */
    LATE_ANSWER
}
