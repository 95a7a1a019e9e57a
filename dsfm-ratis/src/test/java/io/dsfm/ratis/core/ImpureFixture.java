package io.dsfm.ratis.core;

import io.dsfm.ratis.log.RatisFixture;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What the core must not do, for the architecture test to find. */
public final class ImpureFixture {

    private final ConcurrentLinkedQueue<Long> times = new ConcurrentLinkedQueue<>();

    private ImpureFixture() {}

    void readClock(RatisFixture ratis) {
        times.add(System.nanoTime() + ratis.hashCode());
    }
}
