package io.dsfm.sample.matching.ladder;

import io.dsfm.sample.matching.domain.StateDigest;

/**
 * The orders that rest or wait, of all symbols, the queues of their levels, the indexes by which they are found, and
 * their part of the digest. Orders are named by the handles of their records. What only some orders have is in a second
 * record, the extension.
 *
 * <p>Invariants: an order is in the index, in the queue of its level and in the digest, or nowhere; a level has orders
 * and is on its ladder, or is free; an order has an extension exactly if something in it is not 0.
 *
 * <p>Threading: one thread.
 */
final class Orders {

    /* The words of an order's record. */
    static final int CLIENT_ID = 0;
    static final int ORDER_ID = 1;
    static final int PRICE_TICKS = 2;
    /** What is left in the lower half, the flags in the upper. */
    private static final int LOTS = 3;

    static final int ARRIVAL = 4;
    /** The neighbours in the queue: before in the upper half, behind in the lower. */
    private static final int LINKS = 5;
    /** The level in the lower half, the extension in the upper. */
    private static final int PLACE = 6;
    /** The part of the order's digest that stays while it keeps its place. */
    private static final int IDENTITY = 7;

    /* The words of an extension. */
    static final int STOP_PRICE_TICKS = 0;
    static final int DISPLAY_LOTS = 1;
    private static final int SHOWN_LOTS = 2;
    static final int DEADLINE_NANOS = 3;
    static final int TIMER_ID = 4;
    private static final int OWNER = 5;

    /** The {@link #LINKS} of an order without neighbours. */
    private static final long ALONE = -1;

    private final RecordPool records = new RecordPool();
    private final RecordPool extensions = new RecordPool();
    private final OrderIndex index = new OrderIndex(records, CLIENT_ID, ORDER_ID);
    /** Extensions by their timer's id, which stands for both parts of the key. */
    private final OrderIndex timers = new OrderIndex(extensions, TIMER_ID, TIMER_ID);

    private final Incoming moved = new Incoming();
    private final Levels levels;
    private final Changes changes;
    private final StateDigest digest;
    private final Journal journal;

    Orders(Levels levels, Changes changes, StateDigest digest, Journal journal) {
        this.levels = levels;
        this.changes = changes;
        this.digest = digest;
        this.journal = journal;
    }

    /** Forgets all orders and ladders. */
    void clear() {
        records.clear();
        extensions.clear();
        index.clear();
        timers.clear();
        levels.clear();
    }

    /** How many orders rest or wait. */
    int count() {
        return records.used();
    }

    /** How many of them have an extension. */
    int extended() {
        return extensions.used();
    }

    /** The order with this key, or {@link RecordPool#NONE}. */
    int find(long clientId, long orderId) {
        return index.find(OrderIndex.hash(clientId, orderId), clientId, orderId);
    }

    /** The order with this timer, whose id is above 0, or {@link RecordPool#NONE}. */
    int findTimer(long timerId) {
        int extension = timers.find(OrderIndex.hash(timerId, timerId), timerId, timerId);
        return extension == RecordPool.NONE ? RecordPool.NONE : (int) extensions.get(extension, OWNER);
    }

    /** A word of an order's record. */
    long get(int order, int word) {
        return records.get(order, word);
    }

    /** A word of an order's extension; 0 if it has none. */
    long extra(int order, int word) {
        int extension = upper(records.get(order, PLACE));
        return extension == RecordPool.NONE ? 0 : extensions.get(extension, word);
    }

    long leftLots(int order) {
        return (int) records.get(order, LOTS);
    }

    int flags(int order) {
        return upper(records.get(order, LOTS));
    }

    /** What the book shows of an order. */
    long shownLots(int order) {
        return shownLots(records.page(order), RecordPool.offset(order));
    }

    /** How much of an iceberg order that rests the book shows; 0 for any other order. */
    long icebergShownLots(int order) {
        return extra(order, SHOWN_LOTS);
    }

    int level(int order) {
        return (int) records.get(order, PLACE);
    }

    PriceLadder ladderOf(int order) {
        return levels.ladderOf(level(order));
    }

    /** The order behind this one in the queue of its level, or {@link RecordPool#NONE}. */
    int behind(int order) {
        return (int) records.get(order, LINKS);
    }

    /** The order before this one in the queue of its level, or {@link RecordPool#NONE}. */
    int before(int order) {
        return upper(records.get(order, LINKS));
    }

    /** Reads an order out. */
    void load(int order, Incoming into) {
        into.clientId = get(order, CLIENT_ID);
        into.orderId = get(order, ORDER_ID);
        into.side = ladderOf(order).side();
        into.flags = flags(order);
        into.priceTicks = get(order, PRICE_TICKS);
        into.leftLots = leftLots(order);
        into.shownLots = icebergShownLots(order);
        into.arrival = get(order, ARRIVAL);
        into.stopPriceTicks = extra(order, STOP_PRICE_TICKS);
        into.displayLots = extra(order, DISPLAY_LOTS);
        into.deadlineNanos = extra(order, DEADLINE_NANOS);
        into.timerId = extra(order, TIMER_ID);
    }

    /** Adds an order at the end of the queue at its price, or its stop price. Its key is not in use. */
    void add(PriceLadder ladder, Incoming incoming) {
        long key = ladder.key(ladder.isWaiting() ? incoming.stopPriceTicks : incoming.priceTicks);
        int level = ladder.find(key);
        changes.before(ladder, key, level);
        if (level == RecordPool.NONE) {
            level = levels.add(ladder, key);
        }
        int order = records.take();
        long[] page = records.page(order);
        int offset = RecordPool.offset(order);
        page[offset + CLIENT_ID] = incoming.clientId;
        page[offset + ORDER_ID] = incoming.orderId;
        page[offset + PRICE_TICKS] = incoming.priceTicks;
        page[offset + LOTS] = pair(incoming.flags, (int) incoming.leftLots);
        page[offset + ARRIVAL] = incoming.arrival;
        page[offset + LINKS] = pair(levels.last(level), RecordPool.NONE);
        page[offset + PLACE] = pair(extend(order, incoming), level);
        page[offset + IDENTITY] = StateDigest.identity(
                        ladder.symbolId(),
                        ladder.side(),
                        incoming.clientId,
                        incoming.orderId,
                        incoming.priceTicks,
                        incoming.arrival)
                + StateDigest.extension(
                        incoming.flags,
                        incoming.stopPriceTicks,
                        incoming.displayLots,
                        incoming.deadlineNanos,
                        incoming.timerId);
        enter(order, page, offset);
        journal.added(order);
    }

    private int extend(int order, Incoming incoming) {
        if ((incoming.stopPriceTicks | incoming.displayLots | incoming.deadlineNanos) == 0) {
            return RecordPool.NONE;
        }
        boolean isIceberg = incoming.displayLots > 0 && incoming.stopPriceTicks == 0;
        int extension = extensions.take();
        long[] page = extensions.page(extension);
        int offset = RecordPool.offset(extension);
        page[offset + STOP_PRICE_TICKS] = incoming.stopPriceTicks;
        page[offset + DISPLAY_LOTS] = incoming.displayLots;
        page[offset + SHOWN_LOTS] = isIceberg ? incoming.shownLots : 0;
        page[offset + DEADLINE_NANOS] = incoming.deadlineNanos;
        page[offset + TIMER_ID] = incoming.timerId;
        page[offset + OWNER] = order;
        return extension;
    }

    /** Takes an order out of its place. */
    void remove(int order) {
        long[] page = records.page(order);
        int offset = RecordPool.offset(order);
        int level = (int) page[offset + PLACE];
        PriceLadder ladder = levels.ladderOf(level);
        changes.before(ladder, key(ladder, page, offset), level);
        journal.removed(order, ladder.ordinal(), page, offset, extensions, upper(page[offset + PLACE]));
        leave(order, page, offset);
    }

    /** Changes what is left, which stays above 0, and what is shown of an order that keeps its place. */
    void change(int order, long leftLots, long shownLots) {
        long[] page = records.page(order);
        int offset = RecordPool.offset(order);
        int level = (int) page[offset + PLACE];
        PriceLadder ladder = levels.ladderOf(level);
        changes.before(ladder, key(ladder, page, offset), level);
        journal.changed(order, leftLots(order), icebergShownLots(order));
        changeLots(order, leftLots, shownLots);
    }

    /** Gives an iceberg order that has this much left, and shows nothing any more, a new place. */
    void replenish(int order, long leftLots, long arrival) {
        PriceLadder ladder = ladderOf(order);
        load(order, moved);
        remove(order);
        moved.leftLots = leftLots;
        moved.shownLots = Math.min(moved.displayLots, leftLots);
        moved.arrival = arrival;
        add(ladder, moved);
    }

    /** Undoes the last {@link #add}. */
    void undoAddition(int order) {
        leave(order, records.page(order), RecordPool.offset(order));
    }

    /** Undoes the last {@link #change}, or does it. */
    void changeLots(int order, long leftLots, long shownLots) {
        long[] page = records.page(order);
        int offset = RecordPool.offset(order);
        long shownBefore = shownLots(page, offset);
        digest.remove(digest(page, offset));
        page[offset + LOTS] = pair(upper(page[offset + LOTS]), (int) leftLots);
        int extension = upper(page[offset + PLACE]);
        if (extension != RecordPool.NONE && extensions.get(extension, SHOWN_LOTS) > 0) {
            extensions.set(extension, SHOWN_LOTS, shownLots);
        }
        digest.add(digest(page, offset));
        levels.change((int) page[offset + PLACE], shownLots(page, offset) - shownBefore, 0);
    }

    /**
     * Undoes the last {@link #remove}. Everything since was undone, so that the pools give the same handles again, and
     * the neighbours in the queue are those of then.
     *
     * @param words the order's record as it was, and behind it the extension, if there was one
     * @param ladder the number of its ladder
     */
    void undoRemoval(int order, long[] words, int ladder) {
        requireSame(order, records.take());
        long[] page = records.page(order);
        int offset = RecordPool.offset(order);
        System.arraycopy(words, 0, page, offset, RecordPool.WORDS);
        int extension = upper(page[offset + PLACE]);
        if (extension != RecordPool.NONE) {
            requireSame(extension, extensions.take());
            System.arraycopy(
                    words,
                    RecordPool.WORDS,
                    extensions.page(extension),
                    RecordPool.offset(extension),
                    RecordPool.WORDS);
        }
        if (page[offset + LINKS] == ALONE) {
            PriceLadder owner = levels.ladder(ladder);
            requireSame((int) page[offset + PLACE], levels.add(owner, key(owner, page, offset)));
        }
        enter(order, page, offset);
    }

    /** Whether a record that {@link #undoRemoval} is to be given had an extension. */
    static boolean isExtended(long[] page, int offset) {
        return upper(page[offset + PLACE]) != RecordPool.NONE;
    }

    private static void requireSame(int expected, int given) {
        if (expected != given) {
            throw new IllegalStateException(
                    "the past cannot be restored: expected record=" + expected + ", given record=" + given);
        }
    }

    /** Takes an order whose record is complete into the queue between its neighbours, the indexes and the digest. */
    private void enter(int order, long[] page, int offset) {
        int level = (int) page[offset + PLACE];
        join(level, upper(page[offset + LINKS]), order);
        join(level, order, (int) page[offset + LINKS]);
        levels.change(level, shownLots(page, offset), 1);
        levels.ladderOf(level).countOrders(1);
        index.add(OrderIndex.hash(page[offset + CLIENT_ID], page[offset + ORDER_ID]), order);
        int extension = upper(page[offset + PLACE]);
        if (extension != RecordPool.NONE && extensions.get(extension, TIMER_ID) > 0) {
            timers.add(timerHash(extension), extension);
        }
        digest.add(digest(page, offset));
    }

    /** Takes an order out of all that it entered, and of the pool; and its level, if it was alone there. */
    private void leave(int order, long[] page, int offset) {
        digest.remove(digest(page, offset));
        index.remove(OrderIndex.hash(page[offset + CLIENT_ID], page[offset + ORDER_ID]), order);
        int level = (int) page[offset + PLACE];
        PriceLadder ladder = levels.ladderOf(level);
        ladder.countOrders(-1);
        long links = page[offset + LINKS];
        if (links == ALONE) {
            levels.remove(level, key(ladder, page, offset));
        } else {
            join(level, upper(links), (int) links);
            levels.change(level, -shownLots(page, offset), -1);
        }
        int extension = upper(page[offset + PLACE]);
        if (extension != RecordPool.NONE) {
            if (extensions.get(extension, TIMER_ID) > 0) {
                timers.remove(timerHash(extension), extension);
            }
            extensions.free(extension);
        }
        records.free(order);
    }

    private long timerHash(int extension) {
        long timerId = extensions.get(extension, TIMER_ID);
        return OrderIndex.hash(timerId, timerId);
    }

    private long key(PriceLadder ladder, long[] page, int offset) {
        return ladder.key(
                ladder.isWaiting()
                        ? extensions.get(upper(page[offset + PLACE]), STOP_PRICE_TICKS)
                        : page[offset + PRICE_TICKS]);
    }

    private long shownLots(long[] page, int offset) {
        int extension = upper(page[offset + PLACE]);
        if (extension == RecordPool.NONE) {
            return (int) page[offset + LOTS];
        }
        if (extensions.get(extension, STOP_PRICE_TICKS) > 0) {
            return 0;
        }
        return extensions.get(extension, DISPLAY_LOTS) > 0
                ? extensions.get(extension, SHOWN_LOTS)
                : (int) page[offset + LOTS];
    }

    private long digest(long[] page, int offset) {
        int extension = upper(page[offset + PLACE]);
        long leftLots = (int) page[offset + LOTS];
        long icebergShown = extension == RecordPool.NONE ? 0 : extensions.get(extension, SHOWN_LOTS);
        return StateDigest.order(page[offset + IDENTITY], leftLots, icebergShown == 0 ? 0 : leftLots - icebergShown);
    }

    /** Makes two orders neighbours in a queue; {@link RecordPool#NONE} stands for the end before or behind it. */
    private void join(int level, int before, int behind) {
        if (before == RecordPool.NONE) {
            levels.first(level, behind);
        } else {
            records.set(before, LINKS, pair(before(before), behind));
        }
        if (behind == RecordPool.NONE) {
            levels.last(level, before);
        } else {
            records.set(behind, LINKS, pair(before, behind(behind)));
        }
    }

    private static long pair(int upper, int lower) {
        return (long) upper << 32 | lower & 0xffff_ffffL;
    }

    private static int upper(long pair) {
        return (int) (pair >> 32);
    }
}
