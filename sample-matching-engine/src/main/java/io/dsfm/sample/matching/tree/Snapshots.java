package io.dsfm.sample.matching.tree;

import io.dsfm.sample.matching.domain.OrderKey;
import io.dsfm.sample.matching.domain.SnapshotReader;
import io.dsfm.sample.matching.domain.SnapshotWriter;
import java.io.IOException;

/** Writes and reads what the snapshot holds of one symbol. */
final class Snapshots {

    private Snapshots() {}

    static void write(Book book, SnapshotWriter writer) throws IOException {
        writer.symbol(book.symbolId, book.name, book.terms, book.statistics);
        for (Queues queues : book.inCanonicalOrder()) {
            writer.section(queues.orders());
            for (Order order : queues.inOrder(queues.orders())) {
                boolean showsLess = order.displayLots > 0 && !order.isWaiting();
                writer.extension(
                        order.flags(),
                        order.stopPriceTicks,
                        order.displayLots,
                        showsLess ? order.shownLots : 0,
                        order.deadlineNanos,
                        order.timerId);
                writer.order(
                        order.key.clientId(), order.key.orderId(), order.priceTicks, order.leftLots, order.arrival);
            }
        }
    }

    /** Reads the orders of the symbol last read. */
    static void readOrders(Book book, SnapshotReader reader, Orders orders) throws IOException {
        int sections = book.inCanonicalOrder().size();
        for (int section = 0; section < sections; section++) {
            for (int count = reader.nextSection(); count > 0; count--) {
                reader.nextOrder();
                OrderKey key = new OrderKey(reader.clientId(), reader.orderId());
                SnapshotReader.check(orders.find(key) == null, "orderId of two orders", key.orderId());
                boolean isNewTimer = reader.timerId() == 0 || orders.ofTimer(reader.timerId()) == null;
                SnapshotReader.check(isNewTimer, "timerId of two orders", reader.timerId());
                orders.insert(order(key, book, reader));
            }
        }
    }

    private static Order order(OrderKey key, Book book, SnapshotReader reader) {
        Order order = new Order(
                key,
                book,
                reader.side(),
                reader.priceTicks(),
                reader.flags(),
                reader.displayLots(),
                reader.deadlineNanos(),
                reader.timerId());
        order.stopPriceTicks = reader.stopPriceTicks();
        order.arrival = reader.arrival();
        order.leftLots = reader.leftLots();
        boolean showsAll = order.displayLots == 0 && !order.isWaiting();
        order.shownLots = showsAll ? order.leftLots : reader.shownLots();
        return order;
    }
}
