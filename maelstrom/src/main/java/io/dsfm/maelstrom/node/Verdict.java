package io.dsfm.maelstrom.node;

import io.dsfm.maelstrom.workload.ErrorCode;
import io.dsfm.maelstrom.workload.RequestException;
import io.dsfm.maelstrom.workload.store.Status;
import io.dsfm.ratis.client.RefusedException;
import java.util.concurrent.CompletionException;

/**
 * What a client may be told when its operation was not answered. The rule that must not be got wrong: an update may only be
 * called undone if it never entered the log of any leader and never will. The framework's client knows, since it counts
 * every sending whose fate was not told; whatever else happens to an update is indefinite.
 *
 * <p>Threading: stateless.
 */
final class Verdict {

    private Verdict() {}

    /** Of an update that failed so. */
    static ErrorCode ofUpdate(Throwable failure) {
        Throwable cause = cause(failure);
        return cause instanceof RefusedException || cause instanceof WindowFullException
                ? ErrorCode.TEMPORARILY_UNAVAILABLE
                : ErrorCode.CRASH;
    }

    /** Of a read that failed, however: it leaves nothing behind, so it is always definite. */
    static ErrorCode ofRead() {
        return ErrorCode.TEMPORARILY_UNAVAILABLE;
    }

    /** Of an input that the store has refused: it is in the log, but has changed nothing. */
    static RequestException of(Status status) {
        return switch (status) {
            case MISSING -> new RequestException(ErrorCode.KEY_DOES_NOT_EXIST, "there is no such key");
            case MISMATCH ->
                new RequestException(ErrorCode.PRECONDITION_FAILED, "the value is not the one that was expected");
            case TOO_LONG -> new RequestException(ErrorCode.ABORT, "a list is too long to be read");
            default -> new RequestException(ErrorCode.MALFORMED_REQUEST, "the store does not know such an input");
        };
    }

    static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
