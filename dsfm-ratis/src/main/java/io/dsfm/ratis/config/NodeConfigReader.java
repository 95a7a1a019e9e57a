package io.dsfm.ratis.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dsfm.ratis.config.ConfigException.Problem;
import io.dsfm.ratis.config.NodeConfig.Arbitration;
import io.dsfm.ratis.config.NodeConfig.Limits;
import io.dsfm.ratis.config.NodeConfig.Member;
import io.dsfm.ratis.config.NodeConfig.Release;
import io.dsfm.ratis.config.NodeConfig.SessionLimits;
import io.dsfm.ratis.config.NodeConfig.Snapshots;
import io.dsfm.ratis.config.NodeConfig.Stream;
import io.dsfm.ratis.config.NodeConfig.Timeouts;
import io.dsfm.ratis.config.NodeConfig.Tls;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Reads a {@link NodeConfig} from a YAML file: the components' names with hyphens as keys, durations and sizes with
 * units. Everything is checked, and everything that is wrong is told at once. Only the YAML's text is used, no object is
 * ever made from a tag.
 *
 * <p>Threading: pure but for reading the file.
 */
public final class NodeConfigReader {

    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9._-]{1,64}");
    private static final String NAME_RULE = "1 to 64 characters of a-z, A-Z, 0-9, '.', '_' and '-'";
    private static final Pattern LABEL = Pattern.compile("[a-z0-9-]{1,64}");
    private static final String LABEL_RULE = "1 to 64 characters of a-z, 0-9 and '-'";
    private static final Pattern POLICY = Pattern.compile("earliest|sticky:[1-9][0-9]{0,8}|agree:[1-8]");
    private static final String POLICY_RULE = "earliest, sticky:WINDOW or agree:N";
    private static final int MAX_MEMBERS = 9;
    private static final int MAX_VARIANTS = 8;

    private NodeConfigReader() {}

    /**
     * Reads a file. Relative paths in it are meant from its folder. The files of TLS are not looked at yet.
     *
     * @throws ConfigException if it cannot be read or anything in it is wrong
     */
    public static NodeConfig read(Path file) throws ConfigException {
        try {
            return parse(
                    UTF_8.newDecoder()
                            .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                            .toString(),
                    file);
        } catch (CharacterCodingException e) {
            throw new ConfigException(new Problem(file.toString(), "", "the file is not text in UTF-8", "UTF-8"));
        } catch (IOException e) {
            String found = Files.exists(file) ? "the file cannot be read (" + e.getMessage() + ")" : "no such file";
            throw new ConfigException(new Problem(file.toString(), "", found, "a node's configuration in YAML"));
        }
    }

    /**
     * Reads the text of a file.
     *
     * @param file where the text comes from, for messages and for relative paths; need not exist
     */
    public static NodeConfig parse(String yaml, Path file) throws ConfigException {
        YamlProblems problems = new YamlProblems(file.toString());
        YamlSection root = new YamlSection("", compose(yaml, file), problems);

        String group = root.text("group", NAME, NAME_RULE);
        String node = root.text("node", NAME, NAME_RULE);
        Path dataDirectory = dataDirectory(root, file);
        String application = root.text("application", LABEL, LABEL_RULE);
        List<String> variants = root.texts("variants", MAX_VARIANTS, LABEL, LABEL_RULE);
        List<Member> members = members(root, node);
        Release release = root.choice("release", Release.COMMITTED);
        Arbitration arbiter = arbiter(root.section("arbiter"), variants == null ? MAX_VARIANTS : variants.size());
        Timeouts timeouts = timeouts(root.section("timeouts"));
        Limits limits = limits(root.section("limits"));
        Snapshots snapshots = snapshots(root.section("snapshots"));
        SessionLimits sessions = sessions(root.section("sessions"));
        Stream stream = stream(root.section("stream"));
        Tls tls = tls(root.sectionIfGiven("tls"), file);
        root.end();

        problems.throwIfAny();
        return new NodeConfig(
                Objects.requireNonNull(group),
                Objects.requireNonNull(node),
                Objects.requireNonNull(dataDirectory),
                members,
                Objects.requireNonNull(application),
                Objects.requireNonNull(variants),
                release,
                arbiter,
                timeouts,
                limits,
                snapshots,
                sessions,
                stream,
                tls);
    }

    private static @Nullable Node compose(String yaml, Path file) throws ConfigException {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(file.toString())
                .setUseMarks(true)
                .build();
        String accepted = "YAML with a node's configuration";
        try {
            return new Compose(settings).composeString(yaml).orElse(null);
        } catch (MarkedYamlEngineException e) {
            String where = e.getProblemMark()
                    .map(mark -> file + ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1))
                    .orElse(file.toString());
            throw new ConfigException(new Problem(where, "", "not YAML: " + e.getProblem(), accepted));
        } catch (YamlEngineException e) {
            throw new ConfigException(new Problem(file.toString(), "", "not YAML: " + e.getMessage(), accepted));
        }
    }

    private static @Nullable Path dataDirectory(YamlSection root, Path file) {
        return path(root, "data-directory", "the path of a directory", file);
    }

    private static @Nullable Path path(YamlSection section, String key, String accepted, Path file) {
        String text = section.text(key, Pattern.compile(".+"), accepted);
        try {
            return text == null
                    ? null
                    : file.toAbsolutePath().resolveSibling(text).normalize();
        } catch (InvalidPathException e) {
            section.reject(key, text, accepted);
            return null;
        }
    }

    private static @Nullable Tls tls(@Nullable YamlSection section, Path file) {
        if (section == null) {
            return null;
        }
        Path certificate = path(section, "certificate", "the path of the node's certificate in PEM", file);
        Path key = path(section, "key", "the path of its private key in PEM, by PKCS#8", file);
        Path trust = path(section, "trust", "the path of the certificates of those who sign others', in PEM", file);
        NodeConfig.ClientCertificates clients =
                section.choice("client-certificates", NodeConfig.ClientCertificates.NONE);
        section.end();
        return certificate == null || key == null || trust == null ? null : new Tls(certificate, key, trust, clients);
    }

    private static List<Member> members(YamlSection root, @Nullable String self) {
        List<YamlSection> sections = root.sections(
                "members", MAX_MEMBERS, "a list of 1 to 9 nodes, each with node, raft-address and client-address");
        if (sections == null) {
            return List.of();
        }
        List<Member> members = new ArrayList<>();
        Set<String> nodes = new HashSet<>();
        Set<HostPort> addresses = new HashSet<>();
        for (YamlSection section : sections) {
            String node = section.text("node", NAME, NAME_RULE);
            HostPort raft = memberAddress(section, "raft-address", addresses);
            HostPort client = memberAddress(section, "client-address", addresses);
            section.end();
            if (node != null && !nodes.add(node)) {
                section.reject("node", node, "an id that no other member has");
            }
            if (node != null && raft != null && client != null) {
                members.add(new Member(node, raft, client));
            }
        }
        if (self != null && !nodes.isEmpty() && !nodes.contains(self)) {
            root.reject(
                    "node",
                    self,
                    "the id of one of the members: "
                            + String.join(", ", nodes.stream().sorted().toList()));
        }
        return members;
    }

    private static @Nullable HostPort memberAddress(YamlSection section, String key, Set<HostPort> taken) {
        HostPort address = section.address(key);
        if (address == null) {
            return null;
        }
        if (address.host().equals("0.0.0.0") || address.host().equals("::")) {
            section.reject(key, address, "where others reach the node, not a wildcard");
        } else if (!taken.add(address)) {
            section.reject(key, address, "an address that is given nowhere else among the members");
        }
        return address;
    }

    private static Arbitration arbiter(YamlSection section, int instances) {
        Arbitration standard = Arbitration.DEFAULT;
        String policy = section.text("policy", POLICY, POLICY_RULE, standard.policy());
        if (policy.startsWith("agree:") && Integer.parseInt(policy.substring(6)) > instances) {
            section.reject("policy", policy, "agree:N with no more than this node's instances, which are " + instances);
        }
        Arbitration arbiter = new Arbitration(
                policy,
                section.choice("dispute", standard.dispute()),
                section.duration("stall", Duration.ofMillis(100), Duration.ofHours(1), standard.stall()));
        section.end();
        return arbiter;
    }

    private static Timeouts timeouts(YamlSection section) {
        Timeouts standard = Timeouts.DEFAULT;
        Duration electionMin =
                section.duration("election-min", Duration.ofMillis(10), Duration.ofSeconds(60), standard.electionMin());
        Duration electionMax =
                section.duration("election-max", Duration.ofMillis(11), Duration.ofMinutes(2), standard.electionMax());
        if (section.sound() && electionMax.compareTo(electionMin) <= 0) {
            section.reject(
                    "election-max",
                    DurationText.format(electionMax),
                    "more than timeouts.election-min, which is " + DurationText.format(electionMin));
        }
        Timeouts timeouts = new Timeouts(
                electionMin,
                electionMax,
                section.duration("handshake", Duration.ofMillis(100), Duration.ofSeconds(60), standard.handshake()),
                section.duration("idle", Duration.ofSeconds(1), Duration.ofHours(1), standard.idle()),
                section.duration("shutdown", Duration.ofMillis(100), Duration.ofMinutes(10), standard.shutdown()),
                section.duration(
                        "replication-pause", Duration.ZERO, Duration.ofSeconds(1), standard.replicationPause()),
                section.duration("flush-pause", Duration.ZERO, Duration.ofSeconds(1), standard.flushPause()));
        section.end();
        return timeouts;
    }

    private static Limits limits(YamlSection section) {
        Limits standard = Limits.DEFAULT;
        int inputBytes = (int) section.size("input-bytes", 64, 16 << 20, standard.inputBytes());
        int outputBytes = (int) section.size("output-bytes", 64, 16 << 20, standard.outputBytes());
        int entryBytes = (int) section.size(
                "entry-bytes", 64 + Limits.ENTRY_OVERHEAD_BYTES, Limits.ENTRY_BYTES_MAX, standard.entryBytes());
        if (section.sound() && entryBytes < inputBytes + Limits.ENTRY_OVERHEAD_BYTES) {
            section.reject(
                    "entry-bytes",
                    SizeText.format(entryBytes),
                    "at least limits.input-bytes + 1KiB, which is "
                            + SizeText.format(inputBytes + Limits.ENTRY_OVERHEAD_BYTES));
        }
        Limits limits = new Limits(
                inputBytes,
                outputBytes,
                entryBytes,
                (int) section.count("entry-inputs", 1, Limits.ENTRY_INPUTS_MAX, standard.entryInputs()),
                (int) section.count("entries-in-flight", 1, Limits.ENTRIES_IN_FLIGHT_MAX, standard.entriesInFlight()),
                (int) section.count("pending-inputs", 16, 1 << 20, standard.pendingInputs()),
                (int) section.count("queued-inputs", 1 << 10, 1 << 20, standard.queuedInputs()),
                (int) section.count("connections", 1, 100_000, standard.connections()),
                (int) section.size("connection-bytes", 64 << 10, 1 << 30, standard.connectionBytes()));
        section.end();
        return limits;
    }

    private static Snapshots snapshots(YamlSection section) {
        Snapshots standard = Snapshots.DEFAULT;
        Snapshots snapshots = new Snapshots(
                section.count("every-entries", 100, 1_000_000_000, standard.everyEntries()),
                section.size("every-bytes", 1 << 20, 1L << 40, standard.everyBytes()),
                (int) section.count("kept", 1, 100, standard.kept()),
                (int) section.size("segment-bytes", 64 << 10, 1 << 30, standard.segmentBytes()));
        section.end();
        return snapshots;
    }

    private static SessionLimits sessions(YamlSection section) {
        SessionLimits standard = SessionLimits.DEFAULT;
        SessionLimits sessions = new SessionLimits(
                section.duration("timeout", Duration.ofSeconds(1), Duration.ofDays(30), standard.timeout()),
                (int) section.count("sessions", 1, 1_000_000, standard.sessions()),
                (int) section.count("answers-kept", 1, 65_536, standard.answersKept()),
                (int) section.size("answer-bytes-kept", 1 << 10, 1 << 30, standard.answerBytesKept()));
        section.end();
        return sessions;
    }

    private static Stream stream(YamlSection section) {
        Stream standard = Stream.DEFAULT;
        long diskBytes = section.size("disk-bytes", 0, 16L << 40, standard.diskBytes());
        if (section.sound() && diskBytes > 0 && diskBytes < 1 << 20) {
            section.reject("disk-bytes", SizeText.format(diskBytes), "0B, for none on disk, or 1MiB to 16TiB");
        }
        Stream stream = new Stream(
                (int) section.count("memory-results", 16, 1 << 24, standard.memoryResults()),
                section.size("memory-bytes", 64 << 10, 64L << 30, standard.memoryBytes()),
                section.count("disk-results", 16, 1_000_000_000_000_000L, standard.diskResults()),
                diskBytes,
                section.duration("stall", Duration.ofMillis(100), Duration.ofHours(1), standard.stall()));
        section.end();
        return stream;
    }
}
