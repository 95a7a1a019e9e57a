package io.dsfm.sample.matching.domain;

/**
 * Opens, halts or closes a symbol.
 *
 * @param symbolId the symbol
 * @param state its new state
 */
public record SetState(int symbolId, SymbolState state) implements Command {

    @Override
    public byte[] encode() {
        byte[] bytes = new byte[CommandType.SET_STATE.sizeBytes()];
        bytes[0] = CommandType.SET_STATE.code();
        bytes[1] = state.code();
        BigEndian.putInt(bytes, 4, symbolId);
        return bytes;
    }
}
