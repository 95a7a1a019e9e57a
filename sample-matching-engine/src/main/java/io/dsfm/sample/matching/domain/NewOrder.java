package io.dsfm.sample.matching.domain;

/**
 * Sends an order to a symbol's book.
 *
 * @param symbolId the symbol, above 0
 * @param orderId the client's id of the order, above 0, unique among the client's orders that rest or wait
 * @param side which way it trades
 * @param type how it limits the price, and when it starts to trade
 * @param timeInForce what becomes of lots that do not trade at once
 * @param priceTicks 1 to {@link Limits#MAX_PRICE_TICKS}; {@link #NO_PRICE} for a type without a price
 * @param quantityLots 1 to {@link Limits#MAX_QUANTITY_LOTS}
 * @param stopPriceTicks as the price; {@link #NO_PRICE} for a type without a stop price
 * @param displayLots how much of an iceberg order is displayed at a time; {@link #DISPLAY_ALL} if it is none
 * @param deadlineNanos the time, on the clock of the log, from which the order does not trade; {@link #NO_DEADLINE} if it
 *     is not good till a time
 * @param selfTrade what happens when it meets an order of the same client
 */
public record NewOrder(
        int symbolId,
        long orderId,
        Side side,
        OrderType type,
        TimeInForce timeInForce,
        long priceTicks,
        long quantityLots,
        long stopPriceTicks,
        long displayLots,
        long deadlineNanos,
        SelfTrade selfTrade)
        implements Command {

    /** The price of an order without one. */
    public static final long NO_PRICE = 0;

    /** The displayed quantity of an order that is no iceberg order. */
    public static final long DISPLAY_ALL = 0;

    /** The deadline of an order without one. */
    public static final long NO_DEADLINE = 0;

    /** The length of the long form of the message. */
    public static final int LONG_SIZE_BYTES = 64;

    /** An order of the short form: no stop price, not an iceberg order, no deadline, self-trades allowed. */
    public NewOrder(
            int symbolId,
            long orderId,
            Side side,
            OrderType type,
            TimeInForce timeInForce,
            long priceTicks,
            long quantityLots) {
        this(
                symbolId,
                orderId,
                side,
                type,
                timeInForce,
                priceTicks,
                quantityLots,
                NO_PRICE,
                DISPLAY_ALL,
                NO_DEADLINE,
                SelfTrade.ALLOWED);
    }

    /** A limit order that may rest. */
    public static NewOrder limit(int symbolId, long orderId, Side side, long quantityLots, long priceTicks) {
        return new NewOrder(symbolId, orderId, side, OrderType.LIMIT, TimeInForce.DAY, priceTicks, quantityLots);
    }

    /** A limit order that does not rest. */
    public static NewOrder ioc(int symbolId, long orderId, Side side, long quantityLots, long priceTicks) {
        return new NewOrder(symbolId, orderId, side, OrderType.LIMIT, TimeInForce.IOC, priceTicks, quantityLots);
    }

    /** A limit order that trades whole or not at all. */
    public static NewOrder fok(int symbolId, long orderId, Side side, long quantityLots, long priceTicks) {
        return new NewOrder(symbolId, orderId, side, OrderType.LIMIT, TimeInForce.FOK, priceTicks, quantityLots);
    }

    /** A limit order that must not trade at once. */
    public static NewOrder postOnly(int symbolId, long orderId, Side side, long quantityLots, long priceTicks) {
        return new NewOrder(symbolId, orderId, side, OrderType.POST_ONLY, TimeInForce.DAY, priceTicks, quantityLots);
    }

    /** A market order. */
    public static NewOrder market(int symbolId, long orderId, Side side, long quantityLots) {
        return new NewOrder(symbolId, orderId, side, OrderType.MARKET, TimeInForce.IOC, NO_PRICE, quantityLots);
    }

    /** A market order that waits until the market reaches the stop price. */
    public static NewOrder stop(int symbolId, long orderId, Side side, long quantityLots, long stopPriceTicks) {
        return new NewOrder(symbolId, orderId, side, OrderType.STOP, TimeInForce.DAY, NO_PRICE, quantityLots)
                .withStopPrice(stopPriceTicks);
    }

    /** The same order with this type and this stop price. */
    public NewOrder withType(OrderType newType, long newStopPriceTicks) {
        return new NewOrder(
                symbolId,
                orderId,
                side,
                newType,
                timeInForce,
                priceTicks,
                quantityLots,
                newStopPriceTicks,
                displayLots,
                deadlineNanos,
                selfTrade);
    }

    /** The same order with this stop price. */
    public NewOrder withStopPrice(long newStopPriceTicks) {
        return withType(type, newStopPriceTicks);
    }

    /** The same order as an iceberg order that displays this much at a time. */
    public NewOrder withDisplay(long newDisplayLots) {
        return new NewOrder(
                symbolId,
                orderId,
                side,
                type,
                timeInForce,
                priceTicks,
                quantityLots,
                stopPriceTicks,
                newDisplayLots,
                deadlineNanos,
                selfTrade);
    }

    /** The same order with this time in force and this deadline. */
    public NewOrder withTimeInForce(TimeInForce newTimeInForce, long newDeadlineNanos) {
        return new NewOrder(
                symbolId,
                orderId,
                side,
                type,
                newTimeInForce,
                priceTicks,
                quantityLots,
                stopPriceTicks,
                displayLots,
                newDeadlineNanos,
                selfTrade);
    }

    /** The same order, good till the given time. */
    public NewOrder until(long newDeadlineNanos) {
        return withTimeInForce(TimeInForce.GTT, newDeadlineNanos);
    }

    /** The same order with this choice for self-trades. */
    public NewOrder withSelfTrade(SelfTrade newSelfTrade) {
        return new NewOrder(
                symbolId,
                orderId,
                side,
                type,
                timeInForce,
                priceTicks,
                quantityLots,
                stopPriceTicks,
                displayLots,
                deadlineNanos,
                newSelfTrade);
    }

    /** Whether the order has anything that only the long form of the message holds. */
    public boolean isLong() {
        return stopPriceTicks != NO_PRICE
                || displayLots != DISPLAY_ALL
                || deadlineNanos != NO_DEADLINE
                || selfTrade != SelfTrade.ALLOWED;
    }

    /** Writes the short form, or the long form where the order needs it. */
    @Override
    public byte[] encode() {
        byte[] bytes = new byte[isLong() ? LONG_SIZE_BYTES : CommandType.NEW_ORDER.sizeBytes()];
        bytes[0] = CommandType.NEW_ORDER.code();
        bytes[1] = side.code();
        bytes[2] = type.code();
        bytes[3] = timeInForce.code();
        BigEndian.putInt(bytes, 4, symbolId);
        BigEndian.putLong(bytes, 8, orderId);
        BigEndian.putLong(bytes, 16, priceTicks);
        BigEndian.putLong(bytes, 24, quantityLots);
        if (bytes.length == LONG_SIZE_BYTES) {
            BigEndian.putLong(bytes, 32, stopPriceTicks);
            BigEndian.putLong(bytes, 40, displayLots);
            BigEndian.putLong(bytes, 48, deadlineNanos);
            bytes[56] = selfTrade.code();
        }
        return bytes;
    }
}
