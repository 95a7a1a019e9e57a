package io.dsfm.sample.matching.ladder;

import static io.dsfm.sample.matching.ladder.OrderRecords.BEFORE;
import static io.dsfm.sample.matching.ladder.OrderRecords.BEHIND;
import static io.dsfm.sample.matching.ladder.OrderRecords.PLACE;

import io.dsfm.sample.matching.domain.StateDigest;

/**
 * The queues of the levels: how orders whose records are complete join and leave them, and the digest with them.
 *
 * <p>Threading: one thread.
 */
record Queues(OrderRecords records, Levels levels, StateDigest digest) {

    /** Takes an order in between the neighbours that its record names. */
    void join(PriceLadder ladder, int order, long[] page, int offset) {
        int before = (int) page[offset + BEFORE];
        int behind = (int) page[offset + BEHIND];
        records.behind(before, order);
        records.before(behind, order);
        levels.join((int) page[offset + PLACE], before, order, behind, records.shownLots(page, offset));
        ladder.countOrders(1);
        digest.add(records.digest(page, offset));
    }

    /** As {@link #join}, for an order that comes behind all others of its level. */
    void append(PriceLadder ladder, int order, long[] page, int offset) {
        records.behind((int) page[offset + BEFORE], order);
        levels.append((int) page[offset + PLACE], order, records.shownLots(page, offset));
        ladder.countOrders(1);
        digest.add(records.digest(page, offset));
    }

    /** Takes an order out; its level is emptied if it was alone there. */
    void leave(PriceLadder ladder, long[] page, int offset) {
        digest.remove(records.digest(page, offset));
        ladder.countOrders(-1);
        int level = (int) page[offset + PLACE];
        int before = (int) page[offset + BEFORE];
        int behind = (int) page[offset + BEHIND];
        records.behind(before, behind);
        records.before(behind, before);
        levels.leave(level, before, behind, records.shownLots(page, offset));
        if (OrderRecords.isAlone(page, offset)) {
            levels.emptied(ladder, level);
        }
    }

    /** As {@link #leave}, for the first order of the best level of a ladder, which has no extension: the quickest way. */
    void leaveFirst(PriceLadder ladder, long[] page, int offset) {
        long leftLots = (int) page[offset + OrderRecords.LOTS];
        digest.remove(StateDigest.order(page[offset + OrderRecords.IDENTITY], leftLots));
        ladder.countOrders(-1);
        int level = ladder.bestLevel();
        int behind = (int) page[offset + BEHIND];
        if (behind == RecordPool.NONE) {
            levels.removeBest(ladder);
        } else {
            records.before(behind, RecordPool.NONE);
            levels.leave(level, RecordPool.NONE, behind, leftLots);
        }
    }

    /** Changes what is left and what is shown of an order that stays where it is. */
    void change(long[] page, int offset, long leftLots, long shownLots) {
        long shownBefore = records.shownLots(page, offset);
        digest.remove(records.digest(page, offset));
        records.lots(page, offset, leftLots, shownLots);
        digest.add(records.digest(page, offset));
        levels.change((int) page[offset + PLACE], records.shownLots(page, offset) - shownBefore, 0);
    }
}
