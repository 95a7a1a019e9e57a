package io.dsfm.sample.matching.domain;

import java.nio.ByteBuffer;

/** A question about the state, as a value. The values are not checked until the engine decodes them. */
public sealed interface Query {

    /** Asks for the best levels of both sides of a symbol's book, 1 to {@link Limits#MAX_DEPTH_LEVELS} of each. */
    record Depth(int symbolId, int levels) implements Query {
        /** Its stable code. */
        static final byte CODE = 1;

        @Override
        public byte queryCode() {
            return CODE;
        }

        @Override
        public byte[] encode() {
            byte[] bytes = new byte[12];
            bytes[0] = CODE;
            BigEndian.putInt(bytes, 4, symbolId);
            BigEndian.putInt(bytes, 8, levels);
            return bytes;
        }
    }

    /** Asks for an order that rests or waits. */
    record Order(OrderKey key) implements Query {
        /** Its stable code. */
        static final byte CODE = 2;

        @Override
        public byte queryCode() {
            return CODE;
        }

        @Override
        public byte[] encode() {
            byte[] bytes = new byte[24];
            bytes[0] = CODE;
            BigEndian.putLong(bytes, 8, key.clientId());
            BigEndian.putLong(bytes, 16, key.orderId());
            return bytes;
        }
    }

    /** Asks for the engine's counters. */
    record Counts() implements Query {
        /** Its stable code. */
        static final byte CODE = 3;

        @Override
        public byte queryCode() {
            return CODE;
        }

        @Override
        public byte[] encode() {
            return new byte[] {CODE};
        }
    }

    /** Asks for a report on a symbol. */
    record Report(int symbolId) implements Query {
        /** Its stable code. */
        static final byte CODE = 4;

        @Override
        public byte queryCode() {
            return CODE;
        }

        @Override
        public byte[] encode() {
            byte[] bytes = new byte[8];
            bytes[0] = CODE;
            BigEndian.putInt(bytes, 4, symbolId);
            return bytes;
        }
    }

    /** What is left of bytes that are no question: the code of the query, 0 if unknown, and the reason. */
    record Garbled(byte queryCode, RejectCode code) implements Query {
        @Override
        public byte[] encode() {
            throw new UnsupportedOperationException("a garbled query has no message: code=" + code);
        }
    }

    /** The query's message, in the layout that the package describes. */
    byte[] encode();

    /** The code of the query in its message; 0 if unknown. */
    byte queryCode();

    /** Reads a query between the buffer's position and limit, which it leaves as they are; any bytes may come. */
    static Query decode(ByteBuffer query) {
        int length = query.remaining();
        if (length == 0) {
            return new Garbled((byte) 0, RejectCode.EMPTY);
        }
        int start = query.position();
        byte code = query.get(start);
        return switch (code) {
            case Depth.CODE -> length == 12 ? depth(query, start) : new Garbled(code, RejectCode.WRONG_LENGTH);
            case Order.CODE -> length == 24 ? order(query, start) : new Garbled(code, RejectCode.WRONG_LENGTH);
            case Counts.CODE -> length == 1 ? new Counts() : new Garbled(code, RejectCode.WRONG_LENGTH);
            case Report.CODE -> length == 8 ? report(query, start) : new Garbled(code, RejectCode.WRONG_LENGTH);
            default -> new Garbled((byte) 0, RejectCode.UNKNOWN_CODE);
        };
    }

    private static Query depth(ByteBuffer query, int start) {
        int levels = query.getInt(start + 8);
        if ((query.getInt(start) & 0x00ff_ffff) != 0) {
            return new Garbled(Depth.CODE, RejectCode.NOT_ZERO);
        }
        if (levels < 1 || levels > Limits.MAX_DEPTH_LEVELS) {
            return new Garbled(Depth.CODE, RejectCode.INVALID_LEVELS);
        }
        return new Depth(query.getInt(start + 4), levels);
    }

    private static Query order(ByteBuffer query, int start) {
        if ((query.getLong(start) & 0x00ff_ffff_ffff_ffffL) != 0) {
            return new Garbled(Order.CODE, RejectCode.NOT_ZERO);
        }
        return new Order(new OrderKey(query.getLong(start + 8), query.getLong(start + 16)));
    }

    private static Query report(ByteBuffer query, int start) {
        boolean isZero = (query.getInt(start) & 0x00ff_ffff) == 0;
        return isZero ? new Report(query.getInt(start + 4)) : new Garbled(Report.CODE, RejectCode.NOT_ZERO);
    }
}
