package io.dsfm.sample.matching.domain;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** An event as a value, for those who follow the results; variants write events with {@link ResultPublisher}. */
public sealed interface Event {

    /** A symbol was made known. */
    record SymbolAdded(int symbolId, String name) implements Event {}

    /** An order was accepted, with the fields that it was sent with; its trades follow. */
    record Accepted(long clientId, NewOrder order) implements Event {}

    /** An incoming order, the taker, traded with a resting one, the maker, of which {@code makerLeftLots} are left. */
    record Filled(
            OrderKey maker,
            long makerLeftLots,
            OrderKey taker,
            long priceTicks,
            long lots,
            long tradeNumber,
            int symbolId,
            Side takerSide)
            implements Event {}

    /** Lots of an order were taken away without a trade. */
    record Cancelled(OrderKey order, long takenLots, long leftLots, int symbolId, Side side, CancelReason reason)
            implements Event {}

    /** A command was rejected; ids that are not known are 0, and the command is null if its code is unknown. */
    record Rejected(OrderKey order, int symbolId, @Nullable CommandType command, RejectCode code) implements Event {}

    /**
     * Reads an event between the buffer's position and limit, which it leaves as they are.
     *
     * @throws IllegalArgumentException if the bytes are not an event of the given type
     */
    static Event decode(int type, ByteBuffer bytes) {
        EventType known = EventType.ofCode(type);
        if (known == null) {
            throw new IllegalArgumentException("the type of an event is unknown: type=" + type);
        }
        FieldReader fields = new FieldReader(known + " event", bytes, known.sizeBytes());
        return switch (known) {
            case SYMBOL_ADDED -> new SymbolAdded(fields.intAt(4), fields.nameAt(8, fields.code(0)));
            case ACCEPTED -> accepted(fields);
            case FILLED -> filled(fields);
            case CANCELLED -> cancelled(fields);
            case REJECTED -> rejected(fields);
        };
    }

    private static Accepted accepted(FieldReader fields) {
        NewOrder order = new NewOrder(
                fields.intAt(32),
                fields.longAt(8),
                fields.known(Side.ofCode(fields.code(36)), fields.code(36)),
                fields.known(OrderType.ofCode(fields.code(37)), fields.code(37)),
                fields.known(TimeInForce.ofCode(fields.code(38)), fields.code(38)),
                fields.longAt(16),
                fields.longAt(24));
        return new Accepted(fields.longAt(0), order);
    }

    private static Filled filled(FieldReader fields) {
        return new Filled(
                new OrderKey(fields.longAt(0), fields.longAt(8)),
                fields.longAt(16),
                new OrderKey(fields.longAt(24), fields.longAt(32)),
                fields.longAt(40),
                fields.longAt(48),
                fields.longAt(56),
                fields.intAt(64),
                fields.known(Side.ofCode(fields.code(68)), fields.code(68)));
    }

    private static Cancelled cancelled(FieldReader fields) {
        return new Cancelled(
                new OrderKey(fields.longAt(0), fields.longAt(8)),
                fields.longAt(16),
                fields.longAt(24),
                fields.intAt(32),
                fields.known(Side.ofCode(fields.code(36)), fields.code(36)),
                fields.known(CancelReason.ofCode(fields.code(37)), fields.code(37)));
    }

    private static Rejected rejected(FieldReader fields) {
        int commandCode = fields.code(20);
        int rejectCode = fields.shortAt(22);
        return new Rejected(
                new OrderKey(fields.longAt(0), fields.longAt(8)),
                fields.intAt(16),
                commandCode == 0 ? null : fields.known(CommandType.ofCode(commandCode), commandCode),
                fields.known(RejectCode.ofCode(rejectCode), rejectCode));
    }
}
