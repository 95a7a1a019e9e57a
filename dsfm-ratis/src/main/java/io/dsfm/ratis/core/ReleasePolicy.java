package io.dsfm.ratis.core;

import org.jspecify.annotations.Nullable;

/** Whose outcome is the result. */
public sealed interface ReleasePolicy {

    /** Whichever comes first, for each result anew. */
    record Earliest() implements ReleasePolicy {}

    /**
     * That of one instance: the one which was first most often in the last window. The results then come from one instance
     * as long as it keeps up, and another takes over where a window ends. Patent family US 11080139.
     *
     * @param window of how many outcomes
     */
    record Sticky(int window) implements ReleasePolicy {
        /** Refuses an empty window. */
        public Sticky {
            if (window < 1) {
                throw new IllegalArgumentException("a window must not be empty: window=" + window);
            }
        }
    }

    /**
     * Whichever comes first of those on which so many instances agree.
     *
     * @param instances how many
     */
    record Agree(int instances) implements ReleasePolicy {
        /** Refuses less than one. */
        public Agree {
            if (instances < 1) {
                throw new IllegalArgumentException("at least one instance must give it: instances=" + instances);
            }
        }
    }

    /** The default. */
    ReleasePolicy EARLIEST = new Earliest();

    /** Reads {@code earliest}, {@code sticky:WINDOW} or {@code agree:N}. */
    static ReleasePolicy parse(String text) {
        if (text.equals("earliest")) {
            return EARLIEST;
        }
        int colon = text.indexOf(':');
        String name = colon < 0 ? text : text.substring(0, colon);
        try {
            if (name.equals("sticky")) {
                return new Sticky(Integer.parseInt(text.substring(colon + 1)));
            }
            if (name.equals("agree")) {
                return new Agree(Integer.parseInt(text.substring(colon + 1)));
            }
        } catch (IllegalArgumentException e) {
            throw refused(text, e);
        }
        throw refused(text, null);
    }

    private static IllegalArgumentException refused(String text, @Nullable IllegalArgumentException cause) {
        return new IllegalArgumentException(
                "no release policy: found=" + text
                        + ", accepted: earliest, sticky:WINDOW or agree:N with numbers above 0",
                cause);
    }
}
