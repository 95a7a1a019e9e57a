package io.dsfm.sample.matching.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The index against a hash map, through growth, collisions and removals. */
class OrderIndexTest {

    private static final long CLIENT = 5;

    @Test
    void findsWhatIsThereAndNothingElse() {
        long seed = 12;
        Random random = new Random(seed);
        RecordPool orders = new RecordPool();
        OrderIndex index = new OrderIndex(orders, OrderRecords.CLIENT_ID, OrderRecords.ORDER_ID);
        Map<Long, Integer> expected = new HashMap<>();
        for (int i = 0; i < 400_000; i++) {
            long id = 1L + random.nextInt(60_000);
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
                int order = orders.take();
                orders.set(order, OrderRecords.CLIENT_ID, CLIENT);
                orders.set(order, OrderRecords.ORDER_ID, id);
                index.add(hash, order);
                expected.put(id, order);
            }
        }
        assertThat(orders.used()).isEqualTo(expected.size());
    }
}
