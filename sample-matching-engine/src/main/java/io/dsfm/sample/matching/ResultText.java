package io.dsfm.sample.matching;

import io.dsfm.sample.matching.domain.AddSymbol;
import io.dsfm.sample.matching.domain.Answer;
import io.dsfm.sample.matching.domain.Cancel;
import io.dsfm.sample.matching.domain.CancelScope;
import io.dsfm.sample.matching.domain.Command;
import io.dsfm.sample.matching.domain.CommandType;
import io.dsfm.sample.matching.domain.Configure;
import io.dsfm.sample.matching.domain.Counters;
import io.dsfm.sample.matching.domain.Event;
import io.dsfm.sample.matching.domain.MassCancel;
import io.dsfm.sample.matching.domain.NewOrder;
import io.dsfm.sample.matching.domain.OrderKey;
import io.dsfm.sample.matching.domain.Replace;
import io.dsfm.sample.matching.domain.Reply;
import io.dsfm.sample.matching.domain.Report;
import io.dsfm.sample.matching.domain.SetState;
import io.dsfm.sample.matching.domain.Side;
import io.dsfm.sample.matching.domain.Statistics;
import io.dsfm.sample.matching.domain.SymbolState;
import io.dsfm.sample.matching.domain.SymbolTerms;
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
        if (command instanceof Configure configure) {
            return "configure " + terms(configure);
        }
        if (command instanceof SetState state) {
            return verb(state.state()) + " " + state.symbolId();
        }
        if (command instanceof Replace replace) {
            return "replace " + replace.orderId() + " " + replace.quantityLots() + "@" + replace.priceTicks();
        }
        if (command instanceof MassCancel cancel) {
            return "mass-cancel " + (cancel.scope() == CancelScope.ALL_IN_SYMBOL ? "all" : "own")
                    + (cancel.scope() == CancelScope.OWN ? "" : " " + cancel.symbolId());
        }
        NewOrder order = (NewOrder) command;
        return side(order.side()) + " " + order.symbolId() + " " + order.orderId() + " " + OrderText.terms(order);
    }

    private static String terms(Configure terms) {
        return terms.symbolId() + " step " + terms.stepTicks() + " band " + terms.lowestTicks() + "-"
                + terms.highestTicks() + " feed " + name(terms.feed());
    }

    private static String verb(SymbolState state) {
        return switch (state) {
            case OPEN -> "open";
            case HALTED -> "halt";
            case CLOSED -> "close";
        };
    }

    static String reply(ByteBuffer bytes) {
        Reply reply = Reply.decode(bytes);
        String what = reply.command() == null ? "unknown command" : name(reply.command());
        boolean isOfSymbol = reply.orderId() == 0;
        String subject = isOfSymbol ? " symbol=" + reply.symbolId() : " order=" + reply.orderId();
        if (!reply.isAccepted()) {
            return "rejected " + what + " " + reply.code() + subject;
        }
        boolean cancelsMany = reply.command() == CommandType.MASS_CANCEL || reply.command() == CommandType.SET_STATE;
        if (cancelsMany) {
            String more = reply.restingLots() == 0 ? "" : " more-to-cancel";
            return "accepted " + what + subject + " cancelled-orders=" + reply.cancelledLots() + more;
        }
        String lots = " filled=" + reply.filledLots() + " resting=" + reply.restingLots() + " cancelled="
                + reply.cancelledLots();
        return "accepted " + what + subject + (isOfSymbol ? "" : lots);
    }

    static String event(int type, ByteBuffer bytes) {
        Event event = Event.decode(type, bytes);
        if (event instanceof Event.SymbolAdded added) {
            return "symbol-added " + added.symbolId() + " " + added.name();
        }
        if (event instanceof Event.Accepted accepted) {
            NewOrder order = accepted.order();
            return "accepted " + accepted.clientId() + "/" + order.orderId() + " " + side(order.side()) + " symbol="
                    + order.symbolId() + " " + OrderText.terms(order);
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
        if (event instanceof Event.Rejected rejected) {
            String what = rejected.command() == null ? "unknown command" : name(rejected.command());
            return "rejected " + key(rejected.order()) + " " + what + " " + rejected.code();
        }
        return event instanceof Event.Replaced || event instanceof Event.Triggered
                ? orderEvent(event)
                : symbolEvent(event);
    }

    private static String orderEvent(Event event) {
        if (event instanceof Event.Triggered triggered) {
            return "triggered " + key(triggered.order()) + " " + side(triggered.side()) + " symbol="
                    + triggered.symbolId();
        }
        Event.Replaced replaced = (Event.Replaced) event;
        return "replaced " + key(replaced.order()) + " " + side(replaced.side()) + " symbol=" + replaced.symbolId()
                + " " + replaced.quantityLots() + "@" + replaced.priceTicks()
                + (replaced.keepsPlace() ? " keeps-place" : "");
    }

    private static String symbolEvent(Event event) {
        if (event instanceof Event.StateSet set) {
            return "state-set " + set.symbolId() + " " + name(set.state());
        }
        if (event instanceof Event.Configured configured) {
            return "configured " + terms(configured.terms());
        }
        if (event instanceof Event.Depth depth) {
            return "depth symbol=" + depth.symbolId() + " " + (depth.side() == Side.BUY ? "bid " : "ask ")
                    + level(depth.level());
        }
        Event.TopOfBook top = (Event.TopOfBook) event;
        return "top-of-book symbol=" + top.symbolId() + " bid=" + top.bidLots() + "@" + top.bidTicks() + " ask="
                + top.askLots() + "@" + top.askTicks();
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
                    + order.leftLots() + "@" + order.priceTicks() + OrderText.rest(order);
        }
        if (answer instanceof Report report) {
            return report(report);
        }
        if (answer instanceof Counters counters) {
            return "symbols=" + counters.symbols() + " resting=" + counters.restingOrders() + " accepted="
                    + counters.acceptedOrders() + " trades=" + counters.trades() + " traded-lots="
                    + counters.tradedLots() + " placings=" + counters.placings();
        }
        return "rejected query " + ((Answer.Rejected) answer).code();
    }

    private static void levels(StringBuilder text, String side, List<Answer.Level> levels) {
        for (Answer.Level level : levels) {
            text.append('\n').append(side).append(' ').append(level(level));
        }
    }

    private static String level(Answer.Level level) {
        return level.lots() + "@" + level.priceTicks() + " orders=" + level.orders();
    }

    private static String report(Report report) {
        SymbolTerms terms = report.terms();
        Statistics traded = report.statistics();
        return "symbol " + report.symbolId() + " " + report.name() + " " + name(terms.state())
                + "\nterms step=" + terms.stepTicks() + " band=" + terms.lowestTicks() + "-" + terms.highestTicks()
                + " feed=" + name(terms.feed())
                + "\ntraded trades=" + traded.trades() + " lots=" + traded.tradedLots() + " first="
                + traded.firstTicks() + " last=" + traded.lastTicks() + " high=" + traded.highTicks() + " low="
                + traded.lowTicks()
                + "\nbids orders=" + report.bids() + " best " + level(report.bestBid())
                + "\nasks orders=" + report.asks() + " best " + level(report.bestAsk())
                + "\nwaiting buys=" + report.waitingBuys() + " sells=" + report.waitingSells();
    }

    private static String side(Side side) {
        return side == Side.BUY ? "buy" : "sell";
    }

    private static String key(OrderKey key) {
        return key.clientId() + "/" + key.orderId();
    }

    /** A constant in lower case, by no locale. */
    static String name(Enum<?> constant) {
        StringBuilder name = new StringBuilder();
        for (char c : constant.name().toCharArray()) {
            name.append(c == '_' ? '-' : (char) (c + ('a' - 'A')));
        }
        return name.toString();
    }
}
