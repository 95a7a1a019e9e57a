package io.dsfm.maelstrom.harness.net;

/**
 * A request did not succeed.
 *
 * <p>Failure: {@link #isDefinite} says whether the operation surely did not happen and never will.
 */
public final class RpcException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int code;

    /** With Maelstrom's code. */
    public RpcException(int code, String text) {
        super(code + " " + text);
        this.code = code;
    }

    /** Maelstrom's code. */
    public int code() {
        return code;
    }

    /** Whether the code says that the operation did not happen and never will. */
    public boolean isDefinite() {
        return ErrorCode.isDefinite(code);
    }
}
