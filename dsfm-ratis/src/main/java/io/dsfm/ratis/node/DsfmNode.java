package io.dsfm.ratis.node;

import com.codahale.metrics.MetricRegistry;
import io.dsfm.ratis.config.ConfigException;
import io.dsfm.ratis.config.DamagedDataException;
import io.dsfm.ratis.config.DataDirectory;
import io.dsfm.ratis.config.ListenCheck;
import io.dsfm.ratis.config.NodeConfig;
import io.dsfm.ratis.config.VariantCheck;
import io.dsfm.ratis.gateway.Gateway;
import io.dsfm.ratis.peer.PeerNetwork;
import io.dsfm.statemachine.StateMachineProvider;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.ratis.util.ExitUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running node of a group: its Ratis division, its instances, and its client port.
 *
 * <p>Threading: any thread may call any method.
 *
 * <p>Failure: a node that meets a broken invariant says so in the log and through {@link
 * #awaitTermination}, and goes no further. Whoever started it closes it.
 */
public final class DsfmNode implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DsfmNode.class);
    /** Ratis gives a transfer up after its time, and takes the next one only after that. */
    private static final long GRACE_MILLIS = 100;

    private final NodeConfig config;
    private final DataDirectory directory;
    private final NodeParts parts;
    private final Gateway gateway;
    private final CompletableFuture<Void> termination;
    private final AtomicBoolean isClosed;

    private DsfmNode(
            NodeConfig config,
            DataDirectory directory,
            NodeParts parts,
            Gateway gateway,
            CompletableFuture<Void> termination,
            AtomicBoolean isClosed) {
        this.config = config;
        this.directory = directory;
        this.parts = parts;
        this.gateway = gateway;
        this.termination = termination;
        this.isClosed = isClosed;
    }

    /**
     * Starts a node, and returns when it takes part in its group and listens for clients; it need not have executed its
     * whole log by then.
     *
     * @param config which node of which group, and its limits
     * @param catalog the state machines that it can run
     * @throws ConfigException if the configuration asks for what is not there, or for an address that is taken
     * @throws DamagedDataException if it cannot be told whose the data directory is
     * @throws NodeStartException if what is stored is damaged, or for any other reason
     */
    public static DsfmNode start(NodeConfig config, StateMachineCatalog catalog)
            throws ConfigException, DamagedDataException, NodeStartException {
        return start(config, catalog, Surroundings.ofSockets(config));
    }

    /**
     * Starts a node that reaches the others over {@code network}; else as {@link #start(NodeConfig, StateMachineCatalog)}.
     *
     * @param network not started yet; closed with the node
     */
    public static DsfmNode start(NodeConfig config, StateMachineCatalog catalog, PeerNetwork network)
            throws ConfigException, DamagedDataException, NodeStartException {
        return start(config, catalog, Surroundings.ofSockets(config).with(network));
    }

    /**
     * Starts a node in other surroundings, perhaps without any socket; else as {@link #start(NodeConfig,
     * StateMachineCatalog)}.
     *
     * @param surroundings with a network that is not started yet, and is closed with the node
     */
    public static DsfmNode start(NodeConfig config, StateMachineCatalog catalog, Surroundings surroundings)
            throws ConfigException, DamagedDataException, NodeStartException {
        List<StateMachineProvider> providers = VariantCheck.check(config, "configuration", catalog.providers());
        int specificationVersion = providers.get(0).specificationVersion();
        ExitUtils.disableSystemExit(); // Ratis would end the process from its own threads
        if (surroundings.clients().usesSockets()) {
            ListenCheck.check(config); // before there is anything that would be left behind
        }
        DataDirectory directory = DataDirectory.open(config, specificationVersion);
        CompletableFuture<Void> termination = new CompletableFuture<>();
        AtomicBoolean isClosed = new AtomicBoolean();
        Fatal fatal = (what, cause) -> {
            // While it is being closed, one part may miss another that is closed already.
            if (!isClosed.get() && termination.completeExceptionally(new NodeFailedException(what, cause))) {
                LOG.error("node {} of group {} stops: {}", config.node(), config.group(), what, cause);
            }
        };
        NodeParts parts = null;
        try {
            MetricRegistry metrics = new MetricRegistry();
            parts = NodeParts.start(config, providers, directory.path(), surroundings, metrics, fatal);
            Gateway gateway = parts.listen(metrics);
            LOG.info(
                    "node started: node={}, group={}, application={}, variants={}, clients={}",
                    config.node(),
                    config.group(),
                    config.application(),
                    config.variants(),
                    config.self().clientAddress());
            return new DsfmNode(config, directory, parts, gateway, termination, isClosed);
        } catch (ConfigException | NodeStartException | RuntimeException e) {
            if (parts != null) {
                parts.close();
            }
            directory.close();
            throw e;
        }
    }

    /**
     * Waits until the node has ended.
     *
     * @throws NodeFailedException if it ended because it could not go on
     */
    public void awaitTermination() throws InterruptedException, NodeFailedException {
        try {
            termination.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof NodeFailedException failed) {
                throw failed;
            }
            throw new NodeFailedException("the node failed", e.getCause());
        }
    }

    /** What this node was started with. */
    public NodeConfig config() {
        return config;
    }

    /** Whether this node leads the group and serves clients. */
    public boolean isLeaderReady() {
        return parts.log().isLeaderReady();
    }

    /**
     * Whether this node may stand for election, as far as it knows: an instance can be relied on, and it is known to hold again
     * whatever it had given its word for before it was started, which takes a word of a leader. Whether it is elected is for
     * the others to decide.
     */
    public boolean isFitToLead() {
        return parts.peering().isFitToLead();
    }

    /** Hands the leadership over if this node has it, finishes what is under way and stops; in bounded time. */
    @Override
    public void close() {
        if (!isClosed.compareAndSet(false, true)) {
            return;
        }
        boolean hasFailed = termination.isCompletedExceptionally();
        if (!hasFailed) {
            handOver();
        }
        gateway.close();
        if (hasFailed) {
            parts.abort();
        }
        boolean isInOrder = parts.close();
        if (isInOrder && !hasFailed) {
            parts.onStoppedInOrder();
        }
        directory.close();
        termination.complete(null);
        LOG.info("node stopped: node={}, group={}", config.node(), config.group());
    }

    private void handOver() {
        long silentMillisMax = config.timeouts().electionMin().toMillis();
        long deadlineNanos = System.nanoTime() + config.timeouts().shutdown().toNanos();
        List<String> successors = parts.leadership().successors(silentMillisMax);
        for (int i = 0; i < successors.size(); i++) {
            long leftMillis = TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime());
            // One that does not answer leaves the others their share.
            if (leftMillis <= 0 || handOver(successors.get(i), Math.max(1, leftMillis / (successors.size() - i)))) {
                return;
            }
        }
    }

    /** Gives whether that was the end of it. */
    private boolean handOver(String successor, long timeoutMillis) {
        try {
            parts.leadership()
                    .transfer(successor, timeoutMillis)
                    .get(timeoutMillis + GRACE_MILLIS, TimeUnit.MILLISECONDS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        } catch (ExecutionException | TimeoutException e) {
            // No harm: the others elect one of themselves. When all are stopped it is so for the last ones.
            LOG.info(
                    "the leadership was not handed over before the stop, the others choose for themselves: to={}",
                    successor);
            LOG.debug("why the leadership was not handed over", e);
            return !parts.log().isLeader();
        }
    }

    /** For tests within the package. */
    NodeParts parts() {
        return parts;
    }
}
