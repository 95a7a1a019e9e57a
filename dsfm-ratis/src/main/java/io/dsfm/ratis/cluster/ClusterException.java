package io.dsfm.ratis.cluster;

/** A node process did not do what it was told to, or does not answer; the message holds the end of its log. */
public final class ClusterException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** Says what happened. */
    public ClusterException(String message) {
        super(message);
    }

    /** Says what happened, and why. */
    public ClusterException(String message, Throwable cause) {
        super(message, cause);
    }
}
