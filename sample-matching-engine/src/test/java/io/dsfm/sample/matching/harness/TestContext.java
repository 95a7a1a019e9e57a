package io.dsfm.sample.matching.harness;

import io.dsfm.statemachine.InputContext;

/** A context that a test moves on by hand. */
public final class TestContext implements InputContext {

    private long sequence;
    private long clientId;

    /** The next input comes, from the given client. */
    public TestContext next(long client) {
        sequence++;
        clientId = client;
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
        return sequence * 1_000;
    }

    @Override
    public long clientId() {
        return clientId;
    }
}
