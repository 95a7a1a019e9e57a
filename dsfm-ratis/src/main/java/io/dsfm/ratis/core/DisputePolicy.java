package io.dsfm.ratis.core;

/** What to do where instances disagree and none of their outcomes has a majority of them. */
public enum DisputePolicy {
    /** Nothing leaves any more, until one side is quarantined from outside. */
    HALT,
    /** Whoever was first is right; the others are quarantined. */
    TRUST_EARLIEST;

    /** The policy of this name: {@code halt} or {@code trust-earliest}. */
    public static DisputePolicy parse(String text) {
        return switch (text) {
            case "halt" -> HALT;
            case "trust-earliest" -> TRUST_EARLIEST;
            default ->
                throw new IllegalArgumentException(
                        "no policy for disputes: found=" + text + ", accepted: halt or trust-earliest");
        };
    }
}
