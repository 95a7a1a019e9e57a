package io.dsfm.ratis.peers;

import bench.peers.CountingStateMachine.State;
import java.nio.ByteBuffer;

/** A counter that differs from others in how it folds. Threading: one thread. */
final class FoldingCounter implements Counter {

    private final Fold fold;
    private long count;
    private long digest;

    /** Folds a request into a digest. */
    @FunctionalInterface
    interface Fold {
        /** Gives the next digest; reads the request from its start, whatever its position. */
        long next(long digest, ByteBuffer request);
    }

    FoldingCounter(Fold fold) {
        this.fold = fold;
    }

    @Override
    public byte[] apply(ByteBuffer request) {
        digest = fold.next(digest, request);
        count++;
        return state().toBytes();
    }

    @Override
    public State state() {
        return new State(count, digest);
    }

    @Override
    public void restore(State state) {
        count = state.count();
        digest = state.digest();
    }
}
