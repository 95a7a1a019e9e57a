package io.dsfm.sample.matching.harness;

import io.dsfm.statemachine.InputContext;

/** A context that a test moves on by hand. */
public final class TestContext implements InputContext {

    private static final long STEP_NANOS = 1_000;

    private long sequence;
    private long clientId;
    private long nowNanos;

    /** The next input comes, from the given client, a little later. */
    public TestContext next(long client) {
        return nextAt(client, nowNanos + STEP_NANOS);
    }

    /** The next input comes, from the given client, at the given time. */
    public TestContext nextAt(long client, long atNanos) {
        sequence++;
        clientId = client;
        nowNanos = atNanos;
        return this;
    }

    @Override
    public long index() {
        return sequence;
    }

    @Override
    public long sequence() {
        return sequence;
    }

    @Override
    public long timestampNanos() {
        return nowNanos;
    }

    @Override
    public long clientId() {
        return clientId;
    }
}
