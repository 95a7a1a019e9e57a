package io.dsfm.sample.matching.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OrderKeyTest {

    private static final int KEYS = 50_000;

    @Test
    void spreadsIdsWhoseHalvesAreEqual() {
        assertSpread(i -> new OrderKey(1, (i + 1) * 0x1_0000_0001L));
    }

    @Test
    void spreadsIdsOfClientsThatNumberThirtyOneApart() {
        assertSpread(i -> new OrderKey(i % 1_000, 31L * (1_000 - i % 1_000) + i / 1_000));
    }

    @Test
    void spreadsManyClientsThatNumberFromOne() {
        assertSpread(i -> new OrderKey(i % 1_000, i / 1_000 + 1));
    }

    /** 50,000 of 2^32 hashes: one or two pairs are equal by chance. */
    private static void assertSpread(IntFunction<OrderKey> key) {
        long hashes = IntStream.range(0, KEYS)
                .map(i -> key.apply(i).hashCode())
                .distinct()
                .count();
        assertThat(hashes).isGreaterThan(KEYS - 10);
    }

    @Test
    void ordersByClientThenById() {
        List<OrderKey> ascending = List.of(
                new OrderKey(Long.MIN_VALUE, 7),
                new OrderKey(-1, 9),
                new OrderKey(0, Long.MIN_VALUE),
                new OrderKey(0, 3),
                new OrderKey(2, 1),
                new OrderKey(2, Long.MAX_VALUE));

        for (int i = 0; i < ascending.size(); i++) {
            for (int j = 0; j < ascending.size(); j++) {
                assertThat(Integer.signum(ascending.get(i).compareTo(ascending.get(j))))
                        .isEqualTo(Integer.compare(i, j));
            }
        }
    }
}
