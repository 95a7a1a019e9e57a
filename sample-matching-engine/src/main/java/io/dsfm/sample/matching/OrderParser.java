package io.dsfm.sample.matching;

import io.dsfm.sample.matching.domain.Limits;
import io.dsfm.sample.matching.domain.NewOrder;
import io.dsfm.sample.matching.domain.OrderType;
import io.dsfm.sample.matching.domain.SelfTrade;
import io.dsfm.sample.matching.domain.Side;
import io.dsfm.sample.matching.domain.TimeInForce;

/** Reads what follows {@code buy} or {@code sell}: symbol, order, quantity and price, and then terms in any order. */
final class OrderParser {

    private static final String TERMS =
            "ioc, fok, post-only, stop PRICE, display LOTS, until NANOS, cancel-oldest or cancel-newest";

    private OrderParser() {}

    static NewOrder parse(Words words, Side side) {
        int symbolId = words.symbolId();
        long orderId = words.orderId();
        String size = words.word("LOTS@PRICE, or LOTS market");
        int at = size.indexOf('@');
        NewOrder order;
        if (at < 0) {
            requireMarket(words, size);
            order = NewOrder.market(symbolId, orderId, side, Words.lots(size));
        } else {
            long lots = Words.lots(size.substring(0, at));
            order = NewOrder.limit(symbolId, orderId, side, lots, Words.priceTicks(size.substring(at + 1)));
        }
        while (words.hasMore()) {
            order = term(words, order);
        }
        return order;
    }

    private static void requireMarket(Words words, String after) {
        String word = words.word("market");
        if (!word.equals("market")) {
            throw new IllegalArgumentException(
                    "not accepted after '" + after + "': word='" + word + "', accepted: market");
        }
    }

    private static NewOrder term(Words words, NewOrder order) {
        String word = words.word("a term");
        return switch (word) {
            case "ioc" -> order.withTimeInForce(TimeInForce.IOC, NewOrder.NO_DEADLINE);
            case "fok" -> order.withTimeInForce(TimeInForce.FOK, NewOrder.NO_DEADLINE);
            case "post-only" -> order.withType(OrderType.POST_ONLY, NewOrder.NO_PRICE);
            case "stop" -> stop(order, Words.priceTicks(words.word("stop price")));
            case "display" -> order.withDisplay(Words.lots(words.word("displayed lots")));
            case "until" -> order.until(Words.number(words.word("nanoseconds"), "deadline", 1, Long.MAX_VALUE));
            case "cancel-oldest" -> order.withSelfTrade(SelfTrade.CANCEL_OLDEST);
            case "cancel-newest" -> order.withSelfTrade(SelfTrade.CANCEL_NEWEST);
            default ->
                throw new IllegalArgumentException("not a term of an order: word='" + word + "', accepted: " + TERMS
                        + "; prices are 1 to " + Limits.MAX_PRICE_TICKS);
        };
    }

    /** A market order that waits is one that rests, until its stop price is reached. */
    private static NewOrder stop(NewOrder order, long stopPriceTicks) {
        if (order.type().hasPrice()) {
            return order.withType(OrderType.STOP_LIMIT, stopPriceTicks);
        }
        NewOrder stop = order.withType(OrderType.STOP, stopPriceTicks);
        return stop.timeInForce() == TimeInForce.IOC
                ? stop.withTimeInForce(TimeInForce.DAY, NewOrder.NO_DEADLINE)
                : stop;
    }
}
