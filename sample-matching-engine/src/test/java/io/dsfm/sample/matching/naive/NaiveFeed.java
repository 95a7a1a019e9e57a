package io.dsfm.sample.matching.naive;

import io.dsfm.sample.matching.domain.Answer.Level;
import io.dsfm.sample.matching.domain.Feed;
import io.dsfm.sample.matching.domain.Report;
import io.dsfm.sample.matching.domain.ResultPublisher;
import io.dsfm.sample.matching.domain.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The books before an input, to be compared with those after it; those that nobody is told of are left out. No input changes
 * both a book and whether anybody is told of it.
 */
final class NaiveFeed {

    private record Book(List<Level> bids, List<Level> asks) {
        static Book of(NaiveSymbol symbol) {
            return new Book(symbol.levels(Side.BUY), symbol.levels(Side.SELL));
        }

        List<Level> side(Side side) {
            return side == Side.BUY ? bids : asks;
        }

        Level best(Side side) {
            return side(side).isEmpty() ? Report.NO_LEVEL : side(side).get(0);
        }
    }

    private final Map<Integer, Book> before = new TreeMap<>();

    NaiveFeed(NaiveState state) {
        state.symbols.values().stream()
                .filter(symbol -> symbol.terms.feed() != Feed.NONE)
                .forEach(symbol -> before.put(symbol.symbolId, Book.of(symbol)));
    }

    void publish(NaiveState state, ResultPublisher publisher) {
        for (NaiveSymbol symbol : state.symbols.values()) {
            Book old = before.get(symbol.symbolId);
            if (old == null || symbol.terms.feed() == Feed.NONE) {
                continue;
            }
            Book now = Book.of(symbol);
            if (symbol.terms.feed() == Feed.DEPTH) {
                publishDepth(symbol.symbolId, Side.BUY, old.bids, now.bids, publisher);
                publishDepth(symbol.symbolId, Side.SELL, old.asks, now.asks, publisher);
            }
            if (isOtherTop(old, now, Side.BUY) || isOtherTop(old, now, Side.SELL)) {
                publisher.topOfBook(
                        symbol.symbolId,
                        now.best(Side.BUY).priceTicks(),
                        now.best(Side.BUY).lots(),
                        now.best(Side.SELL).priceTicks(),
                        now.best(Side.SELL).lots());
            }
        }
    }

    private static boolean isOtherTop(Book old, Book now, Side side) {
        return old.best(side).priceTicks() != now.best(side).priceTicks()
                || old.best(side).lots() != now.best(side).lots();
    }

    private static void publishDepth(
            int symbolId, Side side, List<Level> old, List<Level> now, ResultPublisher publisher) {
        TreeMap<Long, Level> changed = new TreeMap<>();
        old.forEach(level -> changed.put(level.priceTicks(), new Level(level.priceTicks(), 0, 0)));
        now.forEach(level -> changed.put(level.priceTicks(), level));
        old.forEach(level -> changed.remove(level.priceTicks(), level));
        List<Level> levels =
                new ArrayList<>(side == Side.BUY ? changed.descendingMap().values() : changed.values());
        for (Level level : levels) {
            publisher.depth(symbolId, side, level.priceTicks(), level.lots(), (int) level.orders());
        }
    }
}
