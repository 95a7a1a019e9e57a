package io.dsfm.maelstrom.workload;

/**
 * Maelstrom's error codes, as far as this node gives them. A definite one says that the operation did not happen and never
 * will; what may have happened, or may still, must only be answered with an indefinite one, or not at all.
 */
public enum ErrorCode {
    /** Not answered in time, and what became of it is not known. */
    TIMEOUT(0, false),
    /** There is no such request. */
    NOT_SUPPORTED(10, true),
    /** Not now: the operation never entered the log. */
    TEMPORARILY_UNAVAILABLE(11, true),
    /** The request's body is not what its type asks for. */
    MALFORMED_REQUEST(12, true),
    /** Something broke, and what became of the operation is not known. */
    CRASH(13, false),
    /** Refused as a whole. */
    ABORT(14, true),
    /** There is no such key. */
    KEY_DOES_NOT_EXIST(20, true),
    /** The value is not the one expected. */
    PRECONDITION_FAILED(22, true);

    private final int code;
    private final boolean isDefinite;

    ErrorCode(int code, boolean isDefinite) {
        this.code = code;
        this.isDefinite = isDefinite;
    }

    /** The code in Maelstrom's protocol. */
    public int code() {
        return code;
    }

    /** Whether it says that the operation did not and will not happen. */
    public boolean isDefinite() {
        return isDefinite;
    }
}
