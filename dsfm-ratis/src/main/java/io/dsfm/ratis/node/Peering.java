package io.dsfm.ratis.node;

import io.dsfm.ratis.config.HostPort;
import io.dsfm.ratis.config.NodeConfig;
import io.dsfm.ratis.core.EntryId;
import io.dsfm.ratis.core.VoteRule;
import io.dsfm.ratis.core.Watermark;
import io.dsfm.ratis.node.PeerProgress.Kind;
import io.dsfm.ratis.peer.ElectionGuard;
import io.dsfm.ratis.peer.Intake;
import io.dsfm.ratis.peer.LeaderLease;
import io.dsfm.ratis.peer.PeerListener;
import io.dsfm.ratis.peer.PeerMessage;
import io.dsfm.ratis.peer.PeerNetwork;
import io.dsfm.ratis.peer.PeerWiring;
import io.dsfm.ratis.peer.SendHold;
import io.dsfm.ratis.peer.socket.PeerSockets;
import io.dsfm.ratis.tls.NodeTls;
import io.netty.channel.EventLoopGroup;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this node has to do with the others beside Raft: it tells them how far it has executed and what was released, learns
 * the same of them, and by it judges who may lead.
 *
 * <p>Threading: any thread; nothing blocks.
 */
final class Peering implements ElectionGuard, PeerListener, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Peering.class);
    /** A node that has not answered for so long is taken for gone until there is a new link to it. */
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(3);

    private static final long TICK_MILLIS = 20;
    /** A candidate that is executing the end of its log is worth waiting for: refused, it costs an election. */
    private static final long EXECUTION_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final long EXECUTION_CHECK_NANOS = TimeUnit.MICROSECONDS.toNanos(100);
    /** What has not changed is told again after so many ticks, since a message may be lost. */
    private static final int REPEAT_TICKS = 10;
    /** After so many ticks without a leader the others are asked what they have. */
    private static final int LEADERLESS_TICKS = 50;

    private final String self;
    private final List<String> members;
    private final boolean tellsExecuted;
    private final PeerNetwork network;
    private final Supplier<RatisLog> log;
    private final Execution execution;
    private final LeaderLease lease;
    private final SendHold hold;
    private final ElectionMemory memory;
    private final Runnable housekeeping;
    private final Fatal fatal;
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "peering");
        thread.setDaemon(true);
        return thread;
    });
    private final Takeover takeover;
    private final Successors successors = new Successors();
    private volatile @Nullable Future<?> ticking;
    private volatile boolean isLeader;
    /** In which term this node leads, or led last. */
    private volatile long ledTerm;

    private final Intake intake = new Intake();
    private Watermark told = Watermark.NONE;
    private volatile int ticks;
    private @Nullable String toldHeir;
    private long toldArrivals;
    private volatile @Nullable Told toldExecuted;
    private int leaderless;
    private volatile long leaderlessMillis;

    /** To whom this node has said that it has executed an entry, and when; what is lost is said again some ticks later. */
    private record Told(String leader, EntryId executed, int tick) {}

    Peering(
            NodeConfig config,
            PeerNetwork network,
            ElectionMemory memory,
            LeaderLease lease,
            SendHold hold,
            Supplier<RatisLog> log,
            Execution execution,
            Runnable housekeeping,
            Fatal fatal) {
        this.self = config.node();
        this.members = config.members().stream().map(NodeConfig.Member::node).toList();
        this.tellsExecuted = config.release() != NodeConfig.Release.COMMITTED;
        this.network = network;
        this.memory = memory;
        this.housekeeping = housekeeping;
        this.fatal = fatal;
        this.lease = lease;
        this.hold = hold;
        this.log = log;
        this.execution = execution;
        this.takeover = new Takeover(self, members, log, this::isFitToLead, executor, fatal);
    }

    /** The network that the configuration describes, on event loops that it ends when it is closed. */
    static PeerNetwork network(
            NodeConfig config, String membersDigest, @Nullable NodeTls tls, EventLoopGroup eventLoops) {
        Map<String, InetSocketAddress> others = new LinkedHashMap<>();
        for (NodeConfig.Member member : config.members()) {
            if (!member.node().equals(config.node())) {
                // Resolved anew for each connection: a node may come back at another address of the same name.
                HostPort there = member.raftAddress();
                others.put(member.node(), InetSocketAddress.createUnresolved(there.host(), there.port()));
            }
        }
        HostPort here = config.self().raftAddress();
        InetSocketAddress bind = new InetSocketAddress(here.host(), here.port());
        return new PeerSockets(
                config.group(), config.node(), membersDigest, bind, others, ANSWER_TIMEOUT, tls, eventLoops);
    }

    /** What a Ratis server's messages go through. */
    PeerWiring wiring() {
        return new PeerWiring(network, this, lease, this, hold, intake);
    }

    /** What the others have told of themselves. */
    Successors successors() {
        return successors;
    }

    /** Through which entries of others come. */
    Intake intake() {
        return intake;
    }

    /** The log is there. */
    void start() {
        ticking = executor.scheduleWithFixedDelay(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Tells nothing of its own accord any more: the log is about to be closed. */
    void stopTelling() {
        Future<?> started = ticking;
        if (started != null) {
            started.cancel(false);
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }

    /** This node leads in {@code term} and serves from now on, or does not lead. */
    void onLeader(long term, boolean leads) {
        if (leads != isLeader) {
            lease.reset();
        }
        if (leads) {
            ledTerm = term;
        }
        isLeader = leads;
        if (leads) {
            takeover.onLeader();
            successors.onLeader();
        }
        execution.onLeader(term, leads);
    }

    /** Somebody leads. */
    void onLeaderKnown() {
        takeover.onLeader();
    }

    /** An instance has executed something. */
    void onExecuted() {
        if (tellsExecuted) {
            tellExecuted(ticks);
        }
    }

    private void tellExecuted(int tick) {
        String leader = isLeader ? null : log.get().leaderId();
        if (leader == null || leader.equals(self)) {
            return;
        }
        EntryId executed = execution.executed();
        Told telling = new Told(leader, executed, tick);
        if (telling.equals(toldExecuted)) {
            return; // by the node's other instance, or nothing is new
        }
        toldExecuted = telling;
        if (tellsExecuted) {
            memory.giveWord(executed);
        }
        tell(leader, Kind.EXECUTED, executed, 0);
    }

    @Override
    public long appliedIndex() {
        long deadlineNanos = System.nanoTime() + EXECUTION_WAIT_NANOS;
        while (!hasExecutedItsLog()
                && System.nanoTime() - deadlineNanos < 0
                && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(this, EXECUTION_CHECK_NANOS);
        }
        return standing();
    }

    private boolean hasExecutedItsLog() {
        return execution.executedOfLog() >= execution.feed().lastIndex() || !execution.isFit();
    }

    /** Whether this node may stand for election, as far as it knows. */
    boolean isFitToLead() {
        return standing() >= 0;
    }

    /** What this node would say of itself as a candidate. */
    private long standing() {
        // In this order: the log may grow meanwhile, and what it has by now must not be taken for executed.
        EntryId lastLog = lastLog();
        long lastInputs = execution.feed().lastIndex();
        long executed = execution.executedOfLog();
        if (!execution.isFit()) {
            return VoteRule.UNFIT;
        }
        return memory.standing(executed >= lastInputs ? Math.max(executed, lastLog.index()) : executed, lastLog);
    }

    @Override
    public long judge(String candidate, long appliedIndex, long lastLogTerm, long lastLogIndex) {
        memory.learn(execution.release().released().watermark());
        VoteRule.Verdict verdict = memory.judge(appliedIndex, new EntryId(lastLogTerm, lastLogIndex));
        long watermarkIndex = memory.watermark().index();
        if (verdict == VoteRule.Verdict.GRANTED) {
            return GRANTED;
        }
        LOG.info(
                "a candidate is refused, {}: candidate={}, appliedIndex={}, releasedIndex={}",
                verdict.reason(),
                candidate,
                appliedIndex >= 0 ? appliedIndex : appliedIndex == VoteRule.UNKNOWN ? "not told" : "none",
                watermarkIndex);
        takeover.onRefusedAnother();
        return watermarkIndex;
    }

    @Override
    public void onRefused(String voter, long watermarkIndex) {
        LOG.info("a vote was refused to this node: voter={}, releasedIndex={}", voter, watermarkIndex);
        memory.learn(new Watermark(0, watermarkIndex, 0));
    }

    @Override
    public void onProgress(String from, byte[] body) {
        PeerProgress progress = PeerProgress.decode(body);
        switch (progress.kind()) {
            case EXECUTED -> {
                successors.onExecuted(from, progress);
                if (tellsExecuted) {
                    execution.release().onExecutedAt(members.indexOf(from), progress.term(), progress.entry());
                }
            }
            case LEADER -> memory.onLeader(progress, currentTerm());
            case ASK -> {
                tellAsLeader(from, Kind.LEADER, progress.question());
                tell(from, Kind.LOG, lastLog(), progress.question());
            }
            case LOG -> memory.onLogOf(members.indexOf(from), progress);
            case HEIR -> takeover.onHeir(from, members.get((int) progress.question()));
        }
    }

    private void tick() {
        try {
            int now = ticks + 1;
            ticks = now;
            Watermark released = execution.release().released().watermark();
            memory.learn(released);
            memory.onLog(lastLog());
            if (isLeader && (!released.equals(told) || ticks % REPEAT_TICKS == 0)) {
                told = released;
                others(node -> tellAsLeader(node, Kind.LEADER, 0));
            }
            ask();
            successors.onTick(execution.release().released().index());
            tellHeir();
            if (!tellsExecuted) {
                // Nobody waits for it: what is new, and all of it again now and then.
                tellExecuted(ticks / REPEAT_TICKS);
            }
            if (ticks % REPEAT_TICKS == 0) {
                onExecuted();
                // A new leader may have cut the log without giving anything to execute in its place.
                execution.onEntriesOf(currentTerm());
                housekeeping.run();
            }
        } catch (RuntimeException e) {
            LOG.warn("this node's progress was not told, it will be: {}", e.toString(), e);
        } catch (Error e) {
            fatal.onFatal("this node cannot tell its progress any more: " + e, e);
            throw e;
        }
    }

    /** Names who is to stand first when this node has ended, when that is news, and again now and then. */
    private void tellHeir() {
        long arrivals = successors.arrivals();
        String heir = isLeader ? successors.heir().orElse(null) : null;
        boolean isNews = !Objects.equals(heir, toldHeir) || arrivals != toldArrivals;
        if (heir != null && (isNews || ticks % REPEAT_TICKS == 0)) {
            others(node -> tellAsLeader(node, Kind.HEIR, members.indexOf(heir)));
        }
        toldHeir = heir;
        toldArrivals = arrivals;
    }

    /** Asks around while nobody leads, or it is not known what this node may have forgotten. */
    private void ask() {
        leaderless = log.get().leaderId() == null ? leaderless + 1 : 0;
        if (leaderless > 0) {
            leaderlessMillis = leaderless * TICK_MILLIS;
        }
        if (!memory.isRecovering() && leaderless < LEADERLESS_TICKS) {
            memory.endCensus();
        } else if (members.size() == 1) {
            memory.onAlone(lastLog());
        } else {
            long question = memory.question(lastLog());
            others(node -> tell(node, Kind.ASK, lastLog(), question));
        }
    }

    private void others(Consumer<String> action) {
        members.stream().filter(node -> !node.equals(self)).forEach(action);
    }

    private void tell(String node, Kind kind, EntryId entry, long question) {
        tell(node, kind, currentTerm(), entry, question);
    }

    /**
     * Tells what only a leader may say, if this node is one. Where its log ends is read before the term: one that has another
     * leader by now, and perhaps a shorter log, is in another term.
     */
    private void tellAsLeader(String node, Kind kind, long question) {
        EntryId last = lastLog();
        long term = ledTerm;
        if (isLeader && currentTerm() == term) {
            tell(node, kind, term, last, question);
        }
    }

    private void tell(String node, Kind kind, long term, EntryId entry, long question) {
        memory.learn(execution.release().released().watermark());
        PeerProgress progress =
                new PeerProgress(kind, term, entry, memory.watermark(), question, memory.isRecovering());
        network.tell(node, PeerMessage.PROGRESS, progress.encode());
    }

    private EntryId lastLog() {
        return log.get().lastEntry();
    }

    private long currentTerm() {
        return log.get().division().getInfo().getCurrentTerm();
    }

    /** For how long nobody led, as this node saw it: now, or the last time. */
    long leaderlessMillis() {
        return leaderlessMillis;
    }

    /** This node counts its own word, as leader: it is written down first, as everybody's is. */
    void giveWord(EntryId executed) {
        memory.giveWord(executed);
    }

    @Override
    public void onEntriesFrom(String leader, long term) {
        execution.onEntriesOf(term);
    }

    @Override
    public void onDurable(long term, long index) {
        execution.release().onDurable(term, index);
    }

    @Override
    public void onFailed(String what, Throwable cause) {
        fatal.onFatal(what, cause);
    }

    @Override
    public void onGone(String node) {
        takeover.onGone(node);
    }

    @Override
    public void onLinkUp(String node) {
        successors.onLinkUp(node);
    }

    @Override
    public void onLinkDown(String node) {
        successors.onLinkDown(node);
    }
}
