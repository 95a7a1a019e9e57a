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

    /** An order was given another price or quantity; unless it kept its place, its trades follow. */
    record Replaced(OrderKey order, long priceTicks, long quantityLots, int symbolId, Side side, boolean keepsPlace)
            implements Event {}

    /** A waiting order was triggered; its trades follow. */
    record Triggered(OrderKey order, int symbolId, Side side) implements Event {}

    /** A symbol was opened, halted or closed. */
    record StateSet(int symbolId, SymbolState state) implements Event {}

    /** A symbol was configured. */
    record Configured(Configure terms) implements Event {}

    /** A level of a book is now as given; it is gone if it has no orders. */
    record Depth(int symbolId, Side side, Answer.Level level) implements Event {}

    /** The best of a book is now as given; price and lots of an empty side are 0. */
    record TopOfBook(int symbolId, long bidTicks, long bidLots, long askTicks, long askLots) implements Event {}

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
        boolean isLong = known == EventType.ACCEPTED && bytes.remaining() == EventType.ACCEPTED_LONG_BYTES;
        int sizeBytes = isLong ? EventType.ACCEPTED_LONG_BYTES : known.sizeBytes();
        FieldReader fields = new FieldReader(known + " event", bytes, sizeBytes);
        return switch (known) {
            case SYMBOL_ADDED -> new SymbolAdded(fields.intAt(4), fields.nameAt(8, fields.code(0)));
            case ACCEPTED -> new Accepted(fields.longAt(0), accepted(fields, isLong));
            case FILLED -> filled(fields);
            case CANCELLED -> cancelled(fields);
            case REJECTED -> rejected(fields);
            case REPLACED ->
                new Replaced(
                        fields.keyAt(0),
                        fields.longAt(16),
                        fields.longAt(24),
                        fields.intAt(32),
                        side(fields, 36),
                        fields.code(37) == 1);
            case TRIGGERED -> new Triggered(fields.keyAt(0), fields.intAt(16), side(fields, 20));
            case STATE_SET ->
                new StateSet(fields.intAt(0), fields.known(SymbolState.ofCode(fields.code(4)), fields.code(4)));
            case CONFIGURED ->
                new Configured(new Configure(
                        fields.intAt(0),
                        fields.known(Feed.ofCode(fields.code(24)), fields.code(24)),
                        fields.intAt(4),
                        fields.longAt(8),
                        fields.longAt(16)));
            case DEPTH ->
                new Depth(
                        fields.intAt(20),
                        side(fields, 24),
                        new Answer.Level(fields.longAt(0), fields.longAt(8), fields.intAt(16)));
            case TOP_OF_BOOK ->
                new TopOfBook(
                        fields.intAt(32), fields.longAt(0), fields.longAt(8), fields.longAt(16), fields.longAt(24));
        };
    }

    private static Side side(FieldReader fields, int offset) {
        return fields.known(Side.ofCode(fields.code(offset)), fields.code(offset));
    }

    private static NewOrder accepted(FieldReader fields, boolean isLong) {
        return new NewOrder(
                fields.intAt(32),
                fields.longAt(8),
                side(fields, 36),
                fields.known(OrderType.ofCode(fields.code(37)), fields.code(37)),
                fields.known(TimeInForce.ofCode(fields.code(38)), fields.code(38)),
                fields.longAt(16),
                fields.longAt(24),
                isLong ? fields.longAt(40) : NewOrder.NO_PRICE,
                isLong ? fields.longAt(48) : NewOrder.DISPLAY_ALL,
                isLong ? fields.longAt(56) : NewOrder.NO_DEADLINE,
                isLong ? fields.known(SelfTrade.ofCode(fields.code(64)), fields.code(64)) : SelfTrade.ALLOWED);
    }

    private static Filled filled(FieldReader fields) {
        return new Filled(
                fields.keyAt(0),
                fields.longAt(16),
                fields.keyAt(24),
                fields.longAt(40),
                fields.longAt(48),
                fields.longAt(56),
                fields.intAt(64),
                side(fields, 68));
    }

    private static Cancelled cancelled(FieldReader fields) {
        return new Cancelled(
                fields.keyAt(0),
                fields.longAt(16),
                fields.longAt(24),
                fields.intAt(32),
                side(fields, 36),
                fields.known(CancelReason.ofCode(fields.code(37)), fields.code(37)));
    }

    private static Rejected rejected(FieldReader fields) {
        int commandCode = fields.code(20);
        int rejectCode = fields.shortAt(22);
        return new Rejected(
                fields.keyAt(0),
                fields.intAt(16),
                commandCode == 0 ? null : fields.known(CommandType.ofCode(commandCode), commandCode),
                fields.known(RejectCode.ofCode(rejectCode), rejectCode));
    }
}
