package io.dsfm.ratis.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that one node is told from outside: which node of which group it is, where it keeps its data, which
 * variants it runs, and its limits. Read from a file by {@link NodeConfigReader}, which checks each value.
 *
 * <p>Nothing here can change what the replicated state becomes, except {@link SessionLimits}, which the leader writes
 * into the log for that reason.
 *
 * <p>Threading: immutable.
 *
 * @param group the name of the group, 1 to 64 characters of a-z, A-Z, 0-9, '.', '_' and '-'
 * @param node the id of this node, one of those in {@code members}
 * @param dataDirectory where the node keeps its log and snapshots; made if it is not there
 * @param members all nodes of the group, this one included; 1 to 9, in the order of the file
 * @param application the name of the application
 * @param variants the variants of which this node runs an instance each, in order; one may come more than once; 1 to 8
 * @param release when results leave, unless a client asks for a stricter level; the same on all nodes
 * @param arbiter see there
 * @param timeouts see there
 * @param limits see there
 * @param snapshots see there
 * @param sessions see there
 * @param stream see there
 * @param tls see there; null for connections without TLS
 */
public record NodeConfig(
        String group,
        String node,
        Path dataDirectory,
        List<Member> members,
        String application,
        List<String> variants,
        Release release,
        Arbitration arbiter,
        Timeouts timeouts,
        Limits limits,
        Snapshots snapshots,
        SessionLimits sessions,
        Stream stream,
        @Nullable Tls tls) {

    /** Copies the lists. */
    public NodeConfig {
        members = List.copyOf(members);
        variants = List.copyOf(variants);
    }

    /** One that keeps the stream of results as long as by default, without TLS. */
    public NodeConfig(
            String group,
            String node,
            Path dataDirectory,
            List<Member> members,
            String application,
            List<String> variants,
            Release release,
            Arbitration arbiter,
            Timeouts timeouts,
            Limits limits,
            Snapshots snapshots,
            SessionLimits sessions) {
        this(
                group,
                node,
                dataDirectory,
                members,
                application,
                variants,
                release,
                arbiter,
                timeouts,
                limits,
                snapshots,
                sessions,
                Stream.DEFAULT,
                null);
    }

    /** The same with another span of the stream of results. */
    public NodeConfig with(Stream span) {
        return new NodeConfig(
                group,
                node,
                dataDirectory,
                members,
                application,
                variants,
                release,
                arbiter,
                timeouts,
                limits,
                snapshots,
                sessions,
                span,
                tls);
    }

    /** The same with another level of release. */
    public NodeConfig with(Release level) {
        return new NodeConfig(
                group,
                node,
                dataDirectory,
                members,
                application,
                variants,
                level,
                arbiter,
                timeouts,
                limits,
                snapshots,
                sessions,
                stream,
                tls);
    }

    /** The same with TLS, or without. */
    public NodeConfig with(@Nullable Tls files) {
        return new NodeConfig(
                group,
                node,
                dataDirectory,
                members,
                application,
                variants,
                release,
                arbiter,
                timeouts,
                limits,
                snapshots,
                sessions,
                stream,
                files);
    }

    /** The same with other bounds on what the node takes on. */
    public NodeConfig with(Limits bounds) {
        return new NodeConfig(
                group,
                node,
                dataDirectory,
                members,
                application,
                variants,
                release,
                arbiter,
                timeouts,
                bounds,
                snapshots,
                sessions,
                stream,
                tls);
    }

    /** This node's own entry among the members. */
    public Member self() {
        return members.stream()
                .filter(member -> member.node().equals(node))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("node is not among the members: node=" + node));
    }

    /**
     * One node of the group.
     *
     * @param node its id, by the rule for {@code group}
     * @param raftAddress host and port where the other nodes reach it
     * @param clientAddress host and port where clients reach it
     */
    public record Member(String node, HostPort raftAddress, HostPort clientAddress) {}

    /** When a result may leave. */
    public enum Release {
        /** When its input is committed by Raft; the default. */
        COMMITTED,
        /** When a majority of the nodes, the leader among them, holds and has executed its input. */
        COVERED,
        /** When the leader has executed its input: provisional, confirmed or revoked later. */
        LOCAL;

        /** The level of this name: {@code committed}, {@code covered} or {@code local}. */
        public static Release parse(String name) {
            for (Release level : values()) {
                if (NodeConfigWriter.name(level).equals(name)) {
                    return level;
                }
            }
            throw new IllegalArgumentException(
                    "invalid value: release=" + name + ", accepted: committed, covered or local");
        }
    }

    /** What happens where instances disagree and none of their outputs has a majority. */
    public enum Dispute {
        /** Nothing leaves any more, until an operator starts the node without the variant that is wrong; the default. */
        HALT,
        /** Whichever came first is right, and the others are quarantined. */
        TRUST_EARLIEST
    }

    /**
     * Which of the instances' outputs are released, and when an instance is not trusted any more.
     *
     * @param policy {@code earliest}, whichever comes first for each result (default); {@code sticky:WINDOW}, that of the
     *     instance which was first most often among the last so many; {@code agree:N}, the first on which N instances agree
     * @param dispute see there
     * @param stall an instance that has not given an output for so long after another did is quarantined; 100 ms to 1 h,
     *     default 10 s
     */
    public record Arbitration(String policy, Dispute dispute, Duration stall) {

        /** What is used where the file says nothing. */
        public static final Arbitration DEFAULT = new Arbitration("earliest", Dispute.HALT, Duration.ofSeconds(10));
    }

    /**
     * How long the node waits.
     *
     * @param electionMin the shortest time without word from the leader after which a secondary stands for election;
     *     10 ms to 60 s, default 400 ms: on two busy cores less elects without need
     * @param electionMax the longest such time; above {@code electionMin}, to 120 s, default 800 ms
     * @param handshake how long a new connection may take until its first frame; 100 ms to 60 s, default 5 s
     * @param idle how long a connection may send nothing, not even a ping; 1 s to 1 h, default 60 s
     * @param shutdown how long a stopping node waits for what is under way; 100 ms to 10 min, default 10 s
     * @param replicationPause at release level {@code local}, a leader sends its log to another node no more often than
     *     this: answers do not wait for it, and the processors that it takes are theirs; requests for a stricter level
     *     are sent at once. 0 to 1 s, default 2 ms
     * @param flushPause at the release levels {@code local} and {@code covered}, a node forces its log to disk once for all
     *     that has come within this time: results do not wait for it; requests for {@code committed} are forced at once. 0
     *     to 1 s, default 2 ms
     */
    public record Timeouts(
            Duration electionMin,
            Duration electionMax,
            Duration handshake,
            Duration idle,
            Duration shutdown,
            Duration replicationPause,
            Duration flushPause) {

        /** What is used where the file says nothing. */
        public static final Timeouts DEFAULT = new Timeouts(
                Duration.ofMillis(400),
                Duration.ofMillis(800),
                Duration.ofSeconds(5),
                Duration.ofSeconds(60),
                Duration.ofSeconds(10),
                Duration.ofMillis(2),
                Duration.ofMillis(2));

        /** The same with other bounds of the election timeout. */
        public Timeouts withElection(Duration min, Duration max) {
            return new Timeouts(min, max, handshake, idle, shutdown, replicationPause, flushPause);
        }

        /** The same with another bound on stopping. */
        public Timeouts withShutdown(Duration bound) {
            return new Timeouts(electionMin, electionMax, handshake, idle, bound, replicationPause, flushPause);
        }
    }

    /**
     * Bounds on what the node takes on.
     *
     * @param inputBytes the longest input or query, in bytes; 64 to 16 MiB, default 64 KiB
     * @param outputBytes the most bytes that a state machine may give for one input; 64 to 16 MiB, default 256 KiB
     * @param entryBytes the most bytes of inputs in one log entry; at least {@code inputBytes} + 1 KiB, to 32 MiB,
     *     default 1 MiB
     * @param entryInputs the most inputs in one log entry; 1 to 16,384, default 2,048
     * @param entriesInFlight how many entries may be under way at once, until clients are answered: executed at the release
     *     level {@code local}, covered at {@code covered}, committed at {@code committed}; at the first two, 64 times as many
     *     may be not committed yet; 1 to 64, default 4
     * @param pendingInputs how many inputs may wait for their entry; past it requests are refused as busy; 16 to
     *     1,048,576, default 65,536
     * @param queuedInputs how many inputs may wait for one instance; past it the log is not read on; 1,024 to 1,048,576,
     *     default 65,536
     * @param connections the most client connections; 1 to 100,000, default 10,000
     * @param connectionBytes how much may wait for one client that does not read, in bytes, before it is disconnected;
     *     when more than a quarter of the heap waits for all clients, those are that have more than an equal share of that;
     *     64 KiB to 1 GiB, default 16 MiB
     */
    public record Limits(
            int inputBytes,
            int outputBytes,
            int entryBytes,
            int entryInputs,
            int entriesInFlight,
            int pendingInputs,
            int queuedInputs,
            int connections,
            int connectionBytes) {

        /** What is used where the file says nothing. */
        public static final Limits DEFAULT =
                new Limits(64 << 10, 256 << 10, 1 << 20, 2_048, 4, 65_536, 65_536, 10_000, 16 << 20);

        /** What an entry carries beside its inputs, in bytes: {@code entryBytes} is above {@code inputBytes} by so many. */
        public static final int ENTRY_OVERHEAD_BYTES = 1 << 10;
        /** The most that {@code entryBytes} may be. */
        public static final int ENTRY_BYTES_MAX = 32 << 20;
        /** The most that {@code entryInputs} may be. */
        public static final int ENTRY_INPUTS_MAX = 16_384;
        /** The most that {@code entriesInFlight} may be. */
        public static final int ENTRIES_IN_FLIGHT_MAX = 64;

        /** The same with other bounds on entries. */
        public Limits withEntries(int bytes, int inputs, int inFlight) {
            return new Limits(
                    inputBytes,
                    outputBytes,
                    bytes,
                    inputs,
                    inFlight,
                    pendingInputs,
                    queuedInputs,
                    connections,
                    connectionBytes);
        }
    }

    /**
     * When snapshots are taken and how many are kept.
     *
     * @param everyEntries a snapshot is taken when so many log entries were executed since the last one; 100 to
     *     1,000,000,000, default 200,000
     * @param everyBytes or when so many bytes of inputs were, or four times the size of the last snapshot if that is more, up to
     *     sixteen times as many; 1 MiB to 1 TiB, default 64 MiB
     * @param kept how many snapshots are kept; 1 to 100, default 2
     * @param segmentBytes the size of a segment file of the log; 64 KiB to 1 GiB, default 8 MiB
     */
    public record Snapshots(long everyEntries, long everyBytes, int kept, int segmentBytes) {

        /** What is used where the file says nothing. */
        public static final Snapshots DEFAULT = new Snapshots(200_000, 64L << 20, 2, 8 << 20);
    }

    /**
     * Bounds on clients' sessions. The leader writes them into the log, since they decide what is executed; those of the
     * newest leader hold.
     *
     * @param timeout a session expires after so long without word from its client, in the log's time; 1 s to 30 days,
     *     default 1 h
     * @param sessions the most sessions; 1 to 1,000,000, default 10,000
     * @param answersKept how many answers are kept for each session, which is also how many requests a client may have
     *     unanswered; 1 to 65,536, default 4,096
     * @param answerBytesKept how many bytes of answers are kept for each session; 1 KiB to 1 GiB, default 16 MiB
     */
    public record SessionLimits(Duration timeout, int sessions, int answersKept, int answerBytesKept) {

        /** What is used where the file says nothing. */
        public static final SessionLimits DEFAULT = new SessionLimits(Duration.ofHours(1), 10_000, 4_096, 16 << 20);
    }

    /**
     * How much of the stream of results this node keeps, the newest of it in memory too, for those who subscribe; whichever
     * bound is reached first. Results that are not kept any more can be made again from snapshot and log.
     *
     * @param memoryResults how many results are kept in memory; 16 to 16,777,216, default 65,536
     * @param memoryBytes how many bytes of results are kept in memory; 64 KiB to 64 GiB, default 32 MiB
     * @param diskResults how many results are kept on disk, to within a sixteenth; 16 to 10^15, default 10,000,000
     * @param diskBytes how many bytes of results are kept on disk, to within a sixteenth; 0, for none, or 1 MiB to 16 TiB,
     *     default 1 GiB
     * @param stall a subscriber that has not taken anything for so long, while results waited for it, is disconnected;
     *     100 ms to 1 h, default 10 s
     */
    public record Stream(int memoryResults, long memoryBytes, long diskResults, long diskBytes, Duration stall) {

        /** What is used where the file says nothing. */
        public static final Stream DEFAULT =
                new Stream(65_536, 32L << 20, 10_000_000, 1L << 30, Duration.ofSeconds(10));
    }

    /** Whether clients show certificates. */
    public enum ClientCertificates {
        /** They are not asked for one; the default. */
        NONE,
        /** Nobody is served without one that is signed by somebody trusted. */
        REQUIRED
    }

    /**
     * TLS on all links of the node; all nodes of a group have it, or none. Nodes show each other their certificates, which have
     * {@code dsfm:GROUP/NODE} among their subject alternative names, as a URI.
     *
     * @param certificate the node's certificate with its chain, in PEM, its own first; it has the host of the node's
     *     client-address among its names
     * @param key its private key, by PKCS#8 in PEM, without a password
     * @param trust certificates, in PEM, of those who sign the nodes' certificates and the clients'
     * @param clientCertificates whether clients show certificates
     */
    public record Tls(Path certificate, Path key, Path trust, ClientCertificates clientCertificates) {}
}
