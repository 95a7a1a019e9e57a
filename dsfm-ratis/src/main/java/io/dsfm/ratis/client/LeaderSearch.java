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
 * Where the nodes of the group are, and a link to each: while the leader is looked for all are asked who leads, and when it is
 * found the other links stand by.
 *
 * <p>All are asked at once because one that is silent must not delay the others, and because each of them tells when it
 * learns of a new leader. Only a node that says so of itself is taken for the leader. A link that stands by hears of a new leader
 * from the new leader itself, and takes requests at once: nobody has to connect, or to agree on keys, at the moment at which all
 * clients need it.
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

    /** A link that is to stand by and is lost is made again after so long at first ... */
    private static final long STANDBY_RETRY_NANOS = TimeUnit.SECONDS.toNanos(2);
    /** ... and at last: a node may be gone for good, and there may be many clients. */
    private static final long STANDBY_LONGEST_RETRY_NANOS = TimeUnit.SECONDS.toNanos(16);
    /** A link that stands by and has said nothing for so long is pinged: so the node knows that it is used, and the client that it works. */
    private static final long STANDBY_PING_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final Random random;
    private final Function<HostPort, NodeLink> opener;
    private final Map<HostPort, Place> places = new LinkedHashMap<>();
    private boolean searching;
    /** The link to the leader while it is not searched for; others look after that one. */
    private @Nullable NodeLink leader;

    private String lastFailure = "none";
    /** The client address of the leader that a node named last, or empty. */
    private String named = "";

    private static final class Place {
        private final String address;
        private final Backoff backoff;
        private final Backoff standbyBackoff;
        private @Nullable NodeLink link;
        /** Who was there last; empty if that is not known. */
        private String node = "";
        /** Since when, by its welcome; 0 if there is none. */
        private long linkedNanos;
        /** While the leader is searched for: when to connect, or to ask again who leads. */
        private long dueNanos;
        /** While it is not: when to connect. */
        private long standbyNanos;

        private Place(String address, Random random) {
            this.address = address;
            backoff = new Backoff(random, Backoff.FIRST_NANOS, WAIT_GROWTH, LONGEST_WAIT_NANOS);
            standbyBackoff = new Backoff(random, STANDBY_RETRY_NANOS, 2, STANDBY_LONGEST_RETRY_NANOS);
        }

        private boolean isLinked() {
            return link != null && link.isOpen();
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

    /** Asks every node, until {@link #stop}. */
    void start(long nowNanos) {
        if (searching) {
            return;
        }
        searching = true;
        if (leader != null && leader.address().toString().equals(named)) {
            named = ""; // if it is named again, that is news
        }
        leader = null;
        for (Place place : places.values()) {
            boolean isNamed = place.address.equals(named);
            long firstNanos = place.link == null || isNamed ? nowNanos : nowNanos + ASK_AGAIN_NANOS;
            place.dueNanos = Math.max(place.dueNanos, firstNanos);
        }
    }

    /** The leader is found: the other links stand by. */
    void stop(NodeLink found) {
        searching = false;
        leader = found;
        closeDoubles();
    }

    /** The group works: the next search begins without waiting. */
    void onProgress() {
        places.values().forEach(place -> {
            place.backoff.reset();
            place.dueNanos = 0;
        });
    }

    /** A node told who it is, and where all of its group are. */
    void onWelcome(NodeLink link, Welcome welcome) {
        for (Member member : welcome.getMembersList()) {
            learn(member.getClientAddress(), member.getNode());
        }
        Place place = places.get(link.address());
        if (place != null) {
            place.node = welcome.getNode();
            place.linkedNanos = place.linkedNanos == 0 ? link.heardNanos() : place.linkedNanos;
        }
        if (!searching) {
            closeDoubles();
        }
    }

    /** One link to a node is enough, also if it is known by several addresses. */
    private void closeDoubles() {
        for (Place place : places.values()) {
            NodeLink link = place.link;
            if (link != null && link != leader && link.isOpen() && linkBesides(place) != null) {
                link.close("not needed");
            }
        }
    }

    /** The link to the same node by another of its addresses, if there is one. */
    private @Nullable NodeLink linkBesides(Place place) {
        for (Place other : places.values()) {
            if (other != place && other.isLinked() && !other.node.isEmpty() && other.node.equals(place.node)) {
                return other.link;
            }
        }
        return null;
    }

    /** Takes up the address of a leader; if that is news, it is up, and not waited for. */
    void learn(Leader leader) {
        String address = leader.getClientAddress();
        learn(address, leader.getNode());
        if (!address.isEmpty() && !address.equals(named)) {
            named = address;
            for (Place place : places.values()) {
                if (place.address.equals(address)) {
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
            if (place.linkedNanos != 0 && nowNanos - place.linkedNanos > STANDBY_LONGEST_RETRY_NANOS) {
                place.standbyBackoff.reset(); // it lasted
            }
            place.linkedNanos = 0;
            place.standbyNanos = nowNanos + place.standbyBackoff.nextNanos();
        }
    }

    /** Connects, asks and gives up links, as far as it is due. */
    void onTimer(long nowNanos) {
        for (NodeLink link : links()) {
            if (link.askedNanos() != NodeLink.NOT_ASKED && nowNanos - link.askedNanos() >= NodeLink.ANSWER_NANOS) {
                link.close("no answer: afterMillis=" + TimeUnit.NANOSECONDS.toMillis(NodeLink.ANSWER_NANOS));
            }
        }
        places.forEach((address, place) -> {
            if (dueNanos(place) > nowNanos) {
                return;
            }
            if (place.link == null) {
                place.link = opener.apply(address);
            } else if (searching) {
                place.link.askLeader(nowNanos);
            } else {
                place.link.ping(nowNanos);
            }
            place.dueNanos = nowNanos + ASK_AGAIN_NANOS;
        });
    }

    /** When {@link #onTimer} has something to do. */
    long dueNanos() {
        long due = ClientClock.NEVER;
        for (Place place : places.values()) {
            NodeLink link = place.link;
            boolean isAsked = link != null && link.askedNanos() != NodeLink.NOT_ASKED;
            due = Math.min(due, isAsked ? link.askedNanos() + NodeLink.ANSWER_NANOS : dueNanos(place));
        }
        return due;
    }

    /** When there is something to do at a place, but to give a question up. */
    private long dueNanos(Place place) {
        NodeLink link = place.link;
        if (link != null && (link == leader || link.askedNanos() != NodeLink.NOT_ASKED)) {
            return ClientClock.NEVER;
        }
        if (link == null) {
            NodeLink besides = linkBesides(place);
            if (besides != null) {
                boolean isSilent = searching && besides.askedNanos() != NodeLink.NOT_ASKED;
                return isSilent ? Math.max(place.dueNanos, besides.askedNanos() + ASK_AGAIN_NANOS) : ClientClock.NEVER;
            }
            return searching ? place.dueNanos : place.standbyNanos;
        }
        return searching ? place.dueNanos : link.heardNanos() + STANDBY_PING_NANOS;
    }

    /** Closes all links. */
    void close() {
        searching = false;
        links().forEach(link -> link.close("client is closed"));
    }

    private void learn(String address, String node) {
        if (!address.isEmpty()) {
            try {
                HostPort parsed = HostPort.parse(address);
                learn(parsed);
                Place place = places.get(parsed);
                if (place != null && !place.isLinked()) {
                    place.node = node; // who is linked has said it itself
                }
            } catch (IllegalArgumentException e) {
                lastFailure = e.getMessage();
            }
        }
    }

    private void learn(HostPort address) {
        if (places.size() < PLACES) {
            places.computeIfAbsent(address, unknown -> new Place(unknown.toString(), random));
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
