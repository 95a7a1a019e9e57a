package io.dsfm.sample.matching.domain;

/** What of an order's terms goes into one byte: bits 0 and 1 the code of {@link SelfTrade}, bit 2 whether it is post-only. */
public final class OrderFlags {

    private static final int SELF_TRADE = 3;
    private static final int POST_ONLY = 4;

    private OrderFlags() {}

    /** The flags of an order with these terms. */
    public static int of(SelfTrade selfTrade, boolean isPostOnly) {
        return selfTrade.code() | (isPostOnly ? POST_ONLY : 0);
    }

    /** Whether some order can have these flags. */
    public static boolean isValid(int flags) {
        return (flags & ~(SELF_TRADE | POST_ONLY)) == 0 && (flags & SELF_TRADE) != SELF_TRADE;
    }

    /** The choice for self-trades in flags that are valid. */
    public static SelfTrade selfTrade(int flags) {
        SelfTrade selfTrade = SelfTrade.ofCode(flags & SELF_TRADE);
        if (selfTrade == null) {
            throw new IllegalArgumentException("not the flags of an order: flags=" + flags);
        }
        return selfTrade;
    }

    /** Whether the order is post-only. */
    public static boolean isPostOnly(int flags) {
        return (flags & POST_ONLY) != 0;
    }
}
