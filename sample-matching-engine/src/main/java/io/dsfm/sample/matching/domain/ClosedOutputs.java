package io.dsfm.sample.matching.domain;

import io.dsfm.statemachine.Outputs;

/** Stands between inputs, so that a result given then is a loud fault. */
enum ClosedOutputs implements Outputs {
    INSTANCE;

    @Override
    public void reply(byte[] bytes, int offset, int length) {
        throw new IllegalStateException("a reply was given outside of an input: length=" + length);
    }

    @Override
    public void event(int type, byte[] bytes, int offset, int length) {
        throw new IllegalStateException("an event was given outside of an input: type=" + type);
    }

    @Override
    public void scheduleTimer(long timerId, long deadlineNanos) {
        throw new IllegalStateException("a timer was scheduled outside of an input: timerId=" + timerId);
    }

    @Override
    public void cancelTimer(long timerId) {
        throw new IllegalStateException("a timer was cancelled outside of an input: timerId=" + timerId);
    }
}
