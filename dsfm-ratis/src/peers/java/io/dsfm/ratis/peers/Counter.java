package io.dsfm.ratis.peers;

import bench.peers.CountingStateMachine.State;
import java.nio.ByteBuffer;

/** What the benchmark has replicated, in some variant. Threading: one thread. */
interface Counter {

    /** Counts a request and gives the benchmark's output. */
    byte[] apply(ByteBuffer request);

    /** The whole state. */
    State state();

    /** Replaces the state. */
    void restore(State state);
}
