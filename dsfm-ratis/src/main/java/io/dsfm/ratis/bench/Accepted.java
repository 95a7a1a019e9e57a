package io.dsfm.ratis.bench;

/** How a value that is not accepted is refused. */
final class Accepted {

    private Accepted() {}

    /** Refuses a value by the name under which it is given on the command line. */
    static void require(boolean holds, String name, Object value, String accepted) {
        if (!holds) {
            throw new IllegalArgumentException("invalid value: " + name + "=" + value + ", accepted: " + accepted);
        }
    }
}
