package io.dsfm.sample.matching.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LevelCacheTest {

    private static final int LADDERS = 4;
    private static final int KEYS = 20_000;

    private final LevelRecords levels = new LevelRecords();
    private final LevelCache cache = new LevelCache(levels);

    @Test
    void givesWhatItKnowsOrNothing() {
        long seed = 3;
        Random random = new Random(seed);
        Map<Long, Integer> expected = new HashMap<>();
        int known = 0;
        for (int i = 0; i < 400_000; i++) {
            int ladder = random.nextInt(LADDERS);
            long key = (random.nextInt(KEYS) - KEYS / 2) * 100L;
            long both = key * LADDERS + ladder;
            Integer level = expected.get(both);
            int found = cache.find(ladder, key);
            if (found != RecordPool.NONE) {
                assertThat(found).as("seed %s", seed).isEqualTo(level);
                known++;
            }
            if (level == null) {
                int added = levels.take(ladder, key);
                cache.put(ladder, key, added);
                expected.put(both, added);
                assertThat(cache.find(ladder, key)).isEqualTo(added);
            } else if (random.nextBoolean()) {
                levels.free(level);
                expected.remove(both);
                assertThat(cache.find(ladder, key)).isEqualTo(RecordPool.NONE);
            }
        }
        assertThat(known).isGreaterThan(10_000);
    }

    @Test
    void knowsNothingAfterItIsCleared() {
        cache.put(1, 500, levels.take(1, 500));

        levels.clear();
        cache.clear();

        assertThat(cache.find(1, 500)).isEqualTo(RecordPool.NONE);
    }

    /** The record is another level's by then, of the same key and another ladder, or of another key. */
    @Test
    void doesNotTakeTheNextLevelInARecordForTheLast() {
        int level = levels.take(1, 500);
        cache.put(1, 500, level);
        levels.free(level);

        assertThat(levels.take(2, 500)).isEqualTo(level);

        assertThat(cache.find(1, 500)).isEqualTo(RecordPool.NONE);
    }
}
