package io.dsfm.sample.matching.naive;

import io.dsfm.sample.matching.MatchingApplication;
import io.dsfm.sample.matching.domain.Counters;
import io.dsfm.sample.matching.domain.OrderFlags;
import io.dsfm.sample.matching.domain.OrderKey;
import io.dsfm.sample.matching.domain.SnapshotReader;
import io.dsfm.sample.matching.domain.SnapshotWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Writes and reads snapshots. */
final class NaiveSnapshots {

    private static final int SECTIONS = 4;

    private NaiveSnapshots() {}

    static void write(NaiveState state, OutputStream out) throws IOException {
        SnapshotWriter writer = new SnapshotWriter(out);
        writer.header(MatchingApplication.SPECIFICATION_VERSION, state.counters());
        for (NaiveSymbol symbol : state.symbols.values()) {
            writer.symbol(symbol.symbolId, symbol.name, symbol.terms, symbol.statistics);
            for (List<NaiveOrder> section : symbol.sections()) {
                writer.section(section.size());
                for (NaiveOrder order : section) {
                    write(order, writer);
                }
            }
        }
        writer.end(state.digest());
    }

    private static void write(NaiveOrder order, SnapshotWriter writer) throws IOException {
        writer.extension(
                order.flags(),
                order.stopPriceTicks,
                order.displayLots,
                order.isIceberg() ? order.shown() : 0,
                order.deadlineNanos,
                order.timerId);
        writer.order(order.key.clientId(), order.key.orderId(), order.priceTicks, order.leftLots, order.arrival);
    }

    static void read(NaiveState state, InputStream in, int maxRestingOrders) throws IOException {
        state.clear();
        SnapshotReader reader = new SnapshotReader(in);
        Counters counters = reader.header(MatchingApplication.SPECIFICATION_VERSION, maxRestingOrders);
        state.acceptedOrders = counters.acceptedOrders();
        state.trades = counters.trades();
        state.tradedLots = counters.tradedLots();
        state.placings = counters.placings();
        for (int i = 0; i < counters.symbols(); i++) {
            reader.nextSymbol();
            NaiveSymbol symbol = new NaiveSymbol(reader.symbolId(), reader.symbolName());
            symbol.terms = reader.terms();
            symbol.statistics = reader.symbolStatistics();
            state.symbols.put(symbol.symbolId, symbol);
            for (int section = 0; section < SECTIONS; section++) {
                for (int orders = reader.nextSection(); orders > 0; orders--) {
                    reader.nextOrder();
                    symbol.orders.add(order(reader));
                }
            }
        }
        requireUnique(state);
        reader.end(state.digest());
    }

    private static NaiveOrder order(SnapshotReader reader) {
        NaiveOrder order = new NaiveOrder(
                new OrderKey(reader.clientId(), reader.orderId()),
                reader.symbolId(),
                reader.side(),
                OrderFlags.selfTrade(reader.flags()),
                OrderFlags.isPostOnly(reader.flags()),
                reader.displayLots(),
                reader.deadlineNanos(),
                reader.timerId());
        order.priceTicks = reader.priceTicks();
        order.stopPriceTicks = reader.stopPriceTicks();
        order.leftLots = reader.leftLots();
        order.shownLots = reader.shownLots();
        order.arrival = reader.arrival();
        return order;
    }

    private static void requireUnique(NaiveState state) throws IOException {
        Set<OrderKey> keys = new HashSet<>();
        Set<Long> timers = new HashSet<>();
        for (NaiveOrder order : state.orders()) {
            SnapshotReader.check(keys.add(order.key), "order, there twice", order.key.orderId());
            SnapshotReader.check(
                    order.timerId == 0 || timers.add(order.timerId), "timerId, there twice", order.timerId);
        }
    }
}
