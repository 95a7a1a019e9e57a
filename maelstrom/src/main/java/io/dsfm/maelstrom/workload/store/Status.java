package io.dsfm.maelstrom.workload.store;

/** What became of a whole input or query. The codes are in replies, and stay. With all but OK the state is unchanged. */
public enum Status {
    /** Done; the results of the steps follow. */
    OK(0),
    /** The bytes are no input, or no query. */
    MALFORMED(1),
    /** A register that was to be compared is not there. */
    MISSING(2),
    /** A register holds something else than was expected. */
    MISMATCH(3),
    /** A list is too long to be given in the reply to an input. */
    TOO_LONG(4);

    private final int code;

    Status(int code) {
        this.code = code;
    }

    /** The code on the wire. */
    public int code() {
        return code;
    }

    static Status of(int code) {
        for (Status status : values()) {
            if (status.code == code) {
                return status;
            }
        }
        throw new IllegalArgumentException("unknown status: code=" + code);
    }
}
