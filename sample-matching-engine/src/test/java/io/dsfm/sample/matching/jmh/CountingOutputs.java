package io.dsfm.sample.matching.jmh;

import io.dsfm.sample.matching.domain.EventType;
import io.dsfm.sample.matching.domain.Reply;
import io.dsfm.statemachine.Outputs;

/** Looks at every result and keeps none. */
final class CountingOutputs implements Outputs {

    private long sum;
    private long trades;
    private long refused;

    /** Depends on all results. */
    long sum() {
        return sum;
    }

    long trades() {
        return trades;
    }

    long refused() {
        return refused;
    }

    @Override
    public void reply(byte[] reply, int offset, int length) {
        sum += length + reply[offset + length - 1];
        // Bytes 2 and 3 of a reply are the reject code.
        if (length != Reply.SIZE_BYTES || (reply[offset + 2] | reply[offset + 3]) != 0) {
            refused++;
        }
    }

    @Override
    public void event(int type, byte[] event, int offset, int length) {
        sum += length + event[offset + length - 1];
        if (type == EventType.FILLED.code()) {
            trades++;
        }
    }

    @Override
    public void scheduleTimer(long timerId, long deadlineNanos) {
        throw new UnsupportedOperationException("no order has a deadline: timerId=" + timerId);
    }

    @Override
    public void cancelTimer(long timerId) {
        throw new UnsupportedOperationException("no order has a deadline: timerId=" + timerId);
    }
}
