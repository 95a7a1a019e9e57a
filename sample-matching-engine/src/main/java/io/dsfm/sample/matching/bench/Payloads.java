package io.dsfm.sample.matching.bench;

import io.dsfm.ratis.bench.InputFlow;
import io.dsfm.statemachine.testkit.SeededRandom;

/**
 * Inputs of one length: a few random ones over and over, since whoever checks the answers keeps the inputs until then, which
 * would be gigabytes of long ones.
 *
 * <p>Threading: one thread.
 */
final class Payloads implements InputFlow {

    private static final int DIFFERENT = 61;

    private final byte[][] inputs = new byte[DIFFERENT][];
    private int next;

    Payloads(long seed, int sizeBytes) {
        SeededRandom random = new SeededRandom(seed);
        for (int i = 0; i < DIFFERENT; i++) {
            inputs[i] = random.bytes(sizeBytes);
        }
    }

    @Override
    public byte[] next() {
        byte[] input = inputs[next];
        next = (next + 1) % DIFFERENT;
        return input;
    }
}
