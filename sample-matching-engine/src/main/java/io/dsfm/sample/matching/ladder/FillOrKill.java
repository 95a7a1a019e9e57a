package io.dsfm.sample.matching.ladder;

import io.dsfm.sample.matching.domain.Limits;
import io.dsfm.sample.matching.domain.SelfTrade;

/** Finds whether matching an order would leave nothing of it, and changes nothing. */
final class FillOrKill {

    private final State state;
    private Incoming incoming = new Incoming();
    private long nowNanos;
    private long neededLots;
    private int met;
    private boolean isDecided;

    FillOrKill(State state) {
        this.state = state;
    }

    /** Whether the order would trade whole with the makers whose keys are not below the limit. */
    boolean tradesWhole(Incoming taker, PriceLadder makers, long limitKey, long now) {
        incoming = taker;
        nowNanos = now;
        neededLots = taker.leftLots;
        met = 0;
        isDecided = false;
        for (long key = makers.bestKey();
                makers.bestLevel() != RecordPool.NONE && key >= limitKey && key != Long.MIN_VALUE && !isDecided;
                key = makers.keyBelow(key)) {
            meetLevel(makers.find(key));
        }
        return neededLots == 0;
    }

    /**
     * Meets the makers of a level, round by round: in the first all of them, in the others the iceberg orders that have
     * hidden lots left, since replenished orders queue up in the order in which they were met.
     */
    private void meetLevel(int level) {
        boolean hasMore = true;
        for (int round = 0; hasMore && !isDecided; round++) {
            hasMore = false;
            for (int maker = state.levels.first(level);
                    maker != RecordPool.NONE && !isDecided;
                    maker = state.records.behind(maker)) {
                hasMore |= meet(maker, round);
            }
        }
    }

    /** Meets a maker in a round; gives whether there is more of it in the next. */
    private boolean meet(int maker, int round) {
        OrderRecords records = state.records;
        long before = round == 0 ? 0 : shownUntil(maker, round - 1);
        long until = shownUntil(maker, round);
        if (until == before) {
            return false;
        }
        if (met == Limits.MAX_FILLS_PER_ORDER) {
            isDecided = true;
            return false;
        }
        long deadlineNanos = records.extra(maker, OrderRecords.DEADLINE_NANOS);
        boolean isExpired = deadlineNanos > 0 && deadlineNanos <= nowNanos;
        boolean isOwn = incoming.selfTrade != SelfTrade.ALLOWED
                && records.get(maker, OrderRecords.CLIENT_ID) == incoming.clientId;
        if (isExpired || isOwn) {
            if (round == 0) {
                met++;
            }
            isDecided = !isExpired && incoming.selfTrade == SelfTrade.CANCEL_NEWEST;
            return false;
        }
        met++;
        neededLots -= Math.min(neededLots, until - before);
        isDecided = neededLots == 0;
        return until < records.leftLots(maker);
    }

    /** The lots that a maker has shown to the end of a round. */
    private long shownUntil(int maker, int round) {
        long shownLots = state.records.shownLots(maker) + round * state.records.extra(maker, OrderRecords.DISPLAY_LOTS);
        return Math.min(state.records.leftLots(maker), shownLots);
    }
}
