package io.dsfm.sample.matching.domain;

/**
 * Gives a resting order of the same client another price or quantity.
 *
 * @param orderId the client's id of the order, above 0; it stays
 * @param priceTicks its new price, 1 to {@link Limits#MAX_PRICE_TICKS}
 * @param quantityLots what shall be left of it, 1 to {@link Limits#MAX_QUANTITY_LOTS}
 */
public record Replace(long orderId, long priceTicks, long quantityLots) implements Command {

    @Override
    public byte[] encode() {
        byte[] bytes = new byte[CommandType.REPLACE.sizeBytes()];
        bytes[0] = CommandType.REPLACE.code();
        BigEndian.putLong(bytes, 8, orderId);
        BigEndian.putLong(bytes, 16, priceTicks);
        BigEndian.putLong(bytes, 24, quantityLots);
        return bytes;
    }
}
