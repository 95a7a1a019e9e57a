package io.dsfm.sample.matching.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The index against a hash map, through growth, collisions and removals. */
class OrderIndexTest {

    private static final long CLIENT = 5;

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

    private static int add(OrderIndex index, RecordPool orders, long hash, long id) {
        int order = orders.take();
        orders.set(order, OrderRecords.CLIENT_ID, CLIENT);
        orders.set(order, OrderRecords.ORDER_ID, id);
        index.add(hash, order);
        return order;
    }
}
