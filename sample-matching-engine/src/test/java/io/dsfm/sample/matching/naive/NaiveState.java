package io.dsfm.sample.matching.naive;

import io.dsfm.sample.matching.domain.Counters;
import io.dsfm.sample.matching.domain.OrderKey;
import io.dsfm.sample.matching.domain.StateDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** All there is. */
final class NaiveState {

    final TreeMap<Integer, NaiveSymbol> symbols = new TreeMap<>();
    long acceptedOrders;
    long trades;
    long tradedLots;
    long placings;

    void clear() {
        symbols.clear();
        acceptedOrders = 0;
        trades = 0;
        tradedLots = 0;
        placings = 0;
    }

    List<NaiveOrder> orders() {
        List<NaiveOrder> all = new ArrayList<>();
        symbols.values().forEach(symbol -> all.addAll(symbol.orders));
        return all;
    }

    Optional<NaiveOrder> order(OrderKey key) {
        return orders().stream().filter(order -> order.key.equals(key)).findFirst();
    }

    Optional<NaiveOrder> orderOfTimer(long timerId) {
        return orders().stream().filter(order -> order.timerId == timerId).findFirst();
    }

    Counters counters() {
        return new Counters(symbols.size(), orders().size(), acceptedOrders, trades, tradedLots, placings);
    }

    long digest() {
        StateDigest digest = new StateDigest();
        symbols.values().forEach(symbol -> digest.addSymbol(symbol.digest()));
        orders().forEach(order -> digest.add(order.digest()));
        return digest.value(counters());
    }
}
