package io.dsfm.ratis.client;

/**
 * It is not known whether the request was executed, or what its result was: whoever submits it again may have it executed
 * twice.
 */
public final class IndeterminateException extends GroupClientException {

    private static final long serialVersionUID = 1;

    IndeterminateException(String message) {
        super(message);
    }
}
