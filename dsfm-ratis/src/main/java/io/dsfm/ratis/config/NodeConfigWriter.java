package io.dsfm.ratis.config;

import io.dsfm.ratis.config.NodeConfig.Arbitration;
import io.dsfm.ratis.config.NodeConfig.Limits;
import io.dsfm.ratis.config.NodeConfig.Member;
import io.dsfm.ratis.config.NodeConfig.SessionLimits;
import io.dsfm.ratis.config.NodeConfig.Snapshots;
import io.dsfm.ratis.config.NodeConfig.Timeouts;
import io.dsfm.ratis.config.NodeConfig.Tls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Writes a {@link NodeConfig} as the YAML that {@link NodeConfigReader} reads back to an equal one, every option spelt
 * out.
 *
 * <p>Threading: pure but for writing the file.
 */
public final class NodeConfigWriter {

    private NodeConfigWriter() {}

    /** Writes a file, over one that may be there. */
    public static void write(NodeConfig config, Path file) throws IOException {
        Files.writeString(file, format(config));
    }

    /** The text of the file. */
    public static String format(NodeConfig config) {
        Lines lines = new Lines();
        lines.add("group", quoted(config.group()));
        lines.add("node", quoted(config.node()));
        lines.add("data-directory", quoted(config.dataDirectory().toString()));
        lines.add("application", quoted(config.application()));
        lines.add(
                "variants",
                "["
                        + String.join(
                                ", ",
                                config.variants().stream()
                                        .map(NodeConfigWriter::quoted)
                                        .toList()) + "]");
        lines.add("release", name(config.release()));
        members(lines, config);
        arbiter(lines, config.arbiter());
        timeouts(lines, config.timeouts());
        limits(lines, config.limits());
        snapshots(lines, config.snapshots());
        sessions(lines, config.sessions());
        stream(lines, config.stream());
        tls(lines, config.tls());
        return lines.text.toString();
    }

    private static void members(Lines lines, NodeConfig config) {
        lines.section("members");
        for (Member member : config.members()) {
            lines.add("  - node", quoted(member.node()));
            lines.add("    raft-address", quoted(member.raftAddress().toString()));
            lines.add("    client-address", quoted(member.clientAddress().toString()));
        }
    }

    private static void arbiter(Lines lines, Arbitration arbiter) {
        lines.section("arbiter");
        lines.add("  policy", quoted(arbiter.policy()));
        lines.add("  dispute", name(arbiter.dispute()));
        lines.add("  stall", DurationText.format(arbiter.stall()));
    }

    private static void timeouts(Lines lines, Timeouts timeouts) {
        lines.section("timeouts");
        lines.add("  election-min", DurationText.format(timeouts.electionMin()));
        lines.add("  election-max", DurationText.format(timeouts.electionMax()));
        lines.add("  handshake", DurationText.format(timeouts.handshake()));
        lines.add("  idle", DurationText.format(timeouts.idle()));
        lines.add("  shutdown", DurationText.format(timeouts.shutdown()));
        lines.add("  replication-pause", DurationText.format(timeouts.replicationPause()));
        lines.add("  flush-pause", DurationText.format(timeouts.flushPause()));
    }

    private static void limits(Lines lines, Limits limits) {
        lines.section("limits");
        lines.add("  input-bytes", SizeText.format(limits.inputBytes()));
        lines.add("  output-bytes", SizeText.format(limits.outputBytes()));
        lines.add("  entry-bytes", SizeText.format(limits.entryBytes()));
        lines.add("  entry-inputs", limits.entryInputs());
        lines.add("  entries-in-flight", limits.entriesInFlight());
        lines.add("  pending-inputs", limits.pendingInputs());
        lines.add("  queued-inputs", limits.queuedInputs());
        lines.add("  connections", limits.connections());
        lines.add("  connection-bytes", SizeText.format(limits.connectionBytes()));
    }

    private static void snapshots(Lines lines, Snapshots snapshots) {
        lines.section("snapshots");
        lines.add("  every-entries", snapshots.everyEntries());
        lines.add("  every-bytes", SizeText.format(snapshots.everyBytes()));
        lines.add("  kept", snapshots.kept());
        lines.add("  segment-bytes", SizeText.format(snapshots.segmentBytes()));
    }

    private static void sessions(Lines lines, SessionLimits sessions) {
        lines.section("sessions");
        lines.add("  timeout", DurationText.format(sessions.timeout()));
        lines.add("  sessions", sessions.sessions());
        lines.add("  answers-kept", sessions.answersKept());
        lines.add("  answer-bytes-kept", SizeText.format(sessions.answerBytesKept()));
    }

    private static void stream(Lines lines, NodeConfig.Stream stream) {
        lines.section("stream");
        lines.add("  memory-results", stream.memoryResults());
        lines.add("  memory-bytes", SizeText.format(stream.memoryBytes()));
        lines.add("  disk-results", stream.diskResults());
        lines.add("  disk-bytes", SizeText.format(stream.diskBytes()));
        lines.add("  stall", DurationText.format(stream.stall()));
    }

    private static void tls(Lines lines, @Nullable Tls tls) {
        if (tls == null) {
            return;
        }
        lines.section("tls");
        lines.add("  certificate", quoted(tls.certificate().toString()));
        lines.add("  key", quoted(tls.key().toString()));
        lines.add("  trust", quoted(tls.trust().toString()));
        lines.add("  client-certificates", name(tls.clientCertificates()));
    }

    /** The name of a constant in a file. */
    static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** In quotes, since a bare name could look like a number, a truth value or nothing to other readers of YAML. */
    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private static final class Lines {

        private final StringBuilder text = new StringBuilder();

        void section(String name) {
            text.append(name).append(":\n");
        }

        void add(String key, Object value) {
            text.append(key).append(": ").append(value).append('\n');
        }
    }
}
