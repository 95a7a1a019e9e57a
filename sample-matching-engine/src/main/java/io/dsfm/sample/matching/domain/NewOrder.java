package io.dsfm.sample.matching.domain;

/**
 * Sends an order to a symbol's book.
 *
 * @param symbolId the symbol, above 0
 * @param orderId the client's id of the order, above 0, unique among the client's resting orders
 * @param side which way it trades
 * @param type how it limits the price
 * @param timeInForce what becomes of lots that do not trade at once
 * @param priceTicks 1 to {@link Limits#MAX_PRICE_TICKS}; {@link #NO_PRICE} for a market order
 * @param quantityLots 1 to {@link Limits#MAX_QUANTITY_LOTS}
 */
public record NewOrder(
        int symbolId,
        long orderId,
        Side side,
        OrderType type,
        TimeInForce timeInForce,
        long priceTicks,
        long quantityLots)
        implements Command {

    /** The price of a market order. */
    public static final long NO_PRICE = 0;

    /** A limit order that may rest. */
    public static NewOrder limit(int symbolId, long orderId, Side side, long quantityLots, long priceTicks) {
        return new NewOrder(symbolId, orderId, side, OrderType.LIMIT, TimeInForce.DAY, priceTicks, quantityLots);
    }

    /** A limit order that does not rest. */
    public static NewOrder ioc(int symbolId, long orderId, Side side, long quantityLots, long priceTicks) {
        return new NewOrder(symbolId, orderId, side, OrderType.LIMIT, TimeInForce.IOC, priceTicks, quantityLots);
    }

    /** A market order. */
    public static NewOrder market(int symbolId, long orderId, Side side, long quantityLots) {
        return new NewOrder(symbolId, orderId, side, OrderType.MARKET, TimeInForce.IOC, NO_PRICE, quantityLots);
    }

    @Override
    public byte[] encode() {
        byte[] bytes = new byte[CommandType.NEW_ORDER.sizeBytes()];
        bytes[0] = CommandType.NEW_ORDER.code();
        bytes[1] = side.code();
        bytes[2] = type.code();
        bytes[3] = timeInForce.code();
        BigEndian.putInt(bytes, 4, symbolId);
        BigEndian.putLong(bytes, 8, orderId);
        BigEndian.putLong(bytes, 16, priceTicks);
        BigEndian.putLong(bytes, 24, quantityLots);
        return bytes;
    }
}
