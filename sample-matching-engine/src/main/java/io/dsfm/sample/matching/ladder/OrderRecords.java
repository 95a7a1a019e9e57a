package io.dsfm.sample.matching.ladder;

import io.dsfm.sample.matching.domain.StateDigest;

/**
 * The records of the orders that rest or wait, of all symbols. Orders are named by the handles of their records. What only
 * some orders have is in a second record, the extension.
 *
 * <p>Invariants: an order has an extension exactly if something in it is not 0.
 *
 * <p>Threading: one thread.
 */
final class OrderRecords {

    /* The words of an order's record. */
    static final int CLIENT_ID = 0;
    static final int ORDER_ID = 1;
    /**
     * What is left in the lower half; in the upper the flags, and above these the number of the ladder: named here, and not
     * by the level, so that the CPU need not wait for the level before it goes on.
     */
    static final int LOTS = 2;

    /** The neighbours in the queue, a word for each, so that it can be written without being read before. */
    static final int BEFORE = 3;

    static final int BEHIND = 4;
    /** The level in the lower half, the extension in the upper. The price of an order that rests is that of its level. */
    static final int PLACE = 5;
    /** The part of the order's digest that stays while it keeps its place. */
    static final int IDENTITY = 6;
    /** Most orders leave without a look at it; so it is last, since a record can lie across two lines of the cache. */
    static final int ARRIVAL = 7;

    /* The words of an extension. */
    static final int STOP_PRICE_TICKS = 0;
    static final int DISPLAY_LOTS = 1;
    static final int SHOWN_LOTS = 2;
    static final int DEADLINE_NANOS = 3;
    static final int TIMER_ID = 4;
    static final int OWNER = 5;
    /** Of an order that waits, with which it will come in. */
    static final int LIMIT_TICKS = 6;

    private static final int FLAG_BITS = 4;

    final RecordPool orders = new RecordPool();
    final RecordPool extensions = new RecordPool();

    void clear() {
        orders.clear();
        extensions.clear();
    }

    /** A word of an order's record. */
    long get(int order, int word) {
        return orders.get(order, word);
    }

    /** A word of an order's extension; 0 if it has none. */
    long extra(int order, int word) {
        int extension = upper(orders.get(order, PLACE));
        return extension == RecordPool.NONE ? 0 : extensions.get(extension, word);
    }

    boolean isExtended(int order) {
        return upper(orders.get(order, PLACE)) != RecordPool.NONE;
    }

    long leftLots(int order) {
        return (int) orders.get(order, LOTS);
    }

    int flags(int order) {
        return flags(orders.get(order, LOTS));
    }

    private static int flags(long lots) {
        return upper(lots) & (1 << FLAG_BITS) - 1;
    }

    /** The number of the ladder that an order is on. */
    int ladder(int order) {
        return ladder(orders.page(order), RecordPool.offset(order));
    }

    /** The number of the ladder of an order with these words. */
    static int ladder(long[] page, int offset) {
        return upper(page[offset + LOTS]) >>> FLAG_BITS;
    }

    /** What the book shows of an order. */
    long shownLots(int order) {
        return shownLots(orders.page(order), RecordPool.offset(order));
    }

    /** How much of an iceberg order that rests the book shows; 0 for any other order. */
    long icebergShownLots(int order) {
        return extra(order, SHOWN_LOTS);
    }

    int level(int order) {
        return (int) orders.get(order, PLACE);
    }

    /** The order behind this one in the queue of its level, or {@link RecordPool#NONE}. */
    int behind(int order) {
        return (int) orders.get(order, BEHIND);
    }

    /** The order before this one in the queue of its level, or {@link RecordPool#NONE}. */
    int before(int order) {
        return (int) orders.get(order, BEFORE);
    }

    /** Names another order, or {@link RecordPool#NONE}, before this one, which may be that too. */
    void before(int order, int before) {
        orders.set(order, BEFORE, before);
    }

    /** As {@link #before(int, int)}, behind this one. */
    void behind(int order, int behind) {
        orders.set(order, BEHIND, behind);
    }

    /** Reads an order out, but for its side and, unless it waits, its price. */
    void load(int order, Incoming into) {
        long[] page = orders.page(order);
        int offset = RecordPool.offset(order);
        into.clientId = page[offset + CLIENT_ID];
        into.orderId = page[offset + ORDER_ID];
        into.flags = flags(page[offset + LOTS]);
        into.leftLots = (int) page[offset + LOTS];
        into.arrival = page[offset + ARRIVAL];
        boolean isExtended = isExtended(page, offset);
        into.shownLots = isExtended ? extra(order, SHOWN_LOTS) : 0;
        into.priceTicks = isExtended ? extra(order, LIMIT_TICKS) : 0;
        into.stopPriceTicks = isExtended ? extra(order, STOP_PRICE_TICKS) : 0;
        into.displayLots = isExtended ? extra(order, DISPLAY_LOTS) : 0;
        into.deadlineNanos = isExtended ? extra(order, DEADLINE_NANOS) : 0;
        into.timerId = isExtended ? extra(order, TIMER_ID) : 0;
    }

    /** Takes a record, and an extension if one is needed, for an order that has no place yet. */
    int take(Incoming incoming) {
        int order = orders.take();
        long[] page = orders.page(order);
        int offset = RecordPool.offset(order);
        page[offset + CLIENT_ID] = incoming.clientId;
        page[offset + ORDER_ID] = incoming.orderId;
        page[offset + PLACE] = pair(extend(order, incoming), RecordPool.NONE);
        return order;
    }

    private int extend(int order, Incoming incoming) {
        if ((incoming.stopPriceTicks | incoming.displayLots | incoming.deadlineNanos) == 0) {
            return RecordPool.NONE;
        }
        int extension = extensions.take();
        long[] page = extensions.page(extension);
        int offset = RecordPool.offset(extension);
        page[offset + STOP_PRICE_TICKS] = incoming.stopPriceTicks;
        page[offset + DISPLAY_LOTS] = incoming.displayLots;
        page[offset + DEADLINE_NANOS] = incoming.deadlineNanos;
        page[offset + TIMER_ID] = incoming.timerId;
        page[offset + OWNER] = order;
        return extension;
    }

    /** Writes what an order has while it keeps its place, which is the end of the given level's queue. */
    void place(long[] page, int offset, PriceLadder ladder, int level, int last, Incoming incoming) {
        int extension = upper(page[offset + PLACE]);
        page[offset + LOTS] = pair(ladder.ordinal() << FLAG_BITS | incoming.flags, (int) incoming.leftLots);
        page[offset + ARRIVAL] = incoming.arrival;
        page[offset + BEFORE] = last;
        page[offset + BEHIND] = RecordPool.NONE;
        page[offset + PLACE] = pair(extension, level);
        long identity = StateDigest.identity(
                ladder.symbolId(),
                ladder.side(),
                incoming.clientId,
                incoming.orderId,
                incoming.priceTicks,
                incoming.arrival);
        page[offset + IDENTITY] = identity
                + StateDigest.extension(
                        incoming.flags,
                        incoming.stopPriceTicks,
                        incoming.displayLots,
                        incoming.deadlineNanos,
                        incoming.timerId);
        if (extension != RecordPool.NONE) {
            boolean isIceberg = incoming.displayLots > 0 && incoming.stopPriceTicks == 0;
            extensions.set(extension, SHOWN_LOTS, isIceberg ? incoming.shownLots : 0);
            extensions.set(extension, LIMIT_TICKS, incoming.priceTicks);
        }
    }

    /** As {@link #place}, for an order whose price, by this much, lots and arrival are all that differ from before. */
    void move(long[] page, int offset, int level, int last, long moreTicks, Incoming incoming) {
        page[offset + IDENTITY] += StateDigest.moved(moreTicks, incoming.arrival - page[offset + ARRIVAL]);
        page[offset + ARRIVAL] = incoming.arrival;
        page[offset + BEFORE] = last;
        page[offset + BEHIND] = RecordPool.NONE;
        page[offset + PLACE] = pair(upper(page[offset + PLACE]), level);
        lots(page, offset, incoming.leftLots, incoming.shownLots);
    }

    /** Changes what is left and what is shown. */
    void lots(long[] page, int offset, long leftLots, long shownLots) {
        page[offset + LOTS] = pair(upper(page[offset + LOTS]), (int) leftLots);
        int extension = upper(page[offset + PLACE]);
        if (extension != RecordPool.NONE && extensions.get(extension, SHOWN_LOTS) > 0) {
            extensions.set(extension, SHOWN_LOTS, shownLots);
        }
    }

    void free(int order) {
        int extension = upper(orders.get(order, PLACE));
        if (extension != RecordPool.NONE) {
            extensions.free(extension);
        }
        orders.free(order);
    }

    /** Whether an order with these words has an extension. */
    static boolean isExtended(long[] page, int offset) {
        return upper(page[offset + PLACE]) != RecordPool.NONE;
    }

    /** Whether an order with these words has no neighbours. */
    static boolean isAlone(long[] page, int offset) {
        return (page[offset + BEFORE] | page[offset + BEHIND]) == RecordPool.NONE;
    }

    long shownLots(long[] page, int offset) {
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

    long digest(long[] page, int offset) {
        int extension = upper(page[offset + PLACE]);
        long leftLots = (int) page[offset + LOTS];
        long icebergShown = extension == RecordPool.NONE ? 0 : extensions.get(extension, SHOWN_LOTS);
        return StateDigest.order(page[offset + IDENTITY], leftLots, icebergShown == 0 ? 0 : leftLots - icebergShown);
    }

    static long pair(int upper, int lower) {
        return (long) upper << 32 | lower & 0xffff_ffffL;
    }

    static int upper(long pair) {
        return (int) (pair >> 32);
    }
}
