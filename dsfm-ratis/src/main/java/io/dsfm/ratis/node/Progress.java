package io.dsfm.ratis.node;

import io.dsfm.ratis.core.Replica;
import io.dsfm.ratis.core.Settings;

/**
 * How far one instance has come: what it publishes after each batch.
 *
 * @param index of the last entry executed, inclusive; 0 for none
 * @param term of that entry
 * @param sequence of the last input executed, inclusive
 * @param position of the last outcome, inclusive
 * @param chainDigest the digest of all outputs up to there
 * @param timestampNanos the log's time
 * @param nextDeadlineNanos the earliest deadline of a timer, or {@link Long#MAX_VALUE}
 * @param sessions how many sessions there are
 * @param settings the settings that hold
 */
record Progress(
        long index,
        long term,
        long sequence,
        long position,
        long chainDigest,
        long timestampNanos,
        long nextDeadlineNanos,
        int sessions,
        Settings settings) {

    static Progress of(Replica replica) {
        return new Progress(
                replica.lastIndex(),
                replica.lastTerm(),
                replica.sequence(),
                replica.position(),
                replica.chainDigest(),
                replica.timestampNanos(),
                replica.nextDeadlineNanos(),
                replica.sessionCount(),
                replica.settings());
    }
}
