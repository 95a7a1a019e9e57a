package io.dsfm.ratis.peer;

import java.io.IOException;

/** A message to another node was not answered: whether it arrived is not known, unless the message tells. */
public final class PeerException extends IOException {

    private static final long serialVersionUID = 1;

    private final boolean isLinkLost;

    /** With what happened, for people. */
    public PeerException(String message) {
        this(message, false);
    }

    private PeerException(String message, boolean isLinkLost) {
        super(message);
        this.isLinkLost = isLinkLost;
    }

    /** The link was lost while an answer was waited for. */
    public static PeerException linkLost(String message) {
        return new PeerException(message, true);
    }

    /** Whether the link was lost while an answer was waited for; it may be up again at once. */
    public boolean isLinkLost() {
        return isLinkLost;
    }
}
