package io.dsfm.sample.matching.ladder;

import io.dsfm.sample.matching.domain.SnapshotReader;
import io.dsfm.sample.matching.domain.SnapshotWriter;
import java.io.IOException;

/** Writes and reads the sides of books in canonical order: the order in which they trade. */
record Snapshots(Orders orders) {

    void writeSide(PriceLadder ladder, SnapshotWriter writer) throws IOException {
        writer.section(count(ladder));
        for (int i = ladder.chunkCount() - 1; i >= 0; i--) {
            Chunk chunk = ladder.chunk(i);
            for (int j = chunk.size - 1; j >= 0; j--) {
                writeLevel(chunk.levels[j], writer);
            }
        }
    }

    private int count(PriceLadder ladder) {
        long count = 0;
        for (int i = 0; i < ladder.chunkCount(); i++) {
            Chunk chunk = ladder.chunk(i);
            for (int j = 0; j < chunk.size; j++) {
                count += orders.count(chunk.levels[j]);
            }
        }
        return (int) count;
    }

    private void writeLevel(int level, SnapshotWriter writer) throws IOException {
        for (int order = orders.first(level); order != RecordPool.NONE; order = orders.behind(order)) {
            writer.order(
                    orders.get(order, Orders.CLIENT_ID),
                    orders.get(order, Orders.ORDER_ID),
                    orders.get(order, Orders.PRICE_TICKS),
                    orders.get(order, Orders.LEFT_LOTS),
                    orders.get(order, Orders.ARRIVAL));
        }
    }

    /** Reads the orders of a side, which is empty. */
    void readSide(PriceLadder ladder, SnapshotReader reader) throws IOException {
        for (int count = reader.nextSection(); count > 0; count--) {
            reader.nextOrder();
            boolean isNew = orders.find(reader.clientId(), reader.orderId()) == RecordPool.NONE;
            SnapshotReader.check(isNew, "orderId of two orders", reader.orderId());
            orders.rest(
                    ladder,
                    reader.clientId(),
                    reader.orderId(),
                    reader.priceTicks(),
                    reader.leftLots(),
                    reader.arrival());
        }
    }
}
