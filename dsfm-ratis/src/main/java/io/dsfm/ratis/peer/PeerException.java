package io.dsfm.ratis.peer;

import java.io.IOException;

/** A message to another node was not answered: whether it arrived is not known, unless the message tells. */
public final class PeerException extends IOException {

    private static final long serialVersionUID = 1;

    /** With what happened, for people. */
    public PeerException(String message) {
        super(message);
    }
}
