package io.dsfm.ratis.bench;

/** How requests are sent. */
public sealed interface Load {

    /** As people read it. */
    String title();

    /**
     * So many are kept under way: each answer lets the next one go. It tells what the contestant can do; its latency, that
     * of a queue of this length.
     *
     * @param window how many
     */
    record Closed(int window) implements Load {
        @Override
        public String title() {
            return window == 1 ? "1 in flight" : "window of " + window;
        }
    }

    /**
     * So many are sent in a second at fixed times, answered or not. Latency counts from the time at which a request was to
     * be sent, so that a stall shows in each request that it delayed.
     *
     * @param perSecond how many
     */
    record Open(int perSecond) implements Load {
        @Override
        public String title() {
            return perSecond + " per second";
        }
    }
}
