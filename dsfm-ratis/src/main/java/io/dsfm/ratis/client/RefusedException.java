package io.dsfm.ratis.client;

/** The request was not executed and never will be: it may be submitted again. */
public final class RefusedException extends GroupClientException {

    private static final long serialVersionUID = 1;

    RefusedException(String message) {
        super(message);
    }
}
