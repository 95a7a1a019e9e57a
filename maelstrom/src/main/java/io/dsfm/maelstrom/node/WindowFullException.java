package io.dsfm.maelstrom.node;

/** So many operations are under way that another one was not begun. */
final class WindowFullException extends Exception {

    private static final long serialVersionUID = 1;

    WindowFullException() {
        super("too many operations are under way: executed=no", null, false, false);
    }
}
