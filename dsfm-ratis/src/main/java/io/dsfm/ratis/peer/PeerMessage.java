package io.dsfm.ratis.peer;

/** The messages between nodes. The codes are those on the wire, and stay. */
public enum PeerMessage {
    /** Asks for a vote or a pre-vote. */
    REQUEST_VOTE(1),
    /** Brings entries, or a heartbeat. */
    APPEND_ENTRIES(2),
    /** Brings a piece of a snapshot. */
    INSTALL_SNAPSHOT(3),
    /** Tells a secondary to stand for election at once. */
    START_LEADER_ELECTION(4),
    /** Asks the primary up to where a read has to wait. */
    READ_INDEX(5),
    /** Tells how far the sender has executed and what it knows to be released. */
    PROGRESS(6);

    private static final PeerMessage[] BY_CODE = new PeerMessage[7];

    static {
        for (PeerMessage message : values()) {
            BY_CODE[message.code] = message;
        }
    }

    private final int code;

    PeerMessage(int code) {
        this.code = code;
    }

    /** The code on the wire. */
    public int code() {
        return code;
    }

    /**
     * The message with this code.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static PeerMessage of(int code) {
        if (code < 1 || code >= BY_CODE.length) {
            throw new IllegalArgumentException(
                    "unknown message: code=" + code + ", accepted: 1 to " + (BY_CODE.length - 1));
        }
        return BY_CODE[code];
    }
}
