package io.dsfm.ratis.rehearsal;

import io.dsfm.ratis.client.ClientOptions;
import io.dsfm.ratis.client.GroupClient;
import io.dsfm.ratis.client.NodeClient;
import io.dsfm.ratis.client.Result;
import io.dsfm.ratis.config.ConfigException;
import io.dsfm.ratis.config.DamagedDataException;
import io.dsfm.ratis.config.HostPort;
import io.dsfm.ratis.config.NodeConfig;
import io.dsfm.ratis.node.DsfmNode;
import io.dsfm.ratis.node.NodeStartException;
import io.dsfm.ratis.node.StateMachineCatalog;
import io.dsfm.ratis.node.Surroundings;
import io.dsfm.ratis.tls.ClientTls;
import io.dsfm.ratis.tls.NodeTls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a JVM that has just started do everything once that a node has to do when it takes over, before it has to: a group of
 * three nodes in this process, on a scratch directory and over the machine's sockets, elects, replicates, answers a client,
 * hands its leadership round, loses links and clients, and in the end its primary in the middle of the work.
 * A secondary's own work never touches what a primary runs, so that without this it is all loaded and interpreted at the
 * very moment at which everybody waits: some hundred milliseconds of a takeover.
 *
 * <p>Threading: {@link #run} by any thread; it blocks for some seconds at most.
 *
 * <p>Failure: none is the node's; whatever goes wrong is logged, and the node is as it would be without.
 */
public final class Rehearsal {

    private static final Logger LOG = LoggerFactory.getLogger(Rehearsal.class);
    private static final String GROUP = "rehearsal";
    private static final int NODES = 3;
    /** As many requests are under way at once, and so are held and resent when the primary is lost. */
    private static final int INPUTS_PER_ROUND = 400;

    private static final int INPUT_BYTES = 32;
    /** A cold JVM among others, twenty threads to two processors, needed more than 5 s for its first election. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Duration END_PATIENCE = Duration.ofSeconds(15);
    private static final long POLL_MILLIS = 2;
    private static final StateMachineCatalog CATALOG =
            new StateMachineCatalog(List.of(new RehearsalMachine.Provider()));

    private final Path directory;
    private final Duration limit;
    private final @Nullable NodeTls tls;
    private final long startNanos = System.nanoTime();
    private final List<Player> players = new ArrayList<>();

    /** A node, and what it reaches the others with. */
    private record Player(Surroundings surroundings, DsfmNode node) {}

    private Rehearsal(Path directory, Duration limit, @Nullable NodeTls tls) {
        this.tls = tls;
        this.directory = directory;
        this.limit = limit;
    }

    /**
     * Rehearses without TLS; else as {@link #run(Path, Duration, NodeTls)}.
     */
    public static int run(Path directory, Duration limit) throws InterruptedException {
        return run(directory, limit, null);
    }

    /**
     * Rehearses.
     *
     * @param directory a scratch directory; made, and removed in the end
     * @param limit about how long it may take once every node has led; it ends when it has done everything some times over
     * @param tls on all links, such that nodes of this process have of each other; null for none
     * @return how often another node took the leadership
     */
    public static int run(Path directory, Duration limit, @Nullable NodeTls tls) throws InterruptedException {
        Rehearsal rehearsal = new Rehearsal(directory, limit, tls);
        int rounds = 0;
        try {
            remove(directory);
            Files.createDirectories(directory);
            LOG.info("rehearsing what a primary does, for some seconds; --no-rehearsal starts without");
            rounds = rehearsal.play();
        } catch (IOException
                | ConfigException
                | DamagedDataException
                | NodeStartException
                | ExecutionException
                | TimeoutException
                | RuntimeException e) {
            LOG.warn("the rehearsal broke off, the node goes on without: {}", e.toString());
        } finally {
            rehearsal.end();
            try {
                remove(directory);
            } catch (IOException e) {
                LOG.warn("a scratch directory was not removed: directory={}, {}", directory, e.toString());
            }
        }
        if (rounds > 0) {
            LOG.info(
                    "rehearsed: rounds={}, tookMillis={}",
                    rounds,
                    TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - rehearsal.startNanos));
        }
        return rounds;
    }

    /** Closes the nodes, all at once; a node that does not end, as none should, is left behind, since another one waits to start. */
    private void end() throws InterruptedException {
        List<Thread> closers = new ArrayList<>();
        for (Player player : players) {
            Thread closer = new Thread(player.node()::close, "rehearsal-end");
            closer.setDaemon(true);
            closer.start();
            closers.add(closer);
        }
        long deadlineNanos = System.nanoTime() + END_PATIENCE.toNanos();
        for (Thread closer : closers) {
            TimeUnit.NANOSECONDS.timedJoin(closer, Math.max(1, deadlineNanos - System.nanoTime()));
            if (closer.isAlive()) {
                LOG.warn(
                        "the rehearsal did not end within {} s, the node goes on beside it; it was at: {}",
                        END_PATIENCE.toSeconds(),
                        Arrays.stream(closer.getStackTrace())
                                .map(StackTraceElement::toString)
                                .collect(Collectors.joining(" < ")));
                return;
            }
        }
    }

    private int play()
            throws IOException, ConfigException, DamagedDataException, NodeStartException, InterruptedException,
                    ExecutionException, TimeoutException {
        List<NodeConfig.Member> members = members();
        for (NodeConfig.Member member : members) {
            NodeConfig config = config(members, member.node());
            Surroundings surroundings = Surroundings.ofSockets(config, tls);
            players.add(new Player(surroundings, DsfmNode.start(config, CATALOG, surroundings)));
        }
        List<HostPort> addresses =
                members.stream().map(NodeConfig.Member::clientAddress).toList();
        try (GroupClient client = GroupClient.connect(
                new ClientOptions(addresses, GROUP, 1, INPUTS_PER_ROUND, PATIENCE).with(client()))) {
            client.ready().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            int rounds = 0;
            int tries = 0;
            while (rounds < NODES * 2 && tries++ < NODES * 3 && (rounds < NODES || isInTime())) {
                await(submit(client));
                rounds += handOver() ? 1 : 0;
            }
            LinkChurn churn = new LinkChurn(GROUP, addresses, client());
            churn.nodes(players.stream()
                    .map(player -> player.surroundings().network())
                    .toList());
            churn.clients();
            List<CompletableFuture<Result>> underWay = submit(client);
            die(awaitLeader());
            await(underWay); // which another has answered
            return rounds + 1;
        }
    }

    private @Nullable ClientTls client() {
        return tls == null ? null : tls.clientOfItself();
    }

    private boolean isInTime() {
        return System.nanoTime() - startNanos < limit.toNanos();
    }

    private static List<CompletableFuture<Result>> submit(GroupClient client) {
        List<CompletableFuture<Result>> underWay = new ArrayList<>();
        for (int i = 0; i < INPUTS_PER_ROUND; i++) {
            underWay.add(client.submit(new byte[INPUT_BYTES]));
        }
        return underWay;
    }

    private static void await(List<CompletableFuture<Result>> results)
            throws InterruptedException, ExecutionException, TimeoutException {
        CompletableFuture.allOf(results.toArray(CompletableFuture<?>[]::new))
                .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** All links of a node end at once, and nobody listens where it did, as when its process is killed. */
    private static void die(Player player) {
        player.surroundings().network().close();
    }

    /** Hands the leadership on to the next one, so that all have led in turn; gives whether it went over, which it need not on a machine that has much to do. */
    private boolean handOver() throws InterruptedException, TimeoutException {
        Player leader = awaitLeader();
        Player next = players.get((players.indexOf(leader) + 1) % NODES);
        HostPort address = leader.node().config().self().clientAddress();
        try (NodeClient client = NodeClient.connect(address, GROUP, client(), PATIENCE)) {
            client.transfer(next.node().config().node()).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException e) {
            LOG.debug("the rehearsal's leadership was not handed over: {}", e.toString());
            return false;
        }
    }

    private Player awaitLeader() throws InterruptedException, TimeoutException {
        long deadlineNanos = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() - deadlineNanos < 0) {
            for (Player player : players) {
                if (player.node().isLeaderReady()) {
                    return player;
                }
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
        throw new TimeoutException("nobody leads the rehearsal");
    }

    private NodeConfig config(List<NodeConfig.Member> members, String node) {
        return new NodeConfig(
                GROUP,
                node,
                directory.resolve(node),
                members,
                RehearsalMachine.Provider.APPLICATION,
                List.of(RehearsalMachine.Provider.VARIANT),
                NodeConfig.Release.COVERED,
                NodeConfig.Arbitration.DEFAULT,
                NodeConfig.Timeouts.DEFAULT
                        .withElection(Duration.ofMillis(150), Duration.ofMillis(300))
                        .withShutdown(Duration.ofMillis(100)),
                NodeConfig.Limits.DEFAULT,
                NodeConfig.Snapshots.DEFAULT,
                NodeConfig.SessionLimits.DEFAULT);
    }

    private static List<NodeConfig.Member> members() throws IOException {
        List<ServerSocket> reserved = new ArrayList<>();
        try {
            for (int i = 0; i < 2 * NODES; i++) {
                reserved.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            List<NodeConfig.Member> members = new ArrayList<>();
            for (int i = 0; i < NODES; i++) {
                members.add(new NodeConfig.Member(
                        "rehearsal-" + (i + 1), address(reserved.get(2 * i)), address(reserved.get(2 * i + 1))));
            }
            return members;
        } finally {
            for (ServerSocket socket : reserved) {
                socket.close();
            }
        }
    }

    private static HostPort address(ServerSocket socket) {
        return new HostPort(socket.getInetAddress().getHostAddress(), socket.getLocalPort());
    }

    private static void remove(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException failure) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
