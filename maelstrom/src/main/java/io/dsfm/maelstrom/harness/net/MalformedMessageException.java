package io.dsfm.maelstrom.harness.net;

/** Somebody sent what Maelstrom would not take; the message shows the line. */
public final class MalformedMessageException extends Exception {

    private static final long serialVersionUID = 1L;

    /** With what is wrong, and where. */
    public MalformedMessageException(String message) {
        super(message);
    }
}
