package io.dsfm.ratis.client;

/** Why the group gave no result; which subclass it is tells what the caller may conclude. */
public abstract sealed class GroupClientException extends RuntimeException
        permits RefusedException, IndeterminateException, SessionLostException {

    private static final long serialVersionUID = 1;

    /** Without a stack trace: what happened is elsewhere, and often happens to thousands of requests at once. */
    GroupClientException(String message) {
        super(message, null, false, false);
    }
}
