package io.dsfm.sample.matching.ladder;

import io.dsfm.sample.matching.MatchingApplication;
import io.dsfm.sample.matching.domain.Counters;
import io.dsfm.sample.matching.domain.SnapshotReader;
import io.dsfm.sample.matching.domain.SnapshotWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Writes and reads the whole state. Off the hot path: allocates. */
record Snapshots(State state) {

    void write(OutputStream out) throws IOException {
        SnapshotWriter writer = new SnapshotWriter(out);
        writer.header(MatchingApplication.SPECIFICATION_VERSION, state.counters());
        for (int i = 0; i < state.books.count(); i++) {
            Book book = state.books.at(i);
            writer.symbol(book.symbolId, book.name, book.terms(), book.statistics());
            for (int section = 0; section < Levels.LADDERS; section++) {
                writeSection(book.ladder(section), writer);
            }
        }
        writer.end(state.digest());
    }

    private void writeSection(PriceLadder ladder, SnapshotWriter writer) throws IOException {
        writer.section(ladder.orderCount());
        for (int i = ladder.chunkCount() - 1; i >= 0; i--) {
            Chunk chunk = ladder.chunk(i);
            for (int j = chunk.size - 1; j >= 0; j--) {
                writeLevel(chunk.levels[j], writer);
            }
        }
    }

    private void writeLevel(int level, SnapshotWriter writer) throws IOException {
        Orders orders = state.orders;
        Incoming order = new Incoming();
        for (int handle = state.levels.first(level); handle != RecordPool.NONE; handle = state.records.behind(handle)) {
            orders.load(handle, order);
            writer.extension(
                    order.flags,
                    order.stopPriceTicks,
                    order.displayLots,
                    order.shownLots,
                    order.deadlineNanos,
                    order.timerId);
            writer.order(order.clientId, order.orderId, order.priceTicks, order.leftLots, order.arrival);
        }
    }

    /** Replaces the state. */
    void read(InputStream in, int maxOrders) throws IOException {
        state.clear();
        SnapshotReader reader = new SnapshotReader(in);
        Counters counters = reader.header(MatchingApplication.SPECIFICATION_VERSION, maxOrders);
        state.counters(counters);
        for (int i = 0; i < counters.symbols(); i++) {
            reader.nextSymbol();
            Book book = state.addBook(reader.symbolId(), reader.symbolName());
            book.statistics(reader.symbolStatistics());
            for (int section = 0; section < Levels.LADDERS; section++) {
                readSection(book.ladder(section), reader);
            }
            // After the orders, since the feed begins with the terms.
            book.terms(reader.terms());
            state.afterChange(book);
        }
        reader.end(state.digest());
    }

    private void readSection(PriceLadder ladder, SnapshotReader reader) throws IOException {
        Incoming order = new Incoming();
        for (int count = reader.nextSection(); count > 0; count--) {
            reader.nextOrder();
            boolean isNew = state.orders.find(reader.clientId(), reader.orderId()) == RecordPool.NONE;
            SnapshotReader.check(isNew, "orderId of two orders", reader.orderId());
            boolean isNewTimer = reader.timerId() == 0 || state.orders.findTimer(reader.timerId()) == RecordPool.NONE;
            SnapshotReader.check(isNewTimer, "timerId of two orders", reader.timerId());
            order.takeRestored(reader);
            state.orders.add(ladder, order);
        }
    }
}
