package io.dsfm.maelstrom.workload.store;

/** What the variants have in common: the application's name and the bounds of its specification. */
public final class StoreApplication {

    /** The name of the application. */
    public static final String NAME = "maelstrom-store";

    /** The version of the specification. */
    public static final int VERSION = 1;

    /**
     * An input that gives a list's items is refused with {@link Status#TOO_LONG} if the list could come to more than so
     * many bytes by it: those of its items before and 4 for each, plus the length of the input.
     */
    public static final long LIST_BYTES = 256 << 10;

    /** An input whose reply could come to more is refused with {@link Status#TOO_LONG}: {@link ReplySize}. */
    public static final int REPLY_BYTES = 16 << 20;

    /** So many bytes of items one answer to a query has at most, with 4 for each; those behind are for the next query. */
    public static final int ANSWER_BYTES = 4 << 20;

    private StoreApplication() {}
}
