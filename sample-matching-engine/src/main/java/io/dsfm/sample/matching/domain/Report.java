package io.dsfm.sample.matching.domain;

/**
 * What there is to say of one symbol.
 *
 * @param symbolId its id
 * @param name its name
 * @param terms how it trades
 * @param statistics what has traded; the answer does not tell what prices were touched, which are 0 in one decoded
 * @param bestBid the best level of the bids, all 0 if there is none
 * @param bestAsk the best level of the asks, all 0 if there is none
 * @param bids how many orders rest among the bids
 * @param asks how many orders rest among the asks
 * @param waitingBuys how many buy orders wait for their stop price
 * @param waitingSells how many sell orders wait for their stop price
 */
public record Report(
        int symbolId,
        String name,
        SymbolTerms terms,
        Statistics statistics,
        Level bestBid,
        Level bestAsk,
        int bids,
        int asks,
        int waitingBuys,
        int waitingSells)
        implements Answer {

    /** The best level of a side without orders. */
    public static final Level NO_LEVEL = new Level(0, 0, 0);

    private static final int SIZE_BYTES = 160;

    @Override
    public byte[] encode() {
        byte[] bytes = new byte[SIZE_BYTES];
        bytes[0] = Query.Report.CODE;
        bytes[1] = terms.state().code();
        bytes[2] = terms.feed().code();
        bytes[3] = (byte) SymbolName.put(bytes, 8, name);
        BigEndian.putInt(bytes, 4, symbolId);
        BigEndian.putLong(bytes, 24, terms.stepTicks());
        BigEndian.putLong(bytes, 32, terms.lowestTicks());
        BigEndian.putLong(bytes, 40, terms.highestTicks());
        BigEndian.putLong(bytes, 48, statistics.firstTicks());
        BigEndian.putLong(bytes, 56, statistics.lastTicks());
        BigEndian.putLong(bytes, 64, statistics.highTicks());
        BigEndian.putLong(bytes, 72, statistics.lowTicks());
        BigEndian.putLong(bytes, 80, statistics.trades());
        BigEndian.putLong(bytes, 88, statistics.tradedLots());
        put(bytes, 96, bestBid);
        put(bytes, 120, bestAsk);
        BigEndian.putInt(bytes, 144, bids);
        BigEndian.putInt(bytes, 148, asks);
        BigEndian.putInt(bytes, 152, waitingBuys);
        BigEndian.putInt(bytes, 156, waitingSells);
        return bytes;
    }

    private static void put(byte[] bytes, int offset, Level level) {
        BigEndian.putLong(bytes, offset, level.priceTicks());
        BigEndian.putLong(bytes, offset + 8, level.lots());
        BigEndian.putLong(bytes, offset + 16, level.orders());
    }

    static Report decode(FieldReader fields) {
        fields.requireSize(SIZE_BYTES);
        SymbolTerms terms = new SymbolTerms(
                fields.known(SymbolState.ofCode(fields.code(1)), fields.code(1)),
                fields.known(Feed.ofCode(fields.code(2)), fields.code(2)),
                (int) fields.longAt(24),
                fields.longAt(32),
                fields.longAt(40));
        Statistics statistics = new Statistics(
                fields.longAt(48),
                fields.longAt(56),
                fields.longAt(64),
                fields.longAt(72),
                fields.longAt(80),
                fields.longAt(88),
                0,
                0);
        return new Report(
                fields.intAt(4),
                fields.nameAt(8, fields.code(3)),
                terms,
                statistics,
                level(fields, 96),
                level(fields, 120),
                fields.intAt(144),
                fields.intAt(148),
                fields.intAt(152),
                fields.intAt(156));
    }

    private static Level level(FieldReader fields, int offset) {
        return new Level(fields.longAt(offset), fields.longAt(offset + 8), fields.longAt(offset + 16));
    }
}
