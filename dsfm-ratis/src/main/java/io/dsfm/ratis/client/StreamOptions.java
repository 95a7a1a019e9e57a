package io.dsfm.ratis.client;

import io.dsfm.ratis.config.HostPort;
import io.dsfm.ratis.stream.ResultFilter;
import io.dsfm.ratis.tls.ClientTls;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which results a {@link ResultStream} gives, and from where.
 *
 * @param addresses client addresses of some or all nodes of the group; the others are learnt from these
 * @param group the group's name, which the nodes check; empty for whichever group answers
 * @param from the sequence of the first result, from 1; or {@link #NEXT} or {@link #OLDEST}
 * @param filter which results
 * @param source which node to ask
 * @param windowBytes how many bytes of results may be under way or wait to be taken, 1 KiB to 64 MiB; the node may grant less
 * @param tls whom it trusts, of a group with TLS; null of a group without
 */
public record StreamOptions(
        List<HostPort> addresses,
        String group,
        long from,
        ResultFilter filter,
        Source source,
        int windowBytes,
        @Nullable ClientTls tls) {

    /** From the result after the newest that the first node asked has. */
    public static final long NEXT = 0;
    /** From the oldest result that the first node asked keeps. */
    public static final long OLDEST = -1;

    private static final int DEFAULT_WINDOW_BYTES = 256 << 10;

    /** Which node to ask, as long as there is one: after two seconds without, any will do. */
    public enum Source {
        /** The first of the addresses that answers. */
        ANY,
        /** The one that leads when it is connected to; stays there if it hands over. */
        PRIMARY,
        /** One that does not lead when it is connected to. */
        SECONDARY
    }

    /** Refuses values out of range. */
    public StreamOptions {
        addresses = List.copyOf(addresses);
        require(!addresses.isEmpty(), "addresses", addresses, "at least one address");
        require(from >= OLDEST, "from", from, "a sequence from 1, NEXT or OLDEST");
        require(
                windowBytes >= 1 << 10 && windowBytes <= 64 << 20,
                "windowBytes",
                windowBytes,
                (1 << 10) + " to " + (64 << 20));
    }

    /** Everything from a sequence on, from any node. */
    public static StreamOptions from(List<HostPort> addresses, String group, long from) {
        return new StreamOptions(addresses, group, from, ResultFilter.ALL, Source.ANY, DEFAULT_WINDOW_BYTES, null);
    }

    /** The same with a filter. */
    public StreamOptions with(ResultFilter wanted) {
        return new StreamOptions(addresses, group, from, wanted, source, windowBytes, tls);
    }

    /** The same from another node. */
    public StreamOptions with(Source wanted) {
        return new StreamOptions(addresses, group, from, filter, wanted, windowBytes, tls);
    }

    /** The same with another window. */
    public StreamOptions withWindowBytes(int bytes) {
        return new StreamOptions(addresses, group, from, filter, source, bytes, tls);
    }

    /** The same with TLS, or without. */
    public StreamOptions with(@Nullable ClientTls other) {
        return new StreamOptions(addresses, group, from, filter, source, windowBytes, other);
    }

    private static void require(boolean holds, String name, Object value, String accepted) {
        if (!holds) {
            throw new IllegalArgumentException(
                    "not a stream option: " + name + "=" + value + ", accepted: " + accepted);
        }
    }
}
