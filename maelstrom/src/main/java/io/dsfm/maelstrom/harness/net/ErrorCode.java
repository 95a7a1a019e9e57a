package io.dsfm.maelstrom.harness.net;

import java.util.Set;

/** Maelstrom's error codes, as far as the harness must know them. Source: Maelstrom's protocol documentation, "Errors". */
public final class ErrorCode {

    /** Nothing came in time. */
    public static final int TIMEOUT = 0;

    /** There is no such node. */
    public static final int NODE_NOT_FOUND = 1;

    /** The key is not there. */
    public static final int KEY_DOES_NOT_EXIST = 20;

    /** The key has another value than the one to be replaced. */
    public static final int PRECONDITION_FAILED = 22;

    private static final Set<Integer> DEFINITE = Set.of(1, 10, 11, 12, 14, 20, 21, 22, 30);

    private ErrorCode() {}

    /** Whether an operation that ended so surely did not happen and never will; not so for codes that nobody knows. */
    public static boolean isDefinite(int code) {
        return DEFINITE.contains(code);
    }
}
