package io.dsfm.sample.matching;

import io.dsfm.sample.matching.domain.AddSymbol;
import io.dsfm.sample.matching.domain.Answer;
import io.dsfm.sample.matching.domain.Cancel;
import io.dsfm.sample.matching.domain.Command;
import io.dsfm.sample.matching.domain.Counters;
import io.dsfm.sample.matching.domain.Event;
import io.dsfm.sample.matching.domain.NewOrder;
import io.dsfm.sample.matching.domain.OrderKey;
import io.dsfm.sample.matching.domain.OrderType;
import io.dsfm.sample.matching.domain.Reply;
import io.dsfm.sample.matching.domain.Side;
import io.dsfm.sample.matching.domain.TimeInForce;
import java.nio.ByteBuffer;
import java.util.List;

/** Commands, replies, events and answers as text. An order is shown as {@code client/order}. */
final class ResultText {

    private ResultText() {}

    static String command(Command command) {
        if (command instanceof AddSymbol symbol) {
            return "add-symbol " + symbol.symbolId() + " " + symbol.name();
        }
        if (command instanceof Cancel cancel) {
            String lots = cancel.quantityLots() == Cancel.ALL ? "" : " " + cancel.quantityLots();
            return "cancel " + cancel.orderId() + lots;
        }
        NewOrder order = (NewOrder) command;
        return side(order.side()) + " " + order.symbolId() + " " + order.orderId() + " " + terms(order);
    }

    private static String terms(NewOrder order) {
        if (order.type() == OrderType.MARKET) {
            return order.quantityLots() + " market";
        }
        String terms = order.quantityLots() + "@" + order.priceTicks();
        return order.timeInForce() == TimeInForce.IOC ? terms + " ioc" : terms;
    }

    static String reply(ByteBuffer bytes) {
        Reply reply = Reply.decode(bytes);
        String what = reply.command() == null ? "unknown command" : name(reply.command());
        if (!reply.isAccepted()) {
            return "rejected " + what + " " + reply.code() + " order=" + reply.orderId();
        }
        String subject = reply.orderId() == 0 ? " symbol=" + reply.symbolId() : " order=" + reply.orderId();
        String lots = " filled=" + reply.filledLots() + " resting=" + reply.restingLots() + " cancelled="
                + reply.cancelledLots();
        return "accepted " + what + subject + (reply.orderId() == 0 ? "" : lots);
    }

    static String event(int type, ByteBuffer bytes) {
        Event event = Event.decode(type, bytes);
        if (event instanceof Event.SymbolAdded added) {
            return "symbol-added " + added.symbolId() + " " + added.name();
        }
        if (event instanceof Event.Accepted accepted) {
            NewOrder order = accepted.order();
            return "accepted " + accepted.clientId() + "/" + order.orderId() + " " + side(order.side()) + " symbol="
                    + order.symbolId() + " " + terms(order);
        }
        if (event instanceof Event.Filled filled) {
            return "filled #" + filled.tradeNumber() + " " + filled.lots() + "@" + filled.priceTicks() + " symbol="
                    + filled.symbolId() + " maker=" + key(filled.maker()) + " left=" + filled.makerLeftLots()
                    + " taker=" + key(filled.taker()) + " " + side(filled.takerSide());
        }
        if (event instanceof Event.Cancelled cancelled) {
            return "cancelled " + key(cancelled.order()) + " " + side(cancelled.side()) + " symbol="
                    + cancelled.symbolId() + " lots=" + cancelled.takenLots() + " left=" + cancelled.leftLots() + " "
                    + name(cancelled.reason());
        }
        Event.Rejected rejected = (Event.Rejected) event;
        String what = rejected.command() == null ? "unknown command" : name(rejected.command());
        return "rejected " + key(rejected.order()) + " " + what + " " + rejected.code();
    }

    static String answer(ByteBuffer bytes) {
        Answer answer = Answer.decode(bytes);
        if (answer instanceof Answer.Depth depth) {
            StringBuilder text = new StringBuilder("symbol " + depth.symbolId());
            levels(text, "bid", depth.bids());
            levels(text, "ask", depth.asks());
            return text.toString();
        }
        if (answer instanceof Answer.Order order) {
            return "order " + key(order.key()) + " " + side(order.side()) + " symbol=" + order.symbolId() + " "
                    + order.leftLots() + "@" + order.priceTicks();
        }
        if (answer instanceof Counters counters) {
            return "symbols=" + counters.symbols() + " resting=" + counters.restingOrders() + " accepted="
                    + counters.acceptedOrders() + " trades=" + counters.trades() + " traded-lots="
                    + counters.tradedLots();
        }
        return "rejected query " + ((Answer.Rejected) answer).code();
    }

    private static void levels(StringBuilder text, String side, List<Answer.Level> levels) {
        for (Answer.Level level : levels) {
            text.append('\n')
                    .append(side)
                    .append(' ')
                    .append(level.lots())
                    .append('@')
                    .append(level.priceTicks());
            text.append(" orders=").append(level.orders());
        }
    }

    private static String side(Side side) {
        return side == Side.BUY ? "buy" : "sell";
    }

    private static String key(OrderKey key) {
        return key.clientId() + "/" + key.orderId();
    }

    /** A constant in lower case, by no locale. */
    private static String name(Enum<?> constant) {
        StringBuilder name = new StringBuilder();
        for (char c : constant.name().toCharArray()) {
            name.append(c == '_' ? '-' : (char) (c + ('a' - 'A')));
        }
        return name.toString();
    }
}
