package io.dsfm.sample.matching.domain;

/**
 * Makes a symbol known, with an empty book.
 *
 * @param symbolId its id, above 0
 * @param name 1 to {@link Limits#MAX_NAME_BYTES} printable ASCII characters without a blank
 */
public record AddSymbol(int symbolId, String name) implements Command {

    /** Refuses a name that has no message. */
    public AddSymbol {
        if (!SymbolName.isValid(name)) {
            throw new IllegalArgumentException("not a symbol's name: name='" + name + "', accepted: 1 to "
                    + Limits.MAX_NAME_BYTES + " printable ASCII characters without a blank");
        }
    }

    @Override
    public byte[] encode() {
        byte[] bytes = new byte[CommandType.ADD_SYMBOL.sizeBytes()];
        bytes[0] = CommandType.ADD_SYMBOL.code();
        bytes[1] = (byte) SymbolName.put(bytes, 8, name);
        BigEndian.putInt(bytes, 4, symbolId);
        return bytes;
    }
}
