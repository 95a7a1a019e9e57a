package io.dsfm.ratis.cli;

import io.dsfm.ratis.config.ConfigException;
import io.dsfm.ratis.config.HostPort;
import io.dsfm.ratis.config.NodeConfig;
import io.dsfm.ratis.config.NodeConfigReader;
import io.dsfm.ratis.tls.ClientTls;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/**
 * Which group a command turns to, and how long it waits for it.
 *
 * <p>Threading: the main thread.
 */
final class GroupOptions {

    static final String NODES_VARIABLE = "DSFM_NODES";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "Turn to the group of this node's configuration.")
    private @Nullable Path configFile;

    @Option(
            names = {"-n", "--nodes"},
            paramLabel = "HOST:PORT",
            split = ",",
            converter = AddressConverter.class,
            description = "Turn to the group of these nodes: client addresses, separated by commas."
                    + " Default: the environment's " + NODES_VARIABLE + ".")
    private @Nullable List<HostPort> nodes;

    @Option(
            names = "--tls-trust",
            paramLabel = "FILE",
            description = "Of a group with TLS: the certificates, in PEM, of those who sign the nodes'. Default: what"
                    + " --config names.")
    private @Nullable Path tlsTrust;

    @Option(
            names = "--tls-certificate",
            paramLabel = "FILE",
            description =
                    "The client's own certificate, in PEM, where the nodes ask for one. Default: the node's own, with"
                            + " --config.")
    private @Nullable Path tlsCertificate;

    @Option(names = "--tls-key", paramLabel = "FILE", description = "Its private key, in PEM, without a password.")
    private @Nullable Path tlsKey;

    @Option(
            names = "--deadline",
            paramLabel = "DURATION",
            defaultValue = "10s",
            converter = DurationConverter.class,
            description = "Wait at most so long for an answer, such as 500ms or 1m (default: ${DEFAULT-VALUE}).")
    private Duration deadline;

    private @Nullable NodeConfig config;
    private @Nullable ClientTls tls;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    GroupOptions() {}

    /** The configuration that was named, or null. */
    @Nullable
    NodeConfig config() throws ConfigException {
        if (config == null && configFile != null) {
            if (nodes != null) {
                throw new ParameterException(spec.commandLine(), "--config and --nodes exclude each other");
            }
            config = NodeConfigReader.read(configFile);
        }
        return config;
    }

    /** The group's name; empty if it is not known. */
    String group() throws ConfigException {
        NodeConfig known = config();
        return known == null ? "" : known.group();
    }

    /** The nodes that were named; at least one. */
    List<NodeAddress> nodes() throws ConfigException {
        NodeConfig known = config();
        if (known != null) {
            return known.members().stream()
                    .map(member -> new NodeAddress(member.node(), member.clientAddress()))
                    .toList();
        }
        List<HostPort> addresses = nodes == null ? ofEnvironment() : nodes;
        return addresses.stream()
                .distinct()
                .map(address -> new NodeAddress(NodeAddress.UNNAMED, address))
                .toList();
    }

    /** Their addresses. */
    List<HostPort> addresses() throws ConfigException {
        return nodes().stream().map(NodeAddress::address).toList();
    }

    /** What the nodes are reached with; null without TLS. */
    @Nullable
    ClientTls tls() throws ConfigException {
        if (tls == null) {
            NodeConfig known = config();
            NodeConfig.Tls own = known == null ? null : known.tls();
            boolean isCertificateGiven = tlsCertificate != null || tlsKey != null;
            if (tlsTrust == null && !isCertificateGiven) {
                tls = known == null ? null : ClientTls.of(known, String.valueOf(configFile));
            } else if (tlsTrust == null && own == null) {
                throw new ParameterException(
                        spec.commandLine(), "--tls-certificate and --tls-key need --tls-trust FILE beside them");
            } else {
                Path trust = tlsTrust == null ? own.trust() : tlsTrust;
                boolean isOwn = !isCertificateGiven
                        && own != null
                        && own.clientCertificates() == NodeConfig.ClientCertificates.REQUIRED;
                tls = ClientTls.load(
                        "command line",
                        "--tls-",
                        trust,
                        isOwn ? own.certificate() : tlsCertificate,
                        isOwn ? own.key() : tlsKey);
            }
        }
        return tls;
    }

    Duration deadline() {
        return deadline;
    }

    private List<HostPort> ofEnvironment() {
        String variable = ((Dsfm) spec.root().userObject()).environment().getOrDefault(NODES_VARIABLE, "");
        if (variable.isBlank()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "no group to turn to: give --nodes HOST:PORT,... or --config FILE, or set " + NODES_VARIABLE);
        }
        List<HostPort> addresses = new ArrayList<>();
        for (String address : List.of(variable.split(",", -1))) {
            try {
                addresses.add(HostPort.parse(address.strip()));
            } catch (IllegalArgumentException e) {
                throw new ParameterException(
                        spec.commandLine(), "environment: " + NODES_VARIABLE + ": " + e.getMessage(), e);
            }
        }
        return addresses;
    }

    private static final class AddressConverter implements ITypeConverter<HostPort> {
        @Override
        public HostPort convert(String value) {
            try {
                return HostPort.parse(value.strip());
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
