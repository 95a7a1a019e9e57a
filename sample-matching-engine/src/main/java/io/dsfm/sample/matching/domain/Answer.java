package io.dsfm.sample.matching.domain;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** The answer to a query, as a value. */
public sealed interface Answer permits Answer.Depth, Answer.Order, Counters, Report, Answer.Rejected {

    /** One price of one side of a book: the lots that its orders show, and how many orders there are. */
    record Level(long priceTicks, long lots, long orders) {
        static final int SIZE_BYTES = 24;
    }

    /** The best levels of both sides, best first. */
    record Depth(int symbolId, List<Level> bids, List<Level> asks) implements Answer {
        private static final int HEADER_BYTES = 16;

        @Override
        public byte[] encode() {
            byte[] bytes = new byte[HEADER_BYTES + Level.SIZE_BYTES * (bids.size() + asks.size())];
            bytes[0] = Query.Depth.CODE;
            BigEndian.putInt(bytes, 4, symbolId);
            BigEndian.putInt(bytes, 8, bids.size());
            BigEndian.putInt(bytes, 12, asks.size());
            put(bytes, HEADER_BYTES, bids);
            put(bytes, HEADER_BYTES + Level.SIZE_BYTES * bids.size(), asks);
            return bytes;
        }

        private static void put(byte[] bytes, int offset, List<Level> levels) {
            int at = offset;
            for (Level level : levels) {
                BigEndian.putLong(bytes, at, level.priceTicks());
                BigEndian.putLong(bytes, at + 8, level.lots());
                BigEndian.putLong(bytes, at + 16, level.orders());
                at += Level.SIZE_BYTES;
            }
        }

        private static Depth decode(FieldReader fields) {
            int bids = fields.intAt(8);
            int asks = fields.intAt(12);
            fields.requireSize(HEADER_BYTES + (long) Level.SIZE_BYTES * ((long) bids + asks));
            return new Depth(
                    fields.intAt(4),
                    levels(fields, HEADER_BYTES, bids),
                    levels(fields, HEADER_BYTES + Level.SIZE_BYTES * bids, asks));
        }

        private static List<Level> levels(FieldReader fields, int offset, int count) {
            List<Level> levels = new ArrayList<>();
            for (int at = offset; at < offset + Level.SIZE_BYTES * count; at += Level.SIZE_BYTES) {
                levels.add(new Level(fields.longAt(at), fields.longAt(at + 8), fields.longAt(at + 16)));
            }
            return List.copyOf(levels);
        }
    }

    /**
     * An order that rests or waits.
     *
     * @param key what identifies it
     * @param symbolId its symbol
     * @param side which way it trades
     * @param priceTicks its price; 0 if it waits and has none
     * @param leftLots what is left of it
     * @param shownLots how much of that the book shows; 0 if it waits
     * @param stopPriceTicks the stop price that it waits for; 0 if it does not wait
     * @param displayLots how much of an iceberg order is displayed at a time; 0 if it is none
     * @param deadlineNanos its deadline; 0 if it has none
     * @param flags see {@link OrderFlags}
     */
    record Order(
            OrderKey key,
            int symbolId,
            Side side,
            long priceTicks,
            long leftLots,
            long shownLots,
            long stopPriceTicks,
            long displayLots,
            long deadlineNanos,
            int flags)
            implements Answer {
        private static final int SIZE_BYTES = 72;

        @Override
        public byte[] encode() {
            byte[] bytes = new byte[SIZE_BYTES];
            bytes[0] = Query.Order.CODE;
            bytes[1] = side.code();
            bytes[2] = (byte) flags;
            BigEndian.putInt(bytes, 4, symbolId);
            BigEndian.putLong(bytes, 8, key.clientId());
            BigEndian.putLong(bytes, 16, key.orderId());
            BigEndian.putLong(bytes, 24, priceTicks);
            BigEndian.putLong(bytes, 32, leftLots);
            BigEndian.putLong(bytes, 40, shownLots);
            BigEndian.putLong(bytes, 48, stopPriceTicks);
            BigEndian.putLong(bytes, 56, displayLots);
            BigEndian.putLong(bytes, 64, deadlineNanos);
            return bytes;
        }

        private static Order decode(FieldReader fields) {
            fields.requireSize(SIZE_BYTES);
            return new Order(
                    fields.keyAt(8),
                    fields.intAt(4),
                    fields.known(Side.ofCode(fields.code(1)), fields.code(1)),
                    fields.longAt(24),
                    fields.longAt(32),
                    fields.longAt(40),
                    fields.longAt(48),
                    fields.longAt(56),
                    fields.longAt(64),
                    fields.code(2));
        }
    }

    /** The query was rejected; its code is 0 if it is unknown. */
    record Rejected(byte queryCode, RejectCode code) implements Answer {
        private static final int SIZE_BYTES = 8;

        @Override
        public byte[] encode() {
            byte[] bytes = new byte[SIZE_BYTES];
            bytes[1] = queryCode;
            BigEndian.putShort(bytes, 2, code.code());
            return bytes;
        }

        private static Rejected decode(FieldReader fields) {
            fields.requireSize(SIZE_BYTES);
            int code = fields.shortAt(2);
            return new Rejected((byte) fields.code(1), fields.known(RejectCode.ofCode(code), code));
        }
    }

    /** The answer's message, in the layout that the package describes. */
    byte[] encode();

    /**
     * Reads an answer between the buffer's position and limit, which it leaves as they are.
     *
     * @throws IllegalArgumentException if the bytes are not an answer
     */
    static Answer decode(ByteBuffer answer) {
        FieldReader fields = new FieldReader("answer", answer);
        return switch (fields.code(0)) {
            case 0 -> Rejected.decode(fields);
            case Query.Depth.CODE -> Depth.decode(fields.requireAtLeast(Depth.HEADER_BYTES));
            case Query.Order.CODE -> Order.decode(fields);
            case Query.Counts.CODE -> Counters.decode(fields);
            case Query.Report.CODE -> Report.decode(fields);
            default -> throw new IllegalArgumentException("the code of an answer is unknown: code=" + fields.code(0));
        };
    }
}
