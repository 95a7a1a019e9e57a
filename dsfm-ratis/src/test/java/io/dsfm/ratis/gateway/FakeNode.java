package io.dsfm.ratis.gateway;

import com.codahale.metrics.MetricRegistry;
import io.dsfm.ratis.config.HostPort;
import io.dsfm.ratis.config.NodeConfig;
import io.dsfm.ratis.proto.Leader;
import io.dsfm.ratis.proto.Member;
import io.dsfm.ratis.proto.OpenSession;
import io.dsfm.ratis.proto.Outcome;
import io.dsfm.ratis.proto.Refusal;
import io.dsfm.ratis.proto.RefusalReason;
import io.dsfm.ratis.proto.SessionOpened;
import io.dsfm.ratis.proto.SnapshotTaken;
import io.dsfm.ratis.proto.Status;
import io.dsfm.ratis.proto.Submit;
import io.dsfm.ratis.proto.Subscribe;
import io.dsfm.ratis.proto.Welcome;
import io.dsfm.ratis.tls.NodeTls;
import io.dsfm.ratis.wire.SocketTransport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One node of a {@link FakeGroup}, with a real gateway on a port of its own.
 *
 * <p>Threading: any.
 */
public final class FakeNode implements NodeService, AutoCloseable {

    /** What becomes of a request between the gateway and the log. */
    public enum Fate {
        /** It is executed and answered. */
        TAKEN,
        /** It is refused, and all behind it in the same call. */
        BUSY,
        /** It is taken, and refused later. */
        REFUSED_LATER,
        /** It is taken, and no one hears of it again. */
        LOST,
        /** It is executed, and its outcome is lost. */
        OUTCOME_LOST
    }

    /** Decides on a request. */
    public interface Fates {
        Fate of(Submit request);
    }

    public static final NodeConfig.Limits LIMITS = NodeConfig.Limits.DEFAULT;

    private final FakeGroup group;
    private final String name;
    private final Map<Long, OutcomeSink> sinks = new ConcurrentHashMap<>();
    public final Semaphore keptAlive = new Semaphore(0);
    /** How often a client was told who this is, at first or because it asked. */
    public final AtomicInteger welcomes = new AtomicInteger();

    public final AtomicInteger submitCalls = new AtomicInteger();
    private volatile Fates fates = request -> Fate.TAKEN;
    private volatile String advertised = "";
    private volatile boolean claims;
    public final AtomicInteger subscriptions = new AtomicInteger();
    public final AtomicLong creditBytes = new AtomicLong();
    /** Connections that were closed with subscriptions open. */
    public final AtomicInteger subscribersGone = new AtomicInteger();

    private volatile BiConsumer<Subscribe, StreamSink> streams = (request, sink) -> {};
    private volatile @Nullable Gateway gateway;

    FakeNode(FakeGroup group, String name) {
        this.group = group;
        this.name = name;
    }

    public FakeNode listen() {
        return listen(LIMITS, NodeConfig.Timeouts.DEFAULT);
    }

    public FakeNode listen(NodeConfig.Limits limits, NodeConfig.Timeouts timeouts) {
        return listen(limits, timeouts, null);
    }

    public FakeNode listen(NodeConfig.Limits limits, NodeConfig.Timeouts timeouts, @Nullable NodeTls tls) {
        gateway = new Gateway(
                SocketTransport.INSTANCE,
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                limits,
                timeouts,
                this,
                tls,
                new MetricRegistry());
        if (advertised.isEmpty()) {
            advertised = "127.0.0.1:" + port();
        }
        return this;
    }

    /** Other nodes and clients are told this address: that of a proxy. */
    public void advertise(HostPort address) {
        advertised = address.toString();
    }

    public void decideFates(Fates decider) {
        fates = decider;
    }

    /** What is done when somebody subscribes; else nothing is. */
    public FakeNode onSubscribe(BiConsumer<Subscribe, StreamSink> does) {
        streams = does;
        return this;
    }

    public String name() {
        return name;
    }

    public int port() {
        return gateway.address().getPort();
    }

    public HostPort hostPort() {
        return HostPort.parse(advertised);
    }

    String address() {
        return advertised;
    }

    public Gateway gateway() {
        return gateway;
    }

    void onLeaderChanged(Leader leader) {
        Set<OutcomeSink> told = new HashSet<>(sinks.values());
        told.forEach(sink -> sink.onLeaderChanged(leader));
        if (gateway != null) {
            gateway.onLeaderChanged(leader);
        }
    }

    private boolean leads() {
        return group.leader() == this;
    }

    @Override
    public Welcome welcome() {
        welcomes.incrementAndGet();
        Welcome.Builder welcome =
                Welcome.newBuilder().setGroup(FakeGroup.NAME).setNode(name).setLeader(leader());
        for (FakeNode node : group.nodes()) {
            welcome.addMembers(Member.newBuilder().setNode(node.name).setClientAddress(node.advertised));
        }
        return welcome.build();
    }

    @Override
    public void subscribe(Subscribe request, StreamSink sink) {
        subscriptions.incrementAndGet();
        streams.accept(request, sink);
    }

    @Override
    public void credit(long subscriptionId, long bytes, long maxBytes, StreamSink sink) {
        creditBytes.addAndGet(bytes);
    }

    @Override
    public void unsubscribe(long subscriptionId, StreamSink sink) {}

    @Override
    public void unsubscribe(StreamSink sink) {
        subscribersGone.incrementAndGet();
    }

    /** It says from now on that it leads, and does not: as one does that is cut off from its group. */
    public void claimToLead() {
        claims = true;
    }

    @Override
    public Leader leader() {
        return group.named(claims ? this : group.leader());
    }

    @Override
    public int submit(List<Submit> requests, OutcomeSink sink) {
        submitCalls.incrementAndGet();
        if (!leads()) {
            return 0;
        }
        int taken = 0;
        while (taken < requests.size() && fates.of(requests.get(taken)) != Fate.BUSY) {
            taken++;
        }
        List<Submit> log = List.copyOf(requests.subList(0, taken));
        group.release(() -> execute(log));
        return taken;
    }

    private void execute(List<Submit> log) {
        if (!leads()) {
            // Taken, but truncated: the sinks have been told of the new leader.
            return;
        }
        Set<OutcomeSink> flushed = new HashSet<>();
        for (Submit request : log) {
            OutcomeSink sink = sinks.get(request.getClientId());
            Fate fate = fates.of(request);
            if (fate == Fate.LOST) {
                continue;
            }
            if (fate == Fate.REFUSED_LATER) {
                if (sink != null) {
                    sink.onRefused(SubmitGate.refusal(request, RefusalReason.BUSY, "refused later"));
                }
                continue;
            }
            Outcome outcome = group.execute(request);
            if (sink != null && fate != Fate.OUTCOME_LOST) {
                sink.onOutcome(outcome);
                flushed.add(sink);
            }
        }
        flushed.forEach(OutcomeSink::flush);
    }

    @Override
    public Refusal refusal() {
        return Refusal.newBuilder()
                .setReason(leads() ? RefusalReason.BUSY : RefusalReason.NOT_LEADER)
                .setLeader(leader())
                .build();
    }

    @Override
    public @Nullable Refusal openSession(OpenSession request, OutcomeSink sink) {
        if (!leads()) {
            return refusal();
        }
        sinks.put(request.getClientId(), sink);
        group.release(() -> {
            SessionOpened opened = group.open(request.getClientId(), request.getCorrelationId());
            sink.onSessionOpened(opened);
            sink.flush();
        });
        return null;
    }

    @Override
    public void attach(long clientId, OutcomeSink sink) {
        sinks.put(clientId, sink);
    }

    @Override
    public void detach(long[] clientIds, OutcomeSink sink) {
        for (long clientId : clientIds) {
            sinks.remove(clientId, sink);
        }
    }

    @Override
    public void keepAlive(long clientId, long sessionId) {
        keptAlive.release();
    }

    @Override
    public CompletableFuture<byte[]> query(byte[] query) {
        return leads()
                ? CompletableFuture.completedFuture(query)
                : CompletableFuture.failedFuture(new RefusedException(refusal()));
    }

    @Override
    public CompletableFuture<Status> status() {
        return CompletableFuture.completedFuture(Status.newBuilder()
                .setGroup(FakeGroup.NAME)
                .setNode(name)
                .setApplication("counter")
                .setRole(leads() ? "LEADER" : "FOLLOWER")
                .build());
    }

    @Override
    public CompletableFuture<SnapshotTaken> snapshot() {
        return CompletableFuture.failedFuture(new IllegalStateException("disk full"));
    }

    @Override
    public CompletableFuture<Void> transfer(String node) {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void close() {
        Gateway closing = gateway;
        if (closing != null) {
            closing.close();
        }
    }
}
