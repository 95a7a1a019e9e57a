package io.dsfm.ratis.node;

import io.dsfm.ratis.config.NodeConfig;
import io.dsfm.ratis.peer.PeerRpcType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.ratis.RaftConfigKeys;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.protocol.RaftGroup;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.RaftServerConfigKeys;
import org.apache.ratis.util.SizeInBytes;
import org.apache.ratis.util.TimeDuration;

/** What Ratis is told: a node's configuration in its words. */
public final class RatisSettings {

    /** Never: a suspended process goes on where it was, whatever Ratis's pause monitor thinks of it. */
    private static final TimeDuration CLOSE_THRESHOLD = TimeDuration.valueOf(3_650, TimeUnit.DAYS);

    /** What Ratis adds to an entry, at most. */
    private static final int ENTRY_OVERHEAD_BYTES = 4_096;

    /** A new leader starts a new segment, and everybody waits until so much of it is written. */
    private static final int PREALLOCATED_BYTES = 256 << 10;

    /** Beside the one that is written. */
    private static final int CACHED_SEGMENTS = 2;

    /** What is remembered longer only grows old, in every sense that a garbage collector knows. */
    private static final TimeDuration RETRY_CACHE_EXPIRY = TimeDuration.valueOf(100, TimeUnit.MILLISECONDS);

    private RatisSettings() {}

    /** The group's id, made from its name. */
    public static RaftGroupId groupId(String group) {
        return RaftGroupId.valueOf(UUID.nameUUIDFromBytes(("dsfm:" + group).getBytes(StandardCharsets.UTF_8)));
    }

    /** The group with all its members. */
    public static RaftGroup group(NodeConfig config) {
        List<RaftPeer> peers = config.members().stream()
                .map(member -> RaftPeer.newBuilder()
                        .setId(RaftPeerId.valueOf(member.node()))
                        .setAddress(member.raftAddress().toString())
                        .build())
                .toList();
        return RaftGroup.valueOf(groupId(config.group()), peers);
    }

    /** Everything else. */
    public static RaftProperties properties(NodeConfig config, Path storage, Durability durability) {
        RaftProperties properties = new RaftProperties();
        RaftServerConfigKeys.setStorageDir(properties, List.of(storage.toFile()));
        setTransport(properties);
        setTimeouts(properties, config.timeouts());
        setLog(properties, config);
        RaftServerConfigKeys.Read.setOption(properties, RaftServerConfigKeys.Read.Option.LINEARIZABLE);
        // Snapshots are taken by the node itself, at its own time.
        RaftServerConfigKeys.Snapshot.setAutoTriggerEnabled(properties, false);
        // A request is never sent to Ratis again under the same id: sessions are the framework's.
        RaftServerConfigKeys.RetryCache.setExpiryTime(properties, RETRY_CACHE_EXPIRY);
        RaftServerConfigKeys.Write.setElementLimit(properties, 4_096);
        RaftServerConfigKeys.setCloseThreshold(properties, CLOSE_THRESHOLD);
        setDurability(properties, durability);
        return properties;
    }

    /**
     * Relaxed is Ratis's unsafe flush, not its asynchronous one: that takes for forced whatever was handed to the log by the
     * time a force ends, though it may not even be written to the file, and though the force may have failed; and two threads
     * count there what is left to force, so that the last entry may wait for the next one.
     */
    public static void setDurability(RaftProperties properties, Durability durability) {
        RaftServerConfigKeys.Log.setAsyncFlushEnabled(properties, false);
        RaftServerConfigKeys.Log.setUnsafeFlushEnabled(properties, durability == Durability.RELAXED);
    }

    private static void setTransport(RaftProperties properties) {
        RaftConfigKeys.Rpc.setType(properties, new PeerRpcType());
    }

    private static void setTimeouts(RaftProperties properties, NodeConfig.Timeouts timeouts) {
        TimeDuration min = duration(timeouts.electionMin());
        TimeDuration max = duration(timeouts.electionMax());
        RaftServerConfigKeys.Rpc.setTimeoutMin(properties, min);
        RaftServerConfigKeys.Rpc.setTimeoutMax(properties, max);
        RaftServerConfigKeys.Rpc.setFirstElectionTimeoutMin(properties, min);
        RaftServerConfigKeys.Rpc.setFirstElectionTimeoutMax(properties, max);
        RaftServerConfigKeys.Rpc.setRequestTimeout(properties, TimeDuration.valueOf(3, TimeUnit.SECONDS));
    }

    private static void setLog(RaftProperties properties, NodeConfig config) {
        int entryBytes = config.limits().entryBytes() + ENTRY_OVERHEAD_BYTES;
        int segmentBytes = Math.max(config.snapshots().segmentBytes(), 2 * entryBytes);
        RaftServerConfigKeys.Log.setSegmentSizeMax(properties, SizeInBytes.valueOf(segmentBytes));
        RaftServerConfigKeys.Log.setPreallocatedSize(
                properties, SizeInBytes.valueOf(Math.min(segmentBytes, PREALLOCATED_BYTES)));
        long appenderBytes = appenderBytes(config.limits());
        RaftServerConfigKeys.Log.Appender.setBufferByteLimit(properties, SizeInBytes.valueOf(appenderBytes));
        RaftServerConfigKeys.Log.setWriteBufferSize(properties, SizeInBytes.valueOf(appenderBytes + 1_024));
        RaftServerConfigKeys.Log.Appender.setWaitTimeMin(properties, TimeDuration.valueOf(0, TimeUnit.MILLISECONDS));
        RaftServerConfigKeys.Log.Appender.setSnapshotChunkSizeMax(properties, SizeInBytes.valueOf("4MB"));
        // In the thread that received them: one thread less to wake, and in the log when the call returns.
        RaftServerConfigKeys.Log.setAppendEntriesComposeEnabled(properties, false);
        // Nobody reads what is older, but a secondary that was away.
        RaftServerConfigKeys.Log.setSegmentCacheNumMax(properties, CACHED_SEGMENTS);
        // Without it each commit would write a second entry.
        RaftServerConfigKeys.Log.setLogMetadataEnabled(properties, false);
        // Told when to purge, and up to where, by the node: at once.
        RaftServerConfigKeys.Log.setPurgeGap(properties, 1);
    }

    /** Whether a server with these settings forces its log before an entry in it counts. */
    static boolean isForced(RaftProperties properties) {
        return !RaftServerConfigKeys.Log.unsafeFlushEnabled(properties)
                && !RaftServerConfigKeys.Log.asyncFlushEnabled(properties);
    }

    /** The most bytes that go to another node at once, and so the most that an entry may have. */
    static long appenderBytes(NodeConfig.Limits limits) {
        return Math.max(2L * (limits.entryBytes() + ENTRY_OVERHEAD_BYTES), 4 << 20);
    }

    private static TimeDuration duration(Duration duration) {
        return TimeDuration.valueOf(duration.toNanos(), TimeUnit.NANOSECONDS);
    }
}
