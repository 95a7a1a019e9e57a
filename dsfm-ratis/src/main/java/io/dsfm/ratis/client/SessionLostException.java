package io.dsfm.ratis.client;

/**
 * The client's session expired or was taken over by another process: this client submits no more. Requests that had been
 * sent without an answer may have been executed; the message tells.
 */
public final class SessionLostException extends GroupClientException {

    private static final long serialVersionUID = 1;

    SessionLostException(String message) {
        super(message);
    }
}
