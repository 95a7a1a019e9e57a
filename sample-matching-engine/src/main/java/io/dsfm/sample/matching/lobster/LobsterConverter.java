package io.dsfm.sample.matching.lobster;

import io.dsfm.sample.matching.domain.Cancel;
import io.dsfm.sample.matching.domain.NewOrder;
import io.dsfm.sample.matching.domain.Side;
import io.dsfm.sample.matching.lobster.LobsterBook.Resting;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** Turns messages and rows into commands, as the package describes. Commands are put at the end of a queue. */
final class LobsterConverter {

    private final int symbolId;
    private final Queue<byte[]> commands;
    private final LobsterBook book = new LobsterBook();
    private final ToldOrders told = new ToldOrders();
    /** Orders of the file that an engine would match at once, while its rows show them unmatched. */
    private final List<Resting> heldBack = new ArrayList<>();

    private boolean isCrossed;
    private long nextOwnId = LobsterMessage.ORDER_ID_END;

    private long unknownOrders;
    private long executedOutOfTurn;
    private long levelsFromRows;
    private long tradedAtOnce;

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

    /** How many new orders traded at once in a book that the file shows uncrossed. */
    long tradedAtOnce() {
        return tradedAtOnce;
    }

    /** How many orders are held back now. */
    int heldBack() {
        return heldBack.size();
    }

    /** The book before the first message, from the row after it. */
    void openingBook(LobsterRow firstRow, LobsterMessage firstMessage) {
        isCrossed = firstRow.isCrossed();
        for (Side side : Side.values()) {
            Map<Long, Long> lotsByPrice = new LinkedHashMap<>();
            firstRow.levels(side).forEach(level -> lotsByPrice.put(level.priceTicks(), level.lots()));
            boolean changes = firstMessage.type() != LobsterMessage.Type.NO_CHANGE
                    && firstMessage.side() == side
                    && !firstRow.hasTradedElsewhere(firstMessage);
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

    /** Takes a message, with the rows before it and after it, if there are any. */
    void message(LobsterMessage message, @Nullable LobsterRow before, @Nullable LobsterRow now) {
        isCrossed = now != null && now.isCrossed();
        switch (message.type()) {
            case NEW -> rest(message.orderId(), message.side(), message.priceTicks(), message.lots());
            case REDUCED, DELETED -> {
                if (!reduceHeld(message)) {
                    cancel(message, message.priceTicks());
                }
            }
            case EXECUTED -> {
                if (!reduceHeld(message)) {
                    execute(message, before, now);
                }
            }
            case NO_CHANGE -> {}
        }
        told.onMessage(message);
        if (!isCrossed && !heldBack.isEmpty()) {
            heldBack.forEach(this::submit);
            heldBack.clear();
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
            if (isNew && book.lots(side, level.priceTicks()) == 0 && !isHeldAt(side, level.priceTicks())) {
                levelsFromRows++;
                rest(LobsterBook.ANONYMOUS, side, level.priceTicks(), level.lots());
            }
        }
    }

    private void rest(long lobsterId, Side side, long priceTicks, long lots) {
        // An id that is in use again although its order was not seen to go must not be given twice.
        boolean useId = lobsterId != LobsterBook.ANONYMOUS && book.named(lobsterId) == null && !isHeld(lobsterId);
        long engineId = useId ? lobsterId : nextOwnId++;
        Resting order = new Resting(engineId, lobsterId, side, priceTicks, lots);
        if (isCrossed && book.crosses(side, priceTicks)) {
            heldBack.add(order);
        } else {
            submit(order);
        }
    }

    private void submit(Resting order) {
        commands.add(NewOrder.limit(symbolId, order.engineId, order.side, order.leftLots, order.priceTicks)
                .encode());
        long lots = order.leftLots;
        order.leftLots = book.take(order.side.opposite(), order.priceTicks, lots);
        if (order.leftLots < lots) {
            tradedAtOnce++;
        }
        if (order.leftLots > 0) {
            book.add(order);
        }
    }

    private boolean isHeldAt(Side side, long priceTicks) {
        return heldBack.stream().anyMatch(order -> order.side == side && order.priceTicks == priceTicks);
    }

    private boolean isHeld(long lobsterId) {
        return heldBack.stream().anyMatch(order -> order.lobsterId == lobsterId);
    }

    /** Takes lots from an order that is held back, if the message is about one. */
    private boolean reduceHeld(LobsterMessage message) {
        long id = message.orderId();
        boolean isNamed = isHeld(id) && id != LobsterBook.ANONYMOUS;
        if (!isNamed && book.named(id) != null) {
            return false;
        }
        for (Resting order : heldBack) {
            boolean isMeant = isNamed
                    ? order.lobsterId == id
                    : order.isAnonymous() && order.side == message.side() && order.priceTicks == message.priceTicks();
            if (isMeant) {
                boolean isAll = isNamed && message.type() == LobsterMessage.Type.DELETED;
                order.leftLots -= isAll ? order.leftLots : Math.min(message.lots(), order.leftLots);
                heldBack.removeIf(held -> held.leftLots == 0);
                return true;
            }
        }
        return false;
    }

    private void cancel(LobsterMessage message, long priceTicks) {
        Resting named = book.named(message.orderId());
        if (named != null && !named.isDoubtful) {
            boolean isAll = message.type() == LobsterMessage.Type.DELETED;
            cancel(named, isAll ? named.leftLots : Math.min(message.lots(), named.leftLots));
            return;
        }
        List<Resting> doubtful = book.doubtful(message.side(), priceTicks);
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

    private void execute(LobsterMessage message, @Nullable LobsterRow before, @Nullable LobsterRow now) {
        Resting named = book.named(message.orderId());
        long shrunkTicks = ToldOrders.NO_PRICE;
        long priceTicks = named != null ? named.priceTicks : told.priceTicks(message.orderId());
        boolean isNamed = priceTicks != ToldOrders.NO_PRICE;
        if (!isNamed && before != null && now != null) {
            shrunkTicks = now.shrunkTicks(before, message);
            priceTicks = shrunkTicks;
        }
        // An order can trade at another price than its own, as in a cross; its lots go where it rests.
        priceTicks = priceTicks == ToldOrders.NO_PRICE ? message.priceTicks() : priceTicks;
        Resting first = book.first(message.side(), priceTicks);
        boolean isKnown = isNamed
                || shrunkTicks != ToldOrders.NO_PRICE
                || !book.doubtful(message.side(), priceTicks).isEmpty();
        if (first == null || !isKnown) {
            unknownOrders++;
            return;
        }
        if (!book.isBest(message.side(), priceTicks)) {
            // An incoming order would trade with the better level instead.
            executedOutOfTurn++;
            if (named == null && book.doubtful(message.side(), priceTicks).isEmpty()) {
                book.doubt(message.side(), priceTicks);
            }
            cancel(message, priceTicks);
            return;
        }
        // Of doubtful orders the first may be the one that is meant.
        boolean isInTurn = first == named || first.isDoubtful && (named == null || named.isDoubtful);
        if (!isInTurn) {
            executedOutOfTurn++;
        }
        boolean isExact = isInTurn && message.lots() <= first.leftLots;
        Side taker = message.side().opposite();
        commands.add(NewOrder.ioc(symbolId, nextOwnId++, taker, message.lots(), priceTicks)
                .encode());
        book.take(message.side(), priceTicks, message.lots());
        if (!isExact) {
            book.doubt(message.side(), priceTicks);
        }
    }
}
