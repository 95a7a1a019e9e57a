package io.dsfm.sample.matching.jmh;

import io.dsfm.sample.matching.domain.Side;

/** Commands on one symbol, such as every book under test understands; filled anew again and again. */
final class Batch {

    /** What a command asks for. */
    enum Kind {
        /** A limit order that may rest. */
        NEW,
        /** A limit order that does not rest. */
        IMMEDIATE,
        /** A whole order is cancelled. */
        CANCEL,
        /** Some lots of an order are cancelled. */
        REDUCE,
        /** An order gets another price, and a new place. */
        REPLACE
    }

    /** The client that sends them all, as it is in the demo: a gateway, which numbers its orders. */
    static final long CLIENT_ID = 1;

    final Kind[] kinds;
    final long[] orderIds;
    /** Of the order. */
    final Side[] sides;

    final long[] priceTicks;
    /** Of {@link Kind#REDUCE}, the lots to take away; else what the order has, or has left. */
    final long[] lots;

    private int size;

    Batch(int capacity) {
        kinds = new Kind[capacity];
        orderIds = new long[capacity];
        sides = new Side[capacity];
        priceTicks = new long[capacity];
        lots = new long[capacity];
    }

    int size() {
        return size;
    }

    int capacity() {
        return kinds.length;
    }

    void clear() {
        size = 0;
    }

    /** Becomes the same as another, which is no larger than this one can be. */
    void copy(Batch other) {
        size = other.size;
        System.arraycopy(other.kinds, 0, kinds, 0, size);
        System.arraycopy(other.orderIds, 0, orderIds, 0, size);
        System.arraycopy(other.sides, 0, sides, 0, size);
        System.arraycopy(other.priceTicks, 0, priceTicks, 0, size);
        System.arraycopy(other.lots, 0, lots, 0, size);
    }

    void add(Kind kind, long orderId, Side side, long price, long quantity) {
        kinds[size] = kind;
        orderIds[size] = orderId;
        sides[size] = side;
        priceTicks[size] = price;
        lots[size] = quantity;
        size++;
    }
}
