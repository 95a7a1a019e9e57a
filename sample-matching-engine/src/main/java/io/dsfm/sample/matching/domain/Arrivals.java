package io.dsfm.sample.matching.domain;

import java.io.IOException;
import java.util.Arrays;

/** Collects the arrivals in a snapshot, of which no two may be the same. Eight bytes for each, while it is read. */
final class Arrivals {

    private static final int FIRST_SIZE = 1024;

    private long[] arrivals = new long[FIRST_SIZE];
    private int count;

    void add(long arrival) {
        if (count == arrivals.length) {
            arrivals = Arrays.copyOf(arrivals, 2 * count);
        }
        arrivals[count++] = arrival;
    }

    void requireUnique() throws IOException {
        Arrays.sort(arrivals, 0, count);
        for (int i = 1; i < count; i++) {
            SnapshotInput.check(arrivals[i] != arrivals[i - 1], "arrival of two orders", arrivals[i]);
        }
    }
}
