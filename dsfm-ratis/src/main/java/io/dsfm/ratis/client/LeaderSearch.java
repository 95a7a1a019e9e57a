package io.dsfm.ratis.client;

import io.dsfm.ratis.config.HostPort;
import io.dsfm.ratis.proto.Leader;
import io.dsfm.ratis.proto.Member;
import io.dsfm.ratis.proto.Welcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where the nodes of the group are, and the links to them: to all at once while the leader is looked for, to the leader
 * alone when it is found.
 *
 * <p>All are asked at once because one that is silent must not delay the others, and because each of them tells when it
 * learns of a new leader. Only a node that says so of itself is taken for the leader.
 *
 * <p>Threading: the client's event loop.
 *
 * <p>Invariants: at most {@link #PLACES} addresses, one link to each.
 */
final class LeaderSearch {

    private static final int PLACES = 64;
    private static final long LONGEST_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    /**
     * After so long, a node that knows of no leader is asked again. It tells unasked when it learns of one, so nothing is gained
     * by haste; and who is about to elect one has better to do than to answer every client every millisecond.
     */
    private static final long ASK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    /** An address where nobody was found once is left alone for longer than one where a link was lost. */
    private static final int WAIT_GROWTH = 32;

    private final Random random;
    private final Function<HostPort, NodeLink> opener;
    private final Map<HostPort, Place> places = new LinkedHashMap<>();
    private boolean searching;
    private String lastFailure = "none";
    /** The client address of the leader that a node named last, or empty. */
    private String named = "";

    private static final class Place {
        private final String address;
        private final Backoff backoff;
        private @Nullable NodeLink link;
        /** When to connect, or to ask again who leads. */
        private long dueNanos;

        private Place(String address, Backoff backoff) {
            this.address = address;
            this.backoff = backoff;
        }
    }

    LeaderSearch(List<HostPort> addresses, Random random, Function<HostPort, NodeLink> opener) {
        this.random = random;
        this.opener = opener;
        addresses.forEach(this::learn);
    }

    boolean isSearching() {
        return searching;
    }

    /** Why a link was lost last, for people. */
    String lastFailure() {
        return lastFailure;
    }

    /** Links to every node, until {@link #stop}. */
    void start(long nowNanos) {
        if (searching) {
            return;
        }
        searching = true;
        for (Place place : places.values()) {
            place.dueNanos = Math.max(place.dueNanos, place.link == null ? nowNanos : nowNanos + ASK_AGAIN_NANOS);
        }
    }

    /** The leader is found: the other links are closed. */
    void stop(NodeLink leader) {
        searching = false;
        for (Place place : places.values()) {
            NodeLink link = place.link;
            if (link != null && link != leader) {
                place.dueNanos = 0; // it was well: the next search begins there at once
                link.close("not needed");
            }
        }
    }

    /** The group works: the next search begins without waiting. */
    void onProgress() {
        places.values().forEach(place -> {
            place.backoff.reset();
            place.dueNanos = 0;
        });
    }

    /** Takes up addresses that a node told. */
    void learn(Welcome welcome) {
        for (Member member : welcome.getMembersList()) {
            learn(member.getClientAddress());
        }
    }

    /** Takes up the address of a leader; if that is news, it is up, and not waited for. */
    void learn(Leader leader) {
        String address = leader.getClientAddress();
        learn(address);
        if (!address.isEmpty() && !address.equals(named)) {
            named = address;
            for (Place place : places.values()) {
                if (place.link == null && place.address.equals(address)) {
                    place.dueNanos = 0;
                }
            }
        }
    }

    /** A link is gone. */
    void onClosed(NodeLink link, String reason, long nowNanos) {
        Place place = places.get(link.address());
        if (place != null && place.link == link) {
            place.link = null;
            if (place.address.equals(named)) {
                named = ""; // if it is named again, it is back
            }
            if (searching) {
                lastFailure = link.address() + " " + reason;
                place.dueNanos = nowNanos + place.backoff.nextNanos();
            }
        }
    }

    /** Connects, asks and gives up links, as far as it is due. */
    void onTimer(long nowNanos) {
        for (NodeLink link : links()) {
            if (link.askedNanos() != NodeLink.NOT_ASKED && nowNanos - link.askedNanos() >= NodeLink.ANSWER_NANOS) {
                link.close("no answer: afterMillis=" + TimeUnit.NANOSECONDS.toMillis(NodeLink.ANSWER_NANOS));
            }
        }
        if (!searching) {
            return;
        }
        places.forEach((address, place) -> {
            NodeLink link = place.link;
            if (place.dueNanos > nowNanos) {
                return;
            }
            if (link == null) {
                place.link = opener.apply(address);
                place.dueNanos = nowNanos + ASK_AGAIN_NANOS;
            } else if (link.askedNanos() == NodeLink.NOT_ASKED) {
                link.askLeader(nowNanos);
                place.dueNanos = nowNanos + ASK_AGAIN_NANOS;
            }
        });
    }

    /** When {@link #onTimer} has something to do. */
    long dueNanos() {
        long due = ClientClock.NEVER;
        for (Place place : places.values()) {
            NodeLink link = place.link;
            if (link != null && link.askedNanos() != NodeLink.NOT_ASKED) {
                due = Math.min(due, link.askedNanos() + NodeLink.ANSWER_NANOS);
            } else if (searching) {
                due = Math.min(due, place.dueNanos);
            }
        }
        return due;
    }

    /** Closes all links. */
    void close() {
        searching = false;
        links().forEach(link -> link.close("client is closed"));
    }

    private void learn(String address) {
        if (!address.isEmpty()) {
            try {
                learn(HostPort.parse(address));
            } catch (IllegalArgumentException e) {
                lastFailure = e.getMessage();
            }
        }
    }

    private void learn(HostPort address) {
        if (places.size() < PLACES) {
            places.computeIfAbsent(
                    address,
                    unknown -> new Place(unknown.toString(), new Backoff(random, WAIT_GROWTH, LONGEST_WAIT_NANOS)));
        }
    }

    private List<NodeLink> links() {
        List<NodeLink> links = new ArrayList<>(places.size());
        for (Place place : places.values()) {
            if (place.link != null) {
                links.add(place.link);
            }
        }
        return links;
    }
}
