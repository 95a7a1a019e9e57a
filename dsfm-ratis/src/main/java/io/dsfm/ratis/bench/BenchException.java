package io.dsfm.ratis.bench;

/** A measurement could not be made; the message says why, and where the logs are. */
public final class BenchException extends RuntimeException {

    private static final long serialVersionUID = 1;

    BenchException(String message) {
        super(message);
    }

    BenchException(String message, Throwable cause) {
        super(message, cause);
    }
}
