package io.dsfm.maelstrom.workload;

/** A request is answered with an error. */
public final class RequestException extends Exception {

    private static final long serialVersionUID = 1;

    private final ErrorCode code;

    /** With the error's code and text; without a stack trace. */
    public RequestException(ErrorCode code, String text) {
        super(text, null, false, false);
        this.code = code;
    }

    /** Which error. */
    public ErrorCode code() {
        return code;
    }
}
