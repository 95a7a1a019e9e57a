package io.dsfm.ratis.node;

/** A running node could not go on and has stopped itself. The message tells at what. */
public final class NodeFailedException extends Exception {

    private static final long serialVersionUID = 1;

    NodeFailedException(String what, Throwable cause) {
        super(what, cause);
    }
}
