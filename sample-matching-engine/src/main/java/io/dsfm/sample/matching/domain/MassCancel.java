package io.dsfm.sample.matching.domain;

/**
 * Cancels all orders of a scope, at most {@link Limits#MAX_CANCELS_PER_INPUT} of them at a time.
 *
 * @param scope which orders
 * @param symbolId the symbol; {@link #NO_SYMBOL} for {@link CancelScope#OWN}
 */
public record MassCancel(CancelScope scope, int symbolId) implements Command {

    /** The symbol of a scope that is not of one symbol. */
    public static final int NO_SYMBOL = 0;

    @Override
    public byte[] encode() {
        byte[] bytes = new byte[CommandType.MASS_CANCEL.sizeBytes()];
        bytes[0] = CommandType.MASS_CANCEL.code();
        bytes[1] = scope.code();
        BigEndian.putInt(bytes, 4, symbolId);
        return bytes;
    }
}
