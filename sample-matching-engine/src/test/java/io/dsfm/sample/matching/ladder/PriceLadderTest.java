package io.dsfm.sample.matching.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import io.dsfm.sample.matching.domain.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The ladder against a sorted map, and its bound on memory. */
class PriceLadderTest {

    private final PriceLadder ladder = new PriceLadder(0, 1, Side.BUY, false, new Chunk.Pool());
    private final TreeMap<Long, Integer> expected = new TreeMap<>();

    @Test
    void holdsWhatASortedMapHolds() {
        long seed = 31;
        Random random = new Random(seed);
        for (int i = 0; i < 200_000; i++) {
            // Swings between filling up and emptying, so that chunks split and merge.
            boolean grows = i / 20_000 % 2 == 0;
            long key = random.nextInt(10) == 0 ? random.nextLong() >> 24 : random.nextInt(4_000);
            if (random.nextInt(10) < (grows ? 7 : 3)) {
                add(key, i);
            } else {
                remove(key);
            }
            assertThat(ladder.bestKey())
                    .as("seed %s", seed)
                    .isEqualTo(expected.isEmpty() ? Long.MIN_VALUE : expected.lastKey());
            assertThat(ladder.find(key)).as("seed %s", seed).isEqualTo(expected.getOrDefault(key, RecordPool.NONE));
        }
        assertThat(keys()).containsExactlyElementsOf(expected.keySet());
        expected.keySet().stream().toList().forEach(this::remove);
        assertThat(ladder.chunkCount()).isZero();
    }

    @Test
    void chunksStayBoundedByTheLevelsWhateverCameAndWent() {
        for (int i = 0; i < 100_000; i++) {
            add(i, i);
        }
        for (int i = 0; i < 100_000; i++) {
            if (i % 100 != 0) {
                remove(i);
            }
        }

        assertThat(expected).hasSize(1_000);
        assertThat(ladder.chunkCount()).isLessThanOrEqualTo(1_000 / 32 + 1);
    }

    private void add(long key, int level) {
        if (expected.putIfAbsent(key, level) == null) {
            ladder.insert(key, level);
        }
    }

    private void remove(long key) {
        if (expected.remove(key) != null) {
            ladder.remove(key);
        }
    }

    private List<Long> keys() {
        List<Long> keys = new ArrayList<>();
        for (int i = 0; i < ladder.chunkCount(); i++) {
            for (int j = 0; j < ladder.chunk(i).size; j++) {
                keys.add(ladder.chunk(i).keys[j]);
            }
        }
        return keys;
    }
}
