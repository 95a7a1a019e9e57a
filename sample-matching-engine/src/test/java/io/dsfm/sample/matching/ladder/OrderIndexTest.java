package io.dsfm.sample.matching.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The index against a hash map, through growth, collisions and removals. */
class OrderIndexTest {

    private static final long CLIENT = 5;
    private static final long FIRST_INVERSE = inverse(0xbf58476d1ce4e5b9L);
    private static final long SECOND_INVERSE = inverse(0x94d049bb133111ebL);

    /** Ids one after another, ids without order, and ids that are multiples of a power of two. */
    @ParameterizedTest
    @ValueSource(longs = {1, 0x9e3779b97f4a7c15L, 1 << 20})
    void findsWhatIsThereAndNothingElse(long factor) {
        long seed = 12;
        Random random = new Random(seed);
        RecordPool orders = new RecordPool();
        OrderIndex index = new OrderIndex(orders, OrderRecords.CLIENT_ID, OrderRecords.ORDER_ID);
        Map<Long, Integer> expected = new HashMap<>();
        for (int i = 0; i < 400_000; i++) {
            long id = (1L + random.nextInt(60_000)) * factor;
            long hash = OrderIndex.hash(CLIENT, id);
            Integer known = expected.get(id);
            assertThat(index.find(hash, CLIENT, id))
                    .as("seed %s", seed)
                    .isEqualTo(known == null ? RecordPool.NONE : known);
            assertThat(index.find(OrderIndex.hash(CLIENT + 1, id), CLIENT + 1, id))
                    .isEqualTo(RecordPool.NONE);
            if (known != null) {
                index.remove(hash, known);
                orders.free(known);
                expected.remove(id);
            } else {
                expected.put(id, add(index, orders, hash, id));
            }
        }
        assertThat(orders.used()).isEqualTo(expected.size());
    }

    /** A hash is a key's own business: equal ones give a column more than it holds, which goes on in the next. */
    @Test
    void findsWhatIsThereIfAllHashesAreEqual() {
        RecordPool orders = new RecordPool();
        OrderIndex index = new OrderIndex(orders, OrderRecords.CLIENT_ID, OrderRecords.ORDER_ID);
        long hash = 0x1234_5678_9abc_def7L;
        Map<Long, Integer> expected = new TreeMap<>();
        for (long id = 1; id <= 300; id++) {
            expected.put(id, add(index, orders, hash, id));
        }
        for (long id = 1; id <= 300; id += 2) {
            index.remove(hash, expected.remove(id));
        }
        expected.forEach((id, order) -> assertThat(index.find(hash, CLIENT, id)).isEqualTo(order));
        assertThat(index.find(hash, CLIENT, 1)).isEqualTo(RecordPool.NONE);
    }

    /** What a client can do that knows the hash, which is no secret: ids of one hash but for what the index leaves out. */
    @Test
    void searchesNoFurtherThanItsLimitWhateverTheIds() {
        RecordPool orders = new RecordPool();
        OrderIndex index = new OrderIndex(orders, OrderRecords.CLIENT_ID, OrderRecords.ORDER_ID);
        List<Long> ids = idsOfOneChain(CLIENT, 600);
        Map<Long, Integer> expected = new TreeMap<>();
        for (long id : ids) {
            expected.put(id, add(index, orders, OrderIndex.hash(CLIENT, id), id));
        }

        assertThat(index.overflowed()).isEqualTo(ids.size() - OrderIndex.MOST_PROBES);
        expected.forEach((id, order) ->
                assertThat(index.find(OrderIndex.hash(CLIENT, id), CLIENT, id)).isEqualTo(order));

        for (long id : ids) {
            int order = expected.remove(id);
            index.removeLater(OrderIndex.hash(CLIENT, id), order);
            orders.free(order);
            assertThat(index.find(OrderIndex.hash(CLIENT, id), CLIENT, id)).isEqualTo(RecordPool.NONE);
        }
        assertThat(index.overflowed()).isZero();
    }

    /** Ids whose hashes agree in the segment and in the 32 bits that the place is taken from: the hash run backwards. */
    private static List<Long> idsOfOneChain(long client, int count) {
        List<Long> ids = new ArrayList<>();
        long clientRow = client * OrderIndex.CLIENT_FACTOR;
        for (long free = 0; ids.size() < count; free++) {
            long row = unmixed(free >>> 6 << 38 | 0x5a5a5a5aL << 6 | free & 63);
            long id = row - clientRow << OrderIndex.ROW_BITS;
            boolean isWhole = id > 0 && id >>> OrderIndex.ROW_BITS == row - clientRow;
            if (isWhole && OrderIndex.hash(client, id) >>> 58 == 7) {
                ids.add(id);
            }
        }
        return ids;
    }

    /** What {@link io.dsfm.statemachine.Digest64#mix} gives this for. */
    private static long unmixed(long value) {
        long z = value ^ value >>> 31 ^ value >>> 62;
        z *= SECOND_INVERSE;
        z = z ^ z >>> 27 ^ z >>> 54;
        z *= FIRST_INVERSE;
        z = z ^ z >>> 30 ^ z >>> 60;
        return z - 0x9e3779b97f4a7c15L;
    }

    private static long inverse(long odd) {
        return BigInteger.valueOf(odd).modInverse(BigInteger.ONE.shiftLeft(64)).longValue();
    }

    /** Long runs of slots in use, each a little off its home, so that removals would move all that follow. */
    @ParameterizedTest
    @ValueSource(ints = {1, 1 << OrderIndex.ROW_BITS})
    void findsWhatIsThereInRunsOfAnyLength(int step) {
        long seed = 5;
        Random random = new Random(seed);
        RecordPool orders = new RecordPool();
        OrderIndex index = new OrderIndex(orders, OrderRecords.CLIENT_ID, OrderRecords.ORDER_ID);
        Map<Long, Integer> expected = new HashMap<>();
        for (int i = 0; i < 300_000; i++) {
            long id = 1L + random.nextInt(6_000);
            long hash = id / 3 * step;
            Integer known = expected.remove(id);
            assertThat(index.find(hash, CLIENT, id))
                    .as("seed %s", seed)
                    .isEqualTo(known == null ? RecordPool.NONE : known);
            if (known == null) {
                expected.put(id, add(index, orders, hash, id));
            } else if (random.nextBoolean()) {
                index.remove(hash, known);
                orders.free(known);
            } else {
                index.removeLater(hash, known);
                orders.free(known);
            }
        }
        assertThat(orders.used()).isEqualTo(expected.size());
    }

    private static int add(OrderIndex index, RecordPool orders, long hash, long id) {
        int order = orders.take();
        orders.set(order, OrderRecords.CLIENT_ID, CLIENT);
        orders.set(order, OrderRecords.ORDER_ID, id);
        index.add(hash, order);
        return order;
    }
}
