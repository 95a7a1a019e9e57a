package io.dsfm.sample.matching.ladder;

import io.dsfm.sample.matching.domain.Feed;
import io.dsfm.sample.matching.domain.ResultPublisher;
import java.util.Arrays;

/**
 * The watched levels that the present input has touched, as they were before it, and the best of their books, both in the
 * order in which they are told. There are few: one input meets, triggers and cancels a bounded number of orders.
 *
 * <p>Threading: one thread.
 */
final class Changes {

    private final Levels levels;

    /* The touched levels, by ascending symbol, bids before asks, best first. */
    private PriceLadder[] ladders = new PriceLadder[64];
    private long[] keys = new long[64];
    private long[] lots = new long[64];
    private int[] orders = new int[64];
    private int touched;

    /* The touched books, by ascending symbol: for each the bid's price and lots and the ask's. */
    private static final int TOP_WORDS = 4;
    private int[] symbols = new int[8];
    private long[] tops = new long[8 * TOP_WORDS];
    private int books;

    Changes(Levels levels) {
        this.levels = levels;
    }

    void clear() {
        touched = 0;
        books = 0;
    }

    /** A level, {@link RecordPool#NONE} if there is none with this key, is about to change. */
    void before(PriceLadder ladder, long key, int level) {
        if (ladder.feed() == Feed.NONE) {
            return;
        }
        int low = 0;
        int high = touched;
        while (low < high) {
            int middle = low + high >>> 1;
            int order = compare(ladder, key, middle);
            if (order == 0) {
                return;
            }
            if (order > 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        beforeBook(ladder);
        if (touched == keys.length) {
            growLevels();
        }
        int moved = touched - low;
        System.arraycopy(ladders, low, ladders, low + 1, moved);
        System.arraycopy(keys, low, keys, low + 1, moved);
        System.arraycopy(lots, low, lots, low + 1, moved);
        System.arraycopy(orders, low, orders, low + 1, moved);
        ladders[low] = ladder;
        keys[low] = key;
        lots[low] = level == RecordPool.NONE ? 0 : levels.lots(level);
        orders[low] = level == RecordPool.NONE ? 0 : levels.count(level);
        touched++;
    }

    private int compare(PriceLadder ladder, long key, int position) {
        PriceLadder other = ladders[position];
        if (ladder.symbolId() != other.symbolId()) {
            return Integer.compare(ladder.symbolId(), other.symbolId());
        }
        return ladder == other
                ? Long.compare(keys[position], key)
                : ladder.side().compareTo(other.side());
    }

    private void beforeBook(PriceLadder ladder) {
        int found = Arrays.binarySearch(symbols, 0, books, ladder.symbolId());
        if (found >= 0) {
            return;
        }
        int at = -1 - found;
        if (books == symbols.length) {
            symbols = Arrays.copyOf(symbols, books * 2);
            tops = Arrays.copyOf(tops, books * 2 * TOP_WORDS);
        }
        System.arraycopy(symbols, at, symbols, at + 1, books - at);
        System.arraycopy(tops, at * TOP_WORDS, tops, (at + 1) * TOP_WORDS, (books - at) * TOP_WORDS);
        symbols[at] = ladder.symbolId();
        PriceLadder bids = bids(ladder);
        PriceLadder asks = levels.ladder(bids.ordinal() + 1);
        tops[at * TOP_WORDS] = bestTicks(bids);
        tops[at * TOP_WORDS + 1] = bestLots(bids);
        tops[at * TOP_WORDS + 2] = bestTicks(asks);
        tops[at * TOP_WORDS + 3] = bestLots(asks);
        books++;
    }

    private void growLevels() {
        int grown = keys.length * 2;
        ladders = Arrays.copyOf(ladders, grown);
        keys = Arrays.copyOf(keys, grown);
        lots = Arrays.copyOf(lots, grown);
        orders = Arrays.copyOf(orders, grown);
    }

    /** Tells what differs now, and starts anew. */
    void tell(ResultPublisher results) {
        if (touched == 0) {
            return;
        }
        int position = 0;
        for (int book = 0; book < books; book++) {
            PriceLadder bids = bids(ladders[position]);
            while (position < touched && ladders[position].symbolId() == symbols[book]) {
                if (ladders[position].feed() == Feed.DEPTH) {
                    tellLevel(results, position);
                }
                position++;
            }
            tellTop(results, book * TOP_WORDS, bids, levels.ladder(bids.ordinal() + 1));
        }
        clear();
    }

    private void tellLevel(ResultPublisher results, int position) {
        PriceLadder ladder = ladders[position];
        int level = ladder.find(keys[position]);
        long newLots = level == RecordPool.NONE ? 0 : levels.lots(level);
        int newOrders = level == RecordPool.NONE ? 0 : levels.count(level);
        if (newLots != lots[position] || newOrders != orders[position]) {
            results.depth(ladder.symbolId(), ladder.side(), ladder.priceTicks(keys[position]), newLots, newOrders);
        }
    }

    private void tellTop(ResultPublisher results, int at, PriceLadder bids, PriceLadder asks) {
        boolean isSame = tops[at] == bestTicks(bids)
                && tops[at + 1] == bestLots(bids)
                && tops[at + 2] == bestTicks(asks)
                && tops[at + 3] == bestLots(asks);
        if (!isSame) {
            results.topOfBook(bids.symbolId(), bestTicks(bids), bestLots(bids), bestTicks(asks), bestLots(asks));
        }
    }

    private PriceLadder bids(PriceLadder ladder) {
        return levels.ladder(ladder.ordinal() - ladder.ordinal() % Levels.LADDERS);
    }

    private static long bestTicks(PriceLadder ladder) {
        return ladder.bestLevel() == RecordPool.NONE ? 0 : ladder.priceTicks(ladder.bestKey());
    }

    private long bestLots(PriceLadder ladder) {
        return ladder.bestLevel() == RecordPool.NONE ? 0 : levels.lots(ladder.bestLevel());
    }
}
