package io.dsfm.sample.matching.ladder;

import io.dsfm.sample.matching.domain.Cancel;
import io.dsfm.sample.matching.domain.CancelReason;
import io.dsfm.sample.matching.domain.CancelScope;
import io.dsfm.sample.matching.domain.CommandDecoder;
import io.dsfm.sample.matching.domain.Limits;
import io.dsfm.sample.matching.domain.RejectCode;
import io.dsfm.sample.matching.domain.ResultPublisher;

/** Executes what takes orders away without a trade: cancellations of one or many, and closing. */
final class Cancellations {

    private final State state;
    private final CommandDecoder command;
    private final ResultPublisher results;
    private final Effects effects;

    /* The mass cancellation under way. */
    private CancelReason reason = CancelReason.MASS_CANCEL;
    /** Whether only {@link #owner}'s orders are concerned. */
    private boolean isOwn;

    private long owner;
    private int cancelled;
    private boolean hasMore;

    Cancellations(State state, CommandDecoder command, ResultPublisher results, Effects effects) {
        this.state = state;
        this.command = command;
        this.results = results;
        this.effects = effects;
    }

    RejectCode cancel(long clientId) {
        Orders orders = state.orders;
        OrderRecords records = state.records;
        int order = orders.find(clientId, command.orderId());
        if (order == RecordPool.NONE) {
            return RejectCode.UNKNOWN_ORDER;
        }
        PriceLadder ladder = orders.ladderOf(order);
        long takenLots = records.leftLots(order);
        if (command.quantityLots() != Cancel.ALL) {
            takenLots = Math.min(takenLots, command.quantityLots());
        }
        long leftLots = records.leftLots(order) - takenLots;
        if (leftLots == 0) {
            effects.cancelWhole(order, CancelReason.CLIENT);
        } else {
            orders.change(order, leftLots, Math.min(records.shownLots(order), leftLots));
            results.order(clientId, command.orderId(), ladder.symbolId(), ladder.side())
                    .cancelled(CancelReason.CLIENT, takenLots, leftLots);
        }
        effects.reply(ladder.symbolId(), 0, leftLots, takenLots);
        return RejectCode.NONE;
    }

    RejectCode massCancel(long clientId) {
        begin(CancelReason.MASS_CANCEL, command.scope() != CancelScope.ALL_IN_SYMBOL, clientId);
        if (command.scope() == CancelScope.OWN) {
            for (int i = 0; i < state.books.count() && !hasMore; i++) {
                cancelBook(state.books.at(i));
            }
        } else {
            Book book = state.books.find(command.symbolId());
            if (book == null) {
                return RejectCode.UNKNOWN_SYMBOL;
            }
            cancelBook(book);
        }
        effects.reply(command.symbolId(), 0, hasMore ? 1 : 0, cancelled);
        return RejectCode.NONE;
    }

    /** Takes one step of closing a symbol. */
    void close(Book book, long nowNanos) {
        begin(CancelReason.SYMBOL_CLOSED, false, 0);
        cancelBook(book);
        if (hasMore) {
            results.scheduleTimer(-book.symbolId, nowNanos);
        }
    }

    /** How many orders the last mass cancellation, or step of closing, has cancelled. */
    int cancelled() {
        return cancelled;
    }

    /** Whether it has left any. */
    boolean hasMore() {
        return hasMore;
    }

    private void begin(CancelReason why, boolean ownOnly, long clientId) {
        reason = why;
        isOwn = ownOnly;
        owner = clientId;
        cancelled = 0;
        hasMore = false;
    }

    private void cancelBook(Book book) {
        for (int section = 0; section < Levels.LADDERS && !hasMore; section++) {
            PriceLadder ladder = book.ladder(section);
            // By the key, since the level may go, and other levels may be moved.
            for (long key = ladder.bestKey(); ladder.orderCount() > 0 && key != Long.MIN_VALUE && !hasMore; ) {
                cancelLevel(ladder.find(key));
                key = ladder.keyBelow(key);
            }
        }
    }

    private void cancelLevel(int level) {
        int order = state.levels.first(level);
        while (order != RecordPool.NONE && !hasMore) {
            int behind = state.records.behind(order);
            if (!isOwn || state.records.get(order, OrderRecords.CLIENT_ID) == owner) {
                if (cancelled == Limits.MAX_CANCELS_PER_INPUT) {
                    hasMore = true;
                } else {
                    effects.cancelWhole(order, reason);
                    cancelled++;
                }
            }
            order = behind;
        }
    }
}
