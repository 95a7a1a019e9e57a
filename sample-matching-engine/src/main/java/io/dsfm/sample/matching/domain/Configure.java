package io.dsfm.sample.matching.domain;

/**
 * Sets how a symbol trades. It concerns what comes after it: orders that are there stay as they are.
 *
 * @param symbolId the symbol
 * @param feed which changes of the book are told
 * @param stepTicks prices of orders must be multiples of it, 1 to {@link Limits#MAX_STEP_TICKS}
 * @param lowestTicks the lowest price of an order, from 1
 * @param highestTicks the highest price of an order, from the lowest to {@link Limits#MAX_PRICE_TICKS}
 */
public record Configure(int symbolId, Feed feed, int stepTicks, long lowestTicks, long highestTicks)
        implements Command {

    @Override
    public byte[] encode() {
        byte[] bytes = new byte[CommandType.CONFIGURE.sizeBytes()];
        bytes[0] = CommandType.CONFIGURE.code();
        bytes[1] = feed.code();
        BigEndian.putInt(bytes, 4, symbolId);
        BigEndian.putInt(bytes, 8, stepTicks);
        BigEndian.putLong(bytes, 16, lowestTicks);
        BigEndian.putLong(bytes, 24, highestTicks);
        return bytes;
    }
}
