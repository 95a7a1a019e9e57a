package io.dsfm.ratis.client;

import io.dsfm.ratis.client.StreamEndedException.Reason;
import io.dsfm.ratis.proto.ClientFrame;
import io.dsfm.ratis.proto.Leader;
import io.dsfm.ratis.proto.NodeFrame;
import io.dsfm.ratis.proto.StreamCredit;
import io.dsfm.ratis.proto.StreamEnded;
import io.dsfm.ratis.proto.StreamResults;
import io.dsfm.ratis.proto.Subscribe;
import io.dsfm.ratis.proto.Subscribed;
import io.dsfm.ratis.proto.Welcome;
import io.dsfm.ratis.stream.ResultCodec;
import io.dsfm.ratis.stream.StreamResult;
import io.dsfm.ratis.wire.Transport;
import io.netty.channel.EventLoop;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Follows the stream of results from node to node: subscribes at one, and when that one fails, falls silent or loses its
 * group, goes on at another with the next sequence.
 *
 * <p>Threading: the stream's event loop, but for what is asked of it by {@link ResultStream}.
 *
 * <p>Invariants: everything below {@code next} is in the buffer, was taken or is not wanted; {@code chain} is the chain digest
 * at the sequence before {@code next}, and goes along with each subscription, so that no node can contradict what was given.
 */
final class StreamFollower {

    private static final long TICK_MILLIS = 50;
    private static final long LONGEST_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    /** A node of the kind that was asked for is looked for so long; then any will do. */
    private static final long PREFERENCE_NANOS = TimeUnit.SECONDS.toNanos(2);
    /** A node that is connected to has to begin to send in this time. */
    private static final long BEGIN_NANOS = TimeUnit.SECONDS.toNanos(2);
    /** How often a node is asked whether it is there and who leads, and told what was taken. */
    private static final long ASK_NANOS = TimeUnit.SECONDS.toNanos(1);
    /** A node that knows of no leader for so long may be cut off from its group. */
    private static final long LEADERLESS_NANOS = TimeUnit.MILLISECONDS.toNanos(1_500);

    private static final long CONNECTED = 0;

    private final Transport transport;
    private final EventLoop eventLoop;
    private final StreamOptions options;
    private final StreamBuffer buffer;
    private final StreamPlaces places;
    private final Backoff backoff;
    private @Nullable NodeLink link;
    /** Of the subscription at {@code link}; each has a new one. */
    private long subscriptionId;

    /** Whether the node was asked for results, and whether it has begun. */
    private boolean isAsked;

    private boolean isSubscribed;
    /** The sequence to come next, or what stands for it. */
    private long next;

    private @Nullable Long chain;
    /** When to connect, while there is no link; when the link was made, while there is. */
    private long atNanos;

    private long askedNanos;
    private boolean hasLeader;
    private long leaderlessNanos;
    private boolean isClosed;
    /** Since when nobody sends, or {@link #CONNECTED}. Of the event loop. */
    private volatile long disconnectedNanos;

    private volatile String lastFailure = "none";

    StreamFollower(
            Transport transport, EventLoop eventLoop, StreamOptions options, StreamBuffer buffer, Random random) {
        this.transport = transport;
        this.eventLoop = eventLoop;
        this.options = options;
        this.buffer = buffer;
        this.places = new StreamPlaces(options.addresses());
        this.backoff = new Backoff(random, LONGEST_WAIT_NANOS);
        this.next = options.from();
        this.disconnectedNanos = ClientClock.nanos();
    }

    void start() {
        eventLoop.scheduleWithFixedDelay(this::onTimer, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
        connect(ClientClock.nanos());
    }

    void close() {
        end(Reason.CLOSED, 0, "the stream was closed");
    }

    /** For how long nobody has sent, in nanoseconds. Any thread. */
    long disconnectedNanos() {
        long since = disconnectedNanos;
        return since == CONNECTED ? 0 : ClientClock.nanos() - since;
    }

    String lastFailure() {
        return lastFailure;
    }

    /** Results were taken: the node may send more. */
    void giveCredit() {
        NodeLink open = link;
        if (open == null || !isSubscribed) {
            return; // what was taken is counted when the next one is asked
        }
        long bytes = buffer.giveCredit();
        if (bytes > 0) {
            open.send(ClientFrame.newBuilder()
                    .setStreamCredit(StreamCredit.newBuilder()
                            .setSubscriptionId(subscriptionId)
                            .setCreditBytes(bytes))
                    .build());
            open.flush();
        }
    }

    private void connect(long nowNanos) {
        isSubscribed = false;
        hasLeader = false;
        leaderlessNanos = nowNanos;
        atNanos = nowNanos;
        askedNanos = nowNanos;
        link = NodeLink.open(
                transport, eventLoop, places.current(), options.group(), options.tls(), new Listener(), nowNanos);
    }

    private void onTimer() {
        long nowNanos = ClientClock.nanos();
        NodeLink open = link;
        if (isClosed) {
            return;
        }
        if (open == null) {
            if (nowNanos >= atNanos) {
                connect(nowNanos);
            }
            return;
        }
        if (open.askedNanos() != NodeLink.NOT_ASKED && nowNanos - open.askedNanos() >= NodeLink.ANSWER_NANOS) {
            open.close("no answer: afterMillis=" + TimeUnit.NANOSECONDS.toMillis(NodeLink.ANSWER_NANOS));
        } else if (!isSubscribed && nowNanos - atNanos >= BEGIN_NANOS) {
            open.close("sends no results: afterMillis=" + TimeUnit.NANOSECONDS.toMillis(BEGIN_NANOS));
        } else if (!hasLeader && nowNanos - leaderlessNanos >= LEADERLESS_NANOS && !places.isOnlyOne()) {
            open.close("knows of no primary: afterMillis=" + TimeUnit.NANOSECONDS.toMillis(LEADERLESS_NANOS));
        } else if (isSubscribed && nowNanos - askedNanos >= ASK_NANOS) {
            askedNanos = nowNanos;
            open.askLeader(nowNanos);
            giveCredit();
        }
    }

    private void onWelcome(NodeLink from, Welcome welcome) {
        places.learn(welcome);
        onLeader(welcome.getLeader());
        if (isAsked) {
            return;
        }
        boolean leads = welcome.getLeader().getNode().equals(welcome.getNode());
        boolean isWanted = switch (options.source()) {
            case ANY -> true;
            case PRIMARY -> leads;
            case SECONDARY -> !leads && hasLeader;
        };
        if (isWanted || disconnectedNanos() > PREFERENCE_NANOS) {
            subscribe(from);
            return;
        }
        boolean isRoundOver = options.source() == StreamOptions.Source.PRIMARY
                ? places.leaveFor(welcome.getLeader())
                : places.leave();
        leave(from, isRoundOver);
        from.close("not the node that is looked for");
    }

    private void subscribe(NodeLink to) {
        isAsked = true;
        subscriptionId++;
        Subscribe.Builder subscribe = Subscribe.newBuilder()
                .setSubscriptionId(subscriptionId)
                .setFromSequence(Math.max(next, 0))
                .setFromOldest(next == StreamOptions.OLDEST)
                .addAllClients(options.filter().clients())
                .addAllEventTypes(options.filter().eventTypes())
                .setCreditBytes(buffer.restart(options.windowBytes()));
        if (chain != null) {
            subscribe.setPreviousChainDigest(chain);
        }
        to.send(ClientFrame.newBuilder().setSubscribe(subscribe).build());
        to.flush();
    }

    private void onLeader(Leader leader) {
        if (!leader.getNode().isEmpty()) {
            hasLeader = true;
        } else if (hasLeader) {
            hasLeader = false;
            leaderlessNanos = ClientClock.nanos();
        }
    }

    private void onSubscribed(NodeLink from, Subscribed subscribed) {
        boolean isOpen = next == StreamOptions.NEXT || next == StreamOptions.OLDEST;
        if (!isOpen && subscribed.getFirstSequence() != next) {
            from.close("sends other results than those asked for: sequence=" + subscribed.getFirstSequence()
                    + ", expected=" + next);
            return;
        }
        if (isOpen) {
            next = subscribed.getFirstSequence();
            buffer.pass(next);
        }
        isSubscribed = true;
        buffer.limitWindow(subscribed.getCreditMaxBytes());
        disconnectedNanos = CONNECTED;
        backoff.reset();
        places.onFound();
    }

    private void onResults(NodeLink from, StreamResults results) {
        ByteBuffer records = results.getRecords().asReadOnlyByteBuffer();
        long through = results.getThroughSequence();
        while (records.hasRemaining()) {
            StreamResult result;
            try {
                result = ResultCodec.decode(records);
            } catch (IllegalArgumentException e) {
                from.close("sends what is no result: " + e.getMessage());
                return;
            }
            boolean isNext = options.filter().isAll() ? result.sequence() == next : result.sequence() >= next;
            if (!isNext || result.sequence() > through) {
                from.close("sends results out of order: sequence=" + result.sequence() + ", expected=" + next);
                return;
            }
            buffer.add(result);
            next = result.sequence() + 1;
            chain = result.chainDigest();
        }
        if (through >= next) {
            next = through + 1;
            buffer.pass(next);
        }
        chain = results.getChainDigest();
    }

    private void onEnded(NodeLink from, StreamEnded ended) {
        switch (ended.getReason()) {
            case STREAM_TOO_OLD -> {
                places.onTooYoung(ended.getOldestSequence());
                if (places.areAllTooYoung()) {
                    end(Reason.TOO_OLD, places.oldestSequence(), ended.getDetail());
                } else {
                    leave(from, places.leave());
                    from.close("does not keep results so long: oldestSequence=" + ended.getOldestSequence());
                }
            }
            case STREAM_TOO_SLOW -> end(Reason.TOO_SLOW, ended.getOldestSequence(), ended.getDetail());
            case STREAM_CONTRADICTED -> end(Reason.CONTRADICTED, ended.getOldestSequence(), ended.getDetail());
            case STREAM_TOO_MANY -> from.close(ended.getDetail());
            default -> end(Reason.REFUSED, ended.getOldestSequence(), ended.getDetail());
        }
    }

    private void end(Reason reason, long oldestSequence, String detail) {
        isClosed = true;
        buffer.end(new StreamEndedException(reason, next, oldestSequence, detail));
        NodeLink open = link;
        if (open != null) {
            open.close(detail);
        }
    }

    /** The link is left for the present place, which is another one by now. */
    private void leave(NodeLink from, boolean isRoundOver) {
        if (link == from) {
            link = null;
            isSubscribed = false;
            isAsked = false;
            long nowNanos = ClientClock.nanos();
            if (disconnectedNanos == CONNECTED) {
                disconnectedNanos = nowNanos;
            }
            atNanos = isRoundOver ? nowNanos + backoff.nextNanos() : nowNanos;
            if (!isClosed) {
                // Not within this call: the next link may fail at once.
                eventLoop.schedule(this::onTimer, atNanos - nowNanos, TimeUnit.NANOSECONDS);
            }
        }
    }

    private final class Listener implements NodeLink.Listener {

        @Override
        public void onFrame(NodeLink from, NodeFrame frame) {
            if (from != link) {
                return;
            }
            switch (frame.getKindCase()) {
                case WELCOME -> onWelcome(from, frame.getWelcome());
                case LEADER_CHANGED -> onLeader(frame.getLeaderChanged().getLeader());
                case SUBSCRIBED -> {
                    if (frame.getSubscribed().getSubscriptionId() == subscriptionId) {
                        onSubscribed(from, frame.getSubscribed());
                    }
                }
                case STREAM_RESULTS -> {
                    if (frame.getStreamResults().getSubscriptionId() == subscriptionId && isSubscribed) {
                        onResults(from, frame.getStreamResults());
                    }
                }
                case STREAM_ENDED -> {
                    if (frame.getStreamEnded().getSubscriptionId() == subscriptionId) {
                        onEnded(from, frame.getStreamEnded());
                    }
                }
                default -> {
                    // Not asked for.
                }
            }
        }

        @Override
        public void onClosed(NodeLink from, String reason) {
            if (from == link) {
                lastFailure = from.address() + " " + reason;
                places.onFailed();
                if (places.areAllTooYoung()) {
                    end(Reason.TOO_OLD, places.oldestSequence(), "no other node answers: " + lastFailure);
                }
                leave(from, places.leave());
            }
        }

        @Override
        public void onReadComplete(NodeLink from) {}

        @Override
        public void onWritable(NodeLink from) {}
    }
}
