package io.dsfm.ratis.core;

/** A state machine threw: its instance's state is unknown and it may not go on. The message names the input. */
public final class ExecutionException extends RuntimeException {

    private static final long serialVersionUID = 1;

    ExecutionException(String message, Throwable cause) {
        super(message + ", thrown=" + cause, cause);
    }
}
