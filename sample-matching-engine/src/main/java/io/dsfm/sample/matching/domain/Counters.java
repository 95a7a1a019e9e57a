package io.dsfm.sample.matching.domain;

/**
 * How much there is and how much was done. Counts of commands that were rejected are not among them, since a rejection
 * changes nothing.
 *
 * @param symbols how many symbols are known
 * @param restingOrders how many orders rest or wait, over all symbols
 * @param acceptedOrders how many orders were accepted since the beginning
 * @param trades how many trades there were since the beginning
 * @param tradedLots how many lots were traded since the beginning
 * @param placings how often an order took a place at the end of a queue since the beginning
 */
public record Counters(
        int symbols, long restingOrders, long acceptedOrders, long trades, long tradedLots, long placings)
        implements Answer {

    private static final int SIZE_BYTES = 48;

    @Override
    public byte[] encode() {
        byte[] bytes = new byte[SIZE_BYTES];
        bytes[0] = Query.Counts.CODE;
        BigEndian.putInt(bytes, 4, symbols);
        BigEndian.putLong(bytes, 8, restingOrders);
        BigEndian.putLong(bytes, 16, acceptedOrders);
        BigEndian.putLong(bytes, 24, trades);
        BigEndian.putLong(bytes, 32, tradedLots);
        BigEndian.putLong(bytes, 40, placings);
        return bytes;
    }

    static Counters decode(FieldReader fields) {
        fields.requireSize(SIZE_BYTES);
        return new Counters(
                fields.intAt(4),
                fields.longAt(8),
                fields.longAt(16),
                fields.longAt(24),
                fields.longAt(32),
                fields.longAt(40));
    }
}
