package io.dsfm.sample.matching;

import io.dsfm.sample.matching.domain.Answer;
import io.dsfm.sample.matching.domain.NewOrder;
import io.dsfm.sample.matching.domain.OrderFlags;
import io.dsfm.sample.matching.domain.OrderType;
import io.dsfm.sample.matching.domain.SelfTrade;
import io.dsfm.sample.matching.domain.TimeInForce;

/** The terms of orders as text, in the words that {@link OrderParser} reads. */
final class OrderText {

    private OrderText() {}

    static String terms(NewOrder order) {
        StringBuilder text = new StringBuilder().append(order.quantityLots());
        if (order.type().hasPrice()) {
            text.append('@').append(order.priceTicks());
        } else {
            text.append(" market");
        }
        if (order.type() == OrderType.POST_ONLY) {
            text.append(" post-only");
        }
        boolean isSaid = order.timeInForce() == TimeInForce.FOK
                || order.timeInForce() == TimeInForce.IOC && order.type() != OrderType.MARKET;
        if (isSaid) {
            text.append(' ').append(ResultText.name(order.timeInForce()));
        }
        append(text, " stop ", order.stopPriceTicks());
        append(text, " display ", order.displayLots());
        append(text, " until ", order.deadlineNanos());
        appendSelfTrade(text, order.selfTrade());
        return text.toString();
    }

    /** What is to be said of an order beside its price and lots. */
    static String rest(Answer.Order order) {
        StringBuilder text = new StringBuilder();
        append(text, " waits-for=", order.stopPriceTicks());
        if (order.displayLots() != NewOrder.DISPLAY_ALL) {
            text.append(" shown=").append(order.shownLots());
        }
        append(text, " display=", order.displayLots());
        append(text, " until=", order.deadlineNanos());
        appendSelfTrade(text, OrderFlags.selfTrade(order.flags()));
        return text.append(OrderFlags.isPostOnly(order.flags()) ? " post-only" : "")
                .toString();
    }

    private static void append(StringBuilder text, String word, long value) {
        if (value != 0) {
            text.append(word).append(value);
        }
    }

    private static void appendSelfTrade(StringBuilder text, SelfTrade selfTrade) {
        if (selfTrade != SelfTrade.ALLOWED) {
            text.append(' ').append(ResultText.name(selfTrade));
        }
    }
}
