package io.dsfm.ratis.bench;

import io.dsfm.ratis.config.DurationText;
import io.dsfm.ratis.config.HostPort;
import io.dsfm.ratis.config.NodeConfig;
import io.dsfm.ratis.node.Durability;
import io.dsfm.ratis.node.RatisSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.apache.ratis.RaftConfigKeys;
import org.apache.ratis.client.RaftClientConfigKeys;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.grpc.GrpcConfigKeys;
import org.apache.ratis.netty.NettyConfigKeys;
import org.apache.ratis.server.RaftServerConfigKeys;
import org.apache.ratis.util.TimeDuration;

/** What the plain Ratis servers are told. Whether they force each entry to disk before it counts is told apart. */
public enum PlainSettings {
    /** What a node of the group tells Ratis, wherever it applies to plain Ratis: the comparison is of what is built on it. */
    TUNED,
    /** Nothing but where to listen and where to write: Ratis as it comes. */
    DEFAULT;

    /** Those by which the two differ most, for the report. */
    private static final Map<String, Object> TELLING = telling();

    private static final Pattern NANOS = Pattern.compile("[0-9]{1,18}ns");

    private static Map<String, Object> telling() {
        Map<String, Object> keys = new LinkedHashMap<>();
        keys.put(
                RaftServerConfigKeys.Log.Appender.WAIT_TIME_MIN_KEY,
                RaftServerConfigKeys.Log.Appender.WAIT_TIME_MIN_DEFAULT);
        keys.put(
                RaftServerConfigKeys.Log.LOG_METADATA_ENABLED_KEY,
                RaftServerConfigKeys.Log.LOG_METADATA_ENABLED_DEFAULT);
        keys.put(RaftServerConfigKeys.Log.UNSAFE_FLUSH_ENABLED_KEY, false);
        keys.put(RaftServerConfigKeys.Log.ASYNC_FLUSH_ENABLED_KEY, false);
        keys.put(RaftServerConfigKeys.Rpc.TIMEOUT_MIN_KEY, RaftServerConfigKeys.Rpc.TIMEOUT_MIN_DEFAULT);
        keys.put(RaftServerConfigKeys.Rpc.TIMEOUT_MAX_KEY, RaftServerConfigKeys.Rpc.TIMEOUT_MAX_DEFAULT);
        return keys;
    }

    /** The settings of a server. */
    RaftProperties server(NodeConfig config, PlainTransport transport, Path storage, Durability durability) {
        RaftProperties properties =
                this == TUNED ? RatisSettings.properties(config, storage, durability) : new RaftProperties();
        RatisSettings.setDurability(properties, durability);
        RaftServerConfigKeys.setStorageDir(properties, List.of(storage.toFile()));
        HostPort address = config.self().raftAddress();
        RaftConfigKeys.Rpc.setType(properties, transport.type());
        GrpcConfigKeys.Server.setHost(properties, address.host());
        GrpcConfigKeys.Server.setPort(properties, address.port());
        NettyConfigKeys.Server.setHost(properties, address.host());
        NettyConfigKeys.Server.setPort(properties, address.port());
        // Here it is what makes a client's retry harmless; the group has sessions for that.
        RaftServerConfigKeys.RetryCache.setExpiryTime(properties, RaftServerConfigKeys.RetryCache.EXPIRY_TIME_DEFAULT);
        // Read once, at the start, to see whether there is a leader. Of a linearizable read a follower would
        // ask the leader, which Ratis 3.3.0 cannot over Netty: the client would hear nothing at all, and wait.
        RaftServerConfigKeys.Read.setOption(properties, RaftServerConfigKeys.Read.Option.DEFAULT);
        return properties;
    }

    /** The settings of the client, the same for both. */
    static RaftProperties client(PlainTransport transport) {
        RaftProperties properties = new RaftProperties();
        RaftConfigKeys.Rpc.setType(properties, transport.type());
        RaftClientConfigKeys.Async.setOutstandingRequestsMax(properties, Contestant.REQUESTS_UNDER_WAY_MAX);
        RaftClientConfigKeys.Rpc.setRequestTimeout(properties, TimeDuration.valueOf(10, TimeUnit.SECONDS));
        return properties;
    }

    /** What some settings come to, the telling ones. */
    static Map<String, String> describe(RaftProperties properties) {
        Map<String, String> described = new LinkedHashMap<>();
        TELLING.forEach((key, unlessSet) -> described.put(key, readable(properties.get(key, unlessSet.toString()))));
        return described;
    }

    /** Ratis is told nanoseconds. */
    private static String readable(String value) {
        return NANOS.matcher(value).matches()
                ? DurationText.format(Duration.ofNanos(Long.parseLong(value.substring(0, value.length() - 2))))
                : value;
    }
}
