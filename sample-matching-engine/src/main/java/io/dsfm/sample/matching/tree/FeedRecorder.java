package io.dsfm.sample.matching.tree;

import io.dsfm.sample.matching.domain.Answer;
import io.dsfm.sample.matching.domain.Feed;
import io.dsfm.sample.matching.domain.ResultPublisher;
import io.dsfm.sample.matching.domain.Side;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;

/** Remembers what an input is about to change in the books, so that the difference can be told at its end. */
final class FeedRecorder {

    private final SortedMap<Integer, Before> changes = new TreeMap<>();

    /** The given order is about to come into its book, to change there, or to go. */
    void beforeChange(Order order) {
        Book book = order.book;
        if (book.terms.feed() != Feed.NONE && !order.isWaiting()) {
            changes.computeIfAbsent(book.symbolId, id -> new Before(book)).level(order.side, order.priceTicks);
        }
    }

    /** Forgets what was to be told. */
    void forget() {
        changes.clear();
    }

    /** Tells of all books that have changed, and forgets. */
    void publish(ResultPublisher results) {
        for (Before before : changes.values()) {
            if (before.book.terms.feed() == Feed.DEPTH) {
                before.publishDepth(results, Side.BUY);
                before.publishDepth(results, Side.SELL);
            }
            before.publishTop(results);
        }
        forget();
    }

    /** What was in a book before the input: its best, and the levels that the input has touched. */
    private static final class Before {

        private final Book book;
        private final Answer.Level bestBid;
        private final Answer.Level bestAsk;
        private final SortedMap<Long, Answer.Level> bids = new TreeMap<>(Comparator.reverseOrder());
        private final SortedMap<Long, Answer.Level> asks = new TreeMap<>();

        Before(Book book) {
            this.book = book;
            this.bestBid = book.bids.best();
            this.bestAsk = book.asks.best();
        }

        void level(Side side, long priceTicks) {
            levels(side).computeIfAbsent(priceTicks, book.side(side)::summary);
        }

        private SortedMap<Long, Answer.Level> levels(Side side) {
            return side == Side.BUY ? bids : asks;
        }

        void publishDepth(ResultPublisher results, Side side) {
            for (Answer.Level before : levels(side).values()) {
                Answer.Level now = book.side(side).summary(before.priceTicks());
                if (!now.equals(before)) {
                    results.depth(book.symbolId, side, now.priceTicks(), now.lots(), (int) now.orders());
                }
            }
        }

        void publishTop(ResultPublisher results) {
            Answer.Level bid = book.bids.best();
            Answer.Level ask = book.asks.best();
            if (isOther(bid, bestBid) || isOther(ask, bestAsk)) {
                results.topOfBook(book.symbolId, bid.priceTicks(), bid.lots(), ask.priceTicks(), ask.lots());
            }
        }

        /** The number of orders does not count. */
        private static boolean isOther(Answer.Level now, Answer.Level before) {
            return now.priceTicks() != before.priceTicks() || now.lots() != before.lots();
        }
    }
}
