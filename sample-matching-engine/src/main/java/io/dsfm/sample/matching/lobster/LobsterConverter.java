package io.dsfm.sample.matching.lobster;

import io.dsfm.sample.matching.domain.Cancel;
import io.dsfm.sample.matching.domain.NewOrder;
import io.dsfm.sample.matching.domain.Side;
import io.dsfm.sample.matching.lobster.LobsterBook.Resting;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/** Turns messages and rows into commands, as the package describes. Commands are put at the end of a queue. */
final class LobsterConverter {

    private final int symbolId;
    private final Queue<byte[]> commands;
    private final LobsterBook book = new LobsterBook();
    private long nextOwnId = LobsterMessage.ORDER_ID_END;

    private long unknownOrders;
    private long executedOutOfTurn;
    private long levelsFromRows;

    LobsterConverter(int symbolId, Queue<byte[]> commands) {
        this.symbolId = symbolId;
        this.commands = commands;
    }

    long unknownOrders() {
        return unknownOrders;
    }

    long executedOutOfTurn() {
        return executedOutOfTurn;
    }

    long levelsFromRows() {
        return levelsFromRows;
    }

    /** The book before the first message, from the row after it. */
    void openingBook(LobsterRow firstRow, LobsterMessage firstMessage) {
        for (Side side : Side.values()) {
            Map<Long, Long> lotsByPrice = new LinkedHashMap<>();
            firstRow.levels(side).forEach(level -> lotsByPrice.put(level.priceTicks(), level.lots()));
            boolean changes = firstMessage.type() != LobsterMessage.Type.NO_CHANGE && firstMessage.side() == side;
            if (changes) {
                boolean added = firstMessage.type() == LobsterMessage.Type.NEW;
                lotsByPrice.merge(
                        firstMessage.priceTicks(), added ? -firstMessage.lots() : firstMessage.lots(), Long::sum);
            }
            lotsByPrice.forEach((priceTicks, lots) -> {
                if (lots > 0) {
                    rest(LobsterBook.ANONYMOUS, side, priceTicks, lots);
                }
            });
        }
    }

    void message(LobsterMessage message) {
        switch (message.type()) {
            case NEW -> rest(message.orderId(), message.side(), message.priceTicks(), message.lots());
            case REDUCED, DELETED -> cancel(message);
            case EXECUTED -> execute(message);
            case NO_CHANGE -> {}
        }
    }

    /** Takes over what has come into view between two rows. */
    void view(LobsterRow before, LobsterRow now) {
        for (Side side : Side.values()) {
            if (before.isFull(side)) {
                view(side, before.worstTicks(side), now);
            }
        }
    }

    private void view(Side side, long seenTicks, LobsterRow now) {
        Map<Long, Long> shown = new HashMap<>();
        for (LobsterRow.Level level : now.levels(side)) {
            shown.put(level.priceTicks(), level.lots());
        }
        for (long priceTicks : book.pricesWorseThan(side, seenTicks)) {
            boolean inView = !now.isFull(side) || !LobsterRow.isWorse(side, priceTicks, now.worstTicks(side));
            if (inView && book.lots(side, priceTicks) != shown.getOrDefault(priceTicks, 0L)) {
                for (Resting order : book.at(side, priceTicks)) {
                    cancel(order, order.leftLots);
                }
            } else if (inView) {
                book.doubt(side, priceTicks);
            }
        }
        for (LobsterRow.Level level : now.levels(side)) {
            boolean isNew = LobsterRow.isWorse(side, level.priceTicks(), seenTicks);
            if (isNew && book.lots(side, level.priceTicks()) == 0) {
                levelsFromRows++;
                rest(LobsterBook.ANONYMOUS, side, level.priceTicks(), level.lots());
            }
        }
    }

    private void rest(long lobsterId, Side side, long priceTicks, long lots) {
        // An id that is in use again although its order was not seen to go must not be given twice.
        boolean useId = lobsterId != LobsterBook.ANONYMOUS && book.named(lobsterId) == null;
        long engineId = useId ? lobsterId : nextOwnId++;
        commands.add(NewOrder.limit(symbolId, engineId, side, lots, priceTicks).encode());
        long leftLots = book.take(side.opposite(), priceTicks, lots);
        if (leftLots > 0) {
            book.add(new Resting(engineId, lobsterId, side, priceTicks, leftLots));
        }
    }

    private void cancel(LobsterMessage message) {
        Resting named = book.named(message.orderId());
        if (named != null && !named.isDoubtful) {
            boolean isAll = message.type() == LobsterMessage.Type.DELETED;
            cancel(named, isAll ? named.leftLots : Math.min(message.lots(), named.leftLots));
            return;
        }
        List<Resting> doubtful = book.doubtful(message.side(), message.priceTicks());
        if (named == null && doubtful.isEmpty()) {
            unknownOrders++;
            return;
        }
        long lots = message.lots();
        if (named != null) {
            lots -= cancelUpTo(named, lots);
            if (message.type() == LobsterMessage.Type.DELETED) {
                book.forgetName(named);
            }
        }
        for (Resting order : doubtful) {
            lots -= order == named ? 0 : cancelUpTo(order, lots);
        }
    }

    private long cancelUpTo(Resting order, long lots) {
        long taken = Math.min(lots, order.leftLots);
        if (taken > 0) {
            cancel(order, taken);
        }
        return taken;
    }

    private void cancel(Resting order, long lots) {
        boolean all = lots == order.leftLots;
        commands.add(new Cancel(order.engineId, all ? Cancel.ALL : lots).encode());
        book.reduce(order, lots);
    }

    private void execute(LobsterMessage message) {
        Resting named = book.named(message.orderId());
        Resting first = book.first(message.side(), message.priceTicks());
        boolean isKnown = named != null
                || !book.doubtful(message.side(), message.priceTicks()).isEmpty();
        if (first == null || !isKnown) {
            unknownOrders++;
            return;
        }
        // Of doubtful orders the first may be the one that is meant.
        boolean isInTurn = first == named || first.isDoubtful && (named == null || named.isDoubtful);
        if (!isInTurn) {
            executedOutOfTurn++;
        }
        boolean isExact = isInTurn && message.lots() <= first.leftLots;
        Side taker = message.side().opposite();
        commands.add(NewOrder.ioc(symbolId, nextOwnId++, taker, message.lots(), message.priceTicks())
                .encode());
        book.take(message.side(), message.priceTicks(), message.lots());
        if (!isExact) {
            book.doubt(message.side(), message.priceTicks());
        }
    }
}
