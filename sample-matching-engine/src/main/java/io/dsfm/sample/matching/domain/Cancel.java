package io.dsfm.sample.matching.domain;

/**
 * Takes a resting order of the same client, or a part of it, out of its book.
 *
 * @param orderId the client's id of the order, above 0
 * @param quantityLots how much to take away, 0 to {@link Limits#MAX_QUANTITY_LOTS}; {@link #ALL}, or more than is left,
 *     for all of it
 */
public record Cancel(long orderId, long quantityLots) implements Command {

    /** The quantity that stands for everything that is left. */
    public static final long ALL = 0;

    @Override
    public byte[] encode() {
        byte[] bytes = new byte[CommandType.CANCEL.sizeBytes()];
        bytes[0] = CommandType.CANCEL.code();
        BigEndian.putLong(bytes, 8, orderId);
        BigEndian.putLong(bytes, 16, quantityLots);
        return bytes;
    }
}
